/** How many nodes are up while a run lasts. */

import { nodeActor } from '../engine/names.ts'
import { isOfMachine } from '../engine/trace-event.ts'
import type { Run } from '../run/run.ts'

/**
 * The fewest nodes that ran at once, for each group of roles in turn. A node that drains takes on no new work, and counts
 * as down.
 *
 * @param from the time from which on they are counted
 */
export function fewestUp(
  { cluster, trace }: Run,
  groups: readonly (readonly string[])[],
  from = 0,
): number[] {
  const roleOf = new Map(Array.from(cluster.nodes.values(), ({ id, role }) => [nodeActor(id), role]))
  return groups.map((roles) => {
    const isMember = (actor: string) => roles.includes(roleOf.get(actor) ?? '')
    let up = [...roleOf.keys()].filter(isMember).length
    let fewest = Infinity
    for (const event of trace.ofKind(['transition'], 0, isOfMachine)) {
      if (event.at >= from) fewest = Math.min(fewest, up)
      if (!isMember(event.actor)) continue
      if (event.from[0] === 'running') up--
      if (event.to[0] === 'running') up++
    }
    return Math.min(fewest, up)
  })
}
