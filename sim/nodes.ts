/** What the nodes of a cluster do when their machines ask for it. */
import type { NodeContext } from '#machines/node.ts'
import { tellEnd } from './ends.ts'
import { dispatch, type Sim } from './kernel.ts'
import { connectorActor, nodeActor, rolloutActor, sides, type World } from './world.ts'

/** The state of a node, such as `draining`, and the release that it runs. */
export function nodeView(world: World, node: string): { state: string; release: string; next: string } {
  const actor = world.actors.get(nodeActor(node))
  if (actor === undefined) throw new Error(`There is no node ${node}`)
  const { release, next } = actor.table.snapshot(actor.state).context as NodeContext
  return { state: actor.table.leaves(actor.state)[0] ?? '', release, next }
}

/** The node is up: its connectors begin to dial, and the rollout is told. */
export function startServices(sim: Sim, node: string, cause: number): void {
  for (const { id, dialer } of sim.cluster.services.values()) {
    if (dialer === node) dispatch(sim, connectorActor(id), { type: 'start' }, cause)
  }
  const running = { type: 'node running', node, release: nodeView(sim.world, node).release }
  dispatch(sim, rolloutActor, running, cause)
}

/** The node goes down, in good order or not: its connectors stop, and its ends of connections close. */
export function stopServices(sim: Sim, node: string, cause: number): void {
  for (const { id, dialer } of sim.cluster.services.values()) {
    if (dialer === node) dispatch(sim, connectorActor(id), { type: 'stop' }, cause)
  }
  for (const connection of [...sim.world.connections.values()]) {
    for (const side of sides) {
      if (connection.nodes[side] === node) tellEnd(sim, connection, side, { type: 'close' }, cause)
    }
  }
}
