import type { Cluster } from '#sim/engine/cluster.ts'
import type { Pins } from './pins.ts'

/**
 * The nodes from the first to the last that a view without room for all of them should show: those that the pinned
 * ones connect to, then the others; and of every role some, since messages go from one role to another.
 */
export function rankNodes(cluster: Cluster, { nodes: pinned }: Pins): string[] {
  const near = new Set<string>()
  for (const { dialer, acceptor } of cluster.pairs.values()) {
    if (pinned.includes(dialer)) near.add(acceptor)
    if (pinned.includes(acceptor)) near.add(dialer)
  }
  const byRole = new Map<string, string[]>()
  for (const { id, role } of cluster.nodes.values()) byRole.set(role, [...(byRole.get(role) ?? []), id])
  const turns: string[] = []
  const longest = Math.max(0, ...[...byRole.values()].map(({ length }) => length))
  for (let turn = 0; turn < longest; turn++) {
    for (const nodes of byRole.values()) turns.push(...nodes.slice(turn, turn + 1))
  }
  return [...turns.filter((node) => near.has(node)), ...turns.filter((node) => !near.has(node))]
}
