/** What of a run never changes: who connects to whom, what can be raised, and the table of every machine. */

import { connector } from '#machines/connector.ts'
import { node } from '#machines/node.ts'
import { type TransitionTable, tabulate } from '../protocol/transition-table.ts'
import { acceptorsFor } from '../scenario/hosts.ts'
import type { Link, NodeSpec, Scenario } from '../scenario/model.ts'
import { clusterSwitches, type Switch, switchesOf } from '../scenario/switches.ts'
import { type Contents, noContents } from './content.ts'

/** A dialer and an acceptor that may connect. */
export interface Pair {
  /** Such as `c1-s1`. */
  readonly id: string
  readonly dialer: string
  readonly acceptor: string
  readonly service: string
  readonly link: Link
}

/** What one connector looks after: one acceptor where every one is needed, all of them where any will do. */
export interface Service {
  readonly id: string
  readonly dialer: string
  readonly pairs: readonly Pair[]
  readonly table: TransitionTable<typeof connector>
}

/** A node, and what its configuration holds. */
interface ClusterNode extends NodeSpec {
  readonly switches: readonly Switch[]
  readonly table: TransitionTable<typeof node>
}

export interface Cluster {
  readonly scenario: Scenario
  readonly seed: number
  readonly nodes: ReadonlyMap<string, ClusterNode>
  /** Levels and operations, by their ids. */
  readonly switches: ReadonlyMap<string, Switch>
  readonly pairs: ReadonlyMap<string, Pair>
  readonly services: ReadonlyMap<string, Service>
  /** What was said so far in any of its runs. */
  readonly contents: Contents
}

/** What of a run of this scenario never changes. The seed decides its latencies. */
export function buildCluster(scenario: Scenario, seed: number): Cluster {
  const services = scenario.links.flatMap((link) => servicesOf(scenario, link))
  const { drain, down, start } = scenario.timing
  const nodeTable = once((release: string) => tabulate(node, { release, drain, down, start }))
  const nodes = scenario.nodes.map((spec) => {
    return { ...spec, switches: switchesOf(scenario, spec), table: nodeTable(spec.release) }
  })
  const switches = [...clusterSwitches(scenario), ...nodes.flatMap((each) => each.switches)]
  return {
    scenario,
    seed,
    nodes: new Map(nodes.map((each) => [each.id, each])),
    switches: new Map(switches.map((each) => [each.id, each])),
    pairs: new Map(services.flatMap(({ pairs }) => pairs.map((pair) => [pair.id, pair]))),
    services: new Map(services.map((service) => [service.id, service])),
    contents: noContents(),
  }
}

/** Gives what `make` has made of the same key before: machines with the same rules share one table. */
function once<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>()
  return (key) => {
    const known = made.get(key) ?? make(key)
    made.set(key, known)
    return known
  }
}

function servicesOf(scenario: Scenario, link: Link): Service[] {
  const connectorTable = once((addresses: number) => tabulate(connector, { ...link.connector, addresses }))
  const dialers = scenario.nodes.filter(({ role }) => role === link.dialer)
  const acceptors = scenario.nodes.filter(({ role }) => role === link.acceptor)
  // Where two nodes have more than one link, its name tells their pairs apart.
  const isOnly = scenario.links.every(
    (other) => other === link || other.dialer !== link.dialer || other.acceptor !== link.acceptor,
  )
  const suffix = isOnly ? '' : `/${link.channel ?? link.name}`
  return dialers.flatMap((dialer) => {
    const others = acceptorsFor(link, dialer, acceptors)
    if (link.isOnSameHost && others.length === 0) return []
    const groups = link.needs === 'every' ? others.map((acceptor) => [acceptor]) : [others]
    return groups.map((group) => {
      const id =
        link.needs === 'every'
          ? `${dialer.id}-${group[0]?.id}${suffix}`
          : `${dialer.id}-${link.acceptor}${suffix}`
      return {
        id,
        dialer: dialer.id,
        pairs: group.map((acceptor) => ({
          id: `${dialer.id}-${acceptor.id}${suffix}`,
          dialer: dialer.id,
          acceptor: acceptor.id,
          service: id,
          link,
        })),
        table: connectorTable(group.length),
      }
    })
  })
}
