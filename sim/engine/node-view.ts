import type { NodeContext, NodeState } from '#machines/node.ts'
import { nodeActor, type World } from './world.ts'

/** The state of a node, such as `draining`, and the release that it runs. */
export function nodeView(
  world: World,
  node: string,
): { readonly state: NodeState; readonly release: string; readonly next: string } {
  const actor = world.actors.get(nodeActor(node))
  if (actor === undefined) throw new Error(`There is no node ${node}`)
  const { release, next } = actor.table.snapshot(actor.state).context as NodeContext
  return { state: actor.table.leaves(actor.state)[0] as NodeState, release, next }
}

/** Whether the process of a node lives and has started. */
export function isUp(world: World, node: string): boolean {
  const { state } = nodeView(world, node)
  return state === 'running' || state === 'draining'
}
