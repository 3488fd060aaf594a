/** How long the nodes that dial are without one of the services that they need. */
import { roundTime } from './kernel.ts'
import type { Run } from './run.ts'
import { connectorActor } from './world.ts'

/**
 * The virtual milliseconds that each node which dials was without one of its services, in all.
 *
 * @param from the time from which on they are counted
 */
export function timesWithoutService({ cluster, trace, end }: Run, from = 0): Map<string, number> {
  const nodeOf = new Map<string, string>()
  const missing = new Map<string, { readonly actors: Set<string>; since: number; total: number }>()
  const lasted = (since: number, until: number) => Math.max(0, until - Math.max(since, from))
  for (const { id, dialer } of cluster.services.values()) {
    nodeOf.set(connectorActor(id), dialer)
    const node = missing.get(dialer) ?? { actors: new Set(), since: 0, total: 0 }
    node.actors.add(connectorActor(id))
    missing.set(dialer, node)
  }
  for (const event of trace) {
    const node = event.kind === 'transition' ? missing.get(nodeOf.get(event.actor) ?? '') : undefined
    if (event.kind !== 'transition' || node === undefined) continue
    // A fallback serves as well as it can.
    if (event.to[0] !== 'notified' && event.to[0] !== 'fallback') {
      if (node.actors.size === 0) node.since = event.at
      node.actors.add(event.actor)
    } else if (node.actors.delete(event.actor) && node.actors.size === 0) {
      node.total += lasted(node.since, event.at)
    }
  }
  return new Map(
    Array.from(missing, ([id, { actors, since, total }]) => [
      id,
      roundTime(total + (actors.size > 0 ? lasted(since, end.at) : 0)),
    ]),
  )
}
