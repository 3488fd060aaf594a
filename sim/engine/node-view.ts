import type { NodeContext, NodeState } from '#machines/node.ts'
import { seenAs } from '../protocol/seen-as.ts'
import type { World } from './world.ts'

interface NodeView {
  readonly state: NodeState
  readonly release: string
  readonly next: string
}

/** The state of a node, such as `draining`, and the release that it runs. */
export function nodeView(world: World, node: string): NodeView {
  const actor = world.nodes.get(node)
  if (actor === undefined) throw new Error(`There is no node ${node}`)
  return seen(actor)
}

const seen = seenAs(({ table, state }): NodeView => {
  const { release, next } = table.snapshot(state).context as NodeContext
  return { state: table.leaves(state)[0] as NodeState, release, next }
})

/** Whether the process of a node lives and has started. */
export function isUp(world: World, node: string): boolean {
  const { state } = nodeView(world, node)
  return state === 'running' || state === 'draining'
}
