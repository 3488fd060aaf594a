/** Steps machines with their own events: what a machine does not know of cannot be told to it. */
import type { ConnectorEvent } from '#machines/connector.ts'
import type { NodeEvent } from '#machines/node.ts'
import type { RolloutEvent } from '#machines/rollout.ts'
import { dispatch, type Sim } from '../engine/kernel.ts'
import type { Connection } from '../engine/world.ts'

/** Steps the machine of a node. `cause` is the trace event that this follows from, here and below. */
export function tellNode(sim: Sim, node: string, event: NodeEvent, cause: number): void {
  dispatch(sim, sim.world.nodes.get(node), event, cause)
}

/** Steps the connector of a service, by its id. */
export function tellConnector(sim: Sim, service: string, event: ConnectorEvent, cause: number): void {
  dispatch(sim, sim.world.connectors.get(service), event, cause)
}

/** Tells the connector of a connection what has become of it. */
export function tellItsConnector(
  sim: Sim,
  connection: Connection,
  event: ConnectorEvent,
  cause: number,
): void {
  dispatch(sim, sim.world.connectors.get(connection.pair.service), event, cause, connection)
}

/** Steps the machine of the rollout; nothing where there is none. */
export function tellRollout(sim: Sim, event: RolloutEvent, cause: number): void {
  dispatch(sim, sim.world.rollout, event, cause)
}
