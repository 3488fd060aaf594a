/** How long the nodes that dial are without one of the services that they need. */
import { roundTime } from '../engine/kernel.ts'
import { connectorActor, nodeActor } from '../engine/names.ts'
import { isOfMachine } from '../engine/trace-event.ts'
import { trafficOn } from '../protocol/traffic.ts'
import type { Run } from '../run/run.ts'

/** Whether a connector has what it is there for. A fallback serves as well as it can. */
const serves = (state: string | undefined) => state === 'notified' || state === 'fallback'

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
  for (const event of trace.ofKind(['transition'], 0, isOfMachine)) {
    const node = missing.get(nodeOf.get(event.actor) ?? '')
    if (node === undefined) continue
    if (!serves(event.to[0])) {
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

/**
 * How many of the calls that are made again and again could not be made, because their caller ran and had no connection to make
 * them on: as many as would have been due in that time.
 */
export function callsNotMade({ cluster, trace, end }: Run): number {
  const services = [...cluster.services.values()].map(({ id, dialer, pairs }) => ({
    connector: connectorActor(id),
    node: nodeActor(dialer),
    every:
      pairs[0] === undefined
        ? []
        : trafficOn(cluster.scenario, pairs[0].link).repeat.map((each) => each.every),
    isServed: false,
    isUp: true,
    since: 0,
    total: 0,
  }))
  const byActor = new Map<string, typeof services>()
  for (const each of services) {
    for (const actor of [each.connector, each.node]) byActor.set(actor, [...(byActor.get(actor) ?? []), each])
  }
  const pass = (service: (typeof services)[number], now: number) => {
    if (service.isUp && !service.isServed) service.total += now - service.since
    service.since = now
  }
  for (const event of trace.ofKind(['transition'], 0, isOfMachine)) {
    for (const service of byActor.get(event.actor) ?? []) {
      pass(service, event.at)
      if (event.actor === service.node) service.isUp = event.to[0] === 'running'
      else service.isServed = serves(event.to[0])
    }
  }
  return services.reduce((sum, service) => {
    pass(service, end.at)
    return sum + service.every.reduce((count, every) => count + Math.floor(service.total / every), 0)
  }, 0)
}
