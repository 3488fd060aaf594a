/** What the nodes of a cluster do when their machines ask for it. */

import { dispatch, type Sim } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import { connectorActor, rolloutActor } from '../engine/world.ts'
import { sides } from '../scenario/side.ts'
import { askRules } from './declared-rules.ts'
import { tellEnd } from './ends.ts'
import { raiseAutomatically, tellConfiguration } from './raise.ts'
import { forget } from './retry-memory.ts'

/** The node is up: its connectors begin to dial, and the rollout is told. */
export function startServices(sim: Sim, node: string, cause: number): void {
  askRules(sim, cause)
  raiseAutomatically(sim, cause)
  for (const { id, dialer } of sim.cluster.services.values()) {
    if (dialer === node) dispatch(sim, connectorActor(id), { type: 'start' }, cause)
  }
  const running = { type: 'node running', node, release: nodeView(sim.world, node).release }
  dispatch(sim, rolloutActor, running, cause)
  tellConfiguration(sim, node, cause)
}

/**
 * The node goes down, in good order or not: its connectors stop, its ends of connections close, and what its process
 * remembers is gone with it.
 */
export function stopServices(sim: Sim, node: string, cause: number): void {
  for (const { id, dialer } of sim.cluster.services.values()) {
    if (dialer === node) dispatch(sim, connectorActor(id), { type: 'stop' }, cause)
  }
  for (const connection of [...sim.world.connections.values()]) {
    for (const side of sides) {
      if (connection.nodes[side] === node) tellEnd(sim, connection, side, { type: 'close' }, cause)
    }
  }
  forget(sim, node)
  askRules(sim, cause)
  raiseAutomatically(sim, cause)
}
