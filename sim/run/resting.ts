/** Watches connections come to rest, once everything else in a run is over. */
import type { Cluster, Service } from '../engine/cluster.ts'
import { connectorActor, pairOf } from '../engine/names.ts'
import type { Row, Trace } from '../engine/trace.ts'
import type { World } from '../engine/world.ts'
import { madeIn } from '../memo/made-in.ts'
import { ofCluster } from '../observed/looks.ts'
import { isServiceAtRest, judgeDialer, judgeRestless, observedCluster } from '../observed/observed.ts'
import { type Finding, keepOf } from '../rules/verdict.ts'

export interface Resting {
  /** Whether all connections have come to rest by now, each at some time. */
  readonly isAtRest: (world: World) => boolean
  /** What was found of each connector when it came to rest, by its id, and of the service of the cluster when all had. */
  readonly looks: ReadonlyMap<string, readonly Finding[]>
}

/**
 * Watches connections come to rest, one connector after the other: from here on nodes and levels stay as they are, so that
 * one which has come to rest has seen all that there is for it. So has one that has dialled more often than it has offers.
 *
 * A connector is looked at again when its dialer has done something since: another one's connections are nothing to it.
 *
 * @param trace what happens from here on
 */
export function restingFrom(cluster: Cluster, { attempts }: World, trace: Trace): Resting {
  const { scenario, services } = cluster
  const keep = keepOf(scenario)
  const awaited = new Set(services.values())
  const looks = new Map<string, readonly Finding[]>()
  const before = new Map(attempts)
  const mostDials = 2 * (scenario.versions.length + 1)
  const dials = (world: World, { pairs }: Service) =>
    pairs.reduce((most, { id }) => Math.max(most, (world.attempts.get(id) ?? 0) - (before.get(id) ?? 0)), 0)
  const lookAt = (world: World, service: Service) => {
    if (isServiceAtRest(cluster, world, service)) return judgeDialer(cluster, world, keep, service)
    return dials(world, service) > mostDials ? judgeRestless(cluster, world, keep, service) : null
  }
  const concerned = concernedSince(cluster, trace)
  return {
    isAtRest(world) {
      for (const service of concerned()) {
        const found = awaited.has(service) ? lookAt(world, service) : null
        if (found === null) continue
        looks.set(service.id, found)
        awaited.delete(service)
      }
      if (awaited.size > 0) return false
      looks.set(ofCluster, observedCluster(cluster, world, keep))
      return true
    },
    looks,
  }
}

/** Gives, each time, the connectors of which something may have changed since the last time; at first all. */
function concernedSince({ services, pairs }: Cluster, trace: Trace): () => Iterable<Service> {
  const all = [...services.values()]
  const byDialer = new Map<string, Service[]>()
  for (const service of all) madeIn(byDialer, service.dialer, (): Service[] => []).push(service)
  const dialerOf = new Map(all.map(({ id, dialer }) => [connectorActor(id), dialer]))
  /** The dialer that an event is about; null where it may be about any of them. */
  const aboutWhom = ({ connection, fact }: Row): string | null => {
    if (connection >= 0) return pairs.get(pairOf(trace.connectionOf(connection)))?.dialer ?? null
    const known = trace.factOf(fact)
    return 'actor' in known ? (dialerOf.get(known.actor ?? '') ?? null) : null
  }
  let read: number | null = null
  return () => {
    const from = read
    read = trace.size
    if (from === null) return all
    const dialers = new Set<string | null>()
    trace.visit((row) => dialers.add(aboutWhom(row)), from)
    return dialers.has(null) ? all : [...dialers].flatMap((dialer) => byDialer.get(dialer ?? '') ?? [])
  }
}
