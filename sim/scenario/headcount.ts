/** How many nodes there are: some stand for others that are like them, which have no names of their own. */
import type { NodeSpec } from './model.ts'

type Counted = Pick<NodeSpec, 'role' | 'standsFor'>

/** How many nodes these are, with those for which they stand. */
export const headcount = (nodes: readonly Counted[]): number =>
  nodes.reduce((sum, { standsFor = 1 }) => sum + standsFor, 0)

/** The same of those of one role. */
export const headcountOf = (nodes: readonly Counted[], role: string): number =>
  headcount(nodes.filter((node) => node.role === role))

/** How many nodes each role has. */
export function sizesOf({ nodes }: { readonly nodes: readonly Counted[] }): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const { role, standsFor = 1 } of nodes) sizes.set(role, (sizes.get(role) ?? 0) + standsFor)
  return sizes
}

/** Whether none of these nodes stands for others. Only of such a cluster every node can be run. */
export const standAlone = (nodes: readonly Counted[]): boolean =>
  nodes.every(({ standsFor }) => standsFor === undefined)
