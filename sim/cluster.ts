/** What of a run never changes: who connects to whom, what can be raised, and the table of every machine. */

import { connectionEnd } from '#machines/connection-end.ts'
import { connector } from '#machines/connector.ts'
import { lookUp } from '#machines/look-up.ts'
import { node } from '#machines/node.ts'
import type { EndRules } from '#machines/rules.ts'
import { areInReach } from './hosts.ts'
import type { AtLevel, Link, NodeSpec, Release, Role, Scenario } from './scenario/model.ts'
import { clusterSwitches, type Switch, switchesOf } from './switches.ts'
import { type Table, tabulate } from './table.ts'
import type { Side } from './world.ts'

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
  readonly table: Table<typeof connector>
}

/** A node, and what its configuration holds. */
export interface ClusterNode extends NodeSpec {
  readonly switches: readonly Switch[]
  readonly table: Table<typeof node>
}

export interface Cluster {
  readonly scenario: Scenario
  readonly seed: number
  readonly nodes: ReadonlyMap<string, ClusterNode>
  /** Levels and operations, by their ids. */
  readonly switches: ReadonlyMap<string, Switch>
  readonly pairs: ReadonlyMap<string, Pair>
  readonly services: ReadonlyMap<string, Service>
}

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
  }
}

/** The release of this name. Throws where the scenario has none: names are checked when it is read. */
export function releaseOf(scenario: Scenario, role: string, name: string): Release {
  const release = scenario.roles
    .find((candidate) => candidate.name === role)
    ?.releases.find((candidate) => candidate.name === name)
  if (release === undefined)
    throw new Error(`The scenario ${scenario.name} has no ${role} of release ${name}`)
  return release
}

/** Whether any of these releases keeps data, wherever levels stand. */
export const keepsData = (releases: readonly Release[]): boolean =>
  releases.some(({ data, with: others = [] }) => data ?? others.some((each) => each.data))

/** Where levels stand, by their names. */
export type Levels = Readonly<Record<string, string>>

const atLevels = new WeakMap<AtLevel, Map<Release, Release>>()

/**
 * A release as it is where levels stand at these values: with what it does otherwise there in place of what it does
 * elsewhere. The same one each time, and the release itself where nothing is said of these values.
 */
export function releaseAt(release: Release, levels: Levels): Release {
  const fit = release.with?.findLast(({ level, value }) => lookUp(levels, level) === value)
  if (fit === undefined) return release
  const made = atLevels.get(fit) ?? new Map<Release, Release>()
  atLevels.set(fit, made)
  const known = made.get(release) ?? replaced(release, fit)
  made.set(release, known)
  return known
}

/** The roles of a scenario, with releases as they are where levels stand at these values; where they start, unless it is said. */
export function rolesAt({ roles, levels = [] }: Scenario, said: Levels = {}): readonly Role[] {
  const at = { ...Object.fromEntries(levels.map(({ name, start }) => [name, start])), ...said }
  return roles.map((role) => ({ ...role, releases: role.releases.map((release) => releaseAt(release, at)) }))
}

function replaced({ with: _, as: __, ...release }: Release, fit: AtLevel): Release {
  const { level, value, rules, as, data } = fit
  return { ...release, at: { level, value }, rules, ...(as && { as }), ...(data && { data }) }
}

/** Such as `server 3.2`, or `server 3.2 at flags on` where it does something otherwise there. */
export const sayRelease = (role: string, { name, at }: Pick<Release, 'name' | 'at'>): string =>
  at === undefined ? `${role} ${name}` : `${role} ${name} at ${at.level} ${at.value}`

/** What an end of a release goes by on a link, where levels stand at these values: the same object each time. */
export function rulesOf(release: Release, link: Link, side: Side, levels: Levels = {}): EndRules {
  const { rules, as } = releaseAt(release, levels)
  return lookUp(as, `${link.name} ${side}`) ?? lookUp(as, link.name) ?? lookUp(as, side) ?? rules
}

const endTables = new WeakMap<EndRules, Map<string, Table<typeof connectionEnd>>>()

/**
 * One table for each set of rules, however many connections, runs and explorations use it.
 *
 * @param offers what the end offers after it was refused, if that is less than its rules say
 */
export function endTable(rules: EndRules, offers = rules.offers): Table<typeof connectionEnd> {
  const tables = endTables.get(rules) ?? new Map<string, Table<typeof connectionEnd>>()
  endTables.set(rules, tables)
  let table = tables.get(offers)
  if (table === undefined) {
    table = tabulate(connectionEnd, offers === rules.offers ? rules : { ...rules, offers, triesAgain: true })
    tables.set(offers, table)
  }
  return table
}

const dialled = new WeakMap<EndRules, EndRules>()

/** What an end goes by that was dialled: it has nobody to dial when it is refused. */
export function whenDialled(rules: EndRules): EndRules {
  const { whenRefused } = rules
  if (typeof whenRefused !== 'object') return rules
  const known = dialled.get(rules)
  if (known !== undefined) return known
  const canRetry = whenRefused.where === 'same connection' && whenRefused.on.includes('error')
  const made: EndRules = { ...rules, whenRefused: canRetry ? { ...whenRefused, on: ['error'] } : 'give up' }
  dialled.set(rules, made)
  return made
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
    const others = acceptors.filter((node) => node.id !== dialer.id && areInReach(link, dialer, node))
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
