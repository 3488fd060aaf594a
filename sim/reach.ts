/** Which states of its chart a release can ever reach, whatever its peer says and does. */
import type { EndEvent } from '#machines/connection-end.ts'
import type { EndRules } from '#machines/rules.ts'
import { endTable } from './cluster.ts'

const reached = new WeakMap<EndRules, ReadonlySet<string>>()

/** The leaves, such as `handshake.open`, that an end with these rules can reach. */
export function reachableLeaves(rules: EndRules): ReadonlySet<string> {
  const known = reached.get(rules)
  if (known !== undefined) return known
  const table = endTable(rules)
  const events: EndEvent[] = [
    { type: 'connected' },
    ...rules.versions.map((version) => ({ type: 'version' as const, version })),
    ...['', ...rules.versions].map((supported) => ({ type: 'error' as const, supported })),
    { type: 'message' },
    { type: 'send' },
    { type: 'more held' },
    { type: 'none held' },
    { type: 'close' },
    { type: 'closed' },
  ]
  const seen = new Set([table.initial.state])
  // A set goes on to what is added to it on the way.
  for (const state of seen) {
    for (const event of events) seen.add(table.step(state, event).state)
  }
  const leaves = new Set([...seen].flatMap((state) => table.leaves(state)))
  reached.set(rules, leaves)
  return leaves
}
