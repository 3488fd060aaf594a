/** The rules of mixed states written out plainly, node by node: what the planner's rules are held against. */

import { meet } from '#sim/rules/meeting.ts'
import type { Link, NodeSpec, Scenario } from '#sim/scenario/model.ts'
import { releaseAt, releaseOf } from '#sim/scenario/release.ts'

type Values = ReadonlyMap<string, string>

/** How bad a state is by every rule but those of connections and of the service. */
export function plainVerdict(
  scenario: Scenario,
  values: Values,
  written: ReadonlySet<string>,
  keep: ReadonlySet<string>,
): 'safe' | 'unsupported' | 'unsafe' {
  const { nodes, levels = [], operations = [], skew = [], mixtures = [] } = scenario
  const found: ('fails' | 'unsupported' | 'degraded')[] = []
  const releaseAtNode = (id: string) => {
    const role = nodes.find((each) => each.id === id)?.role ?? ''
    return releaseOf(scenario, role, values.get(id) ?? '')
  }
  // All roles of these scenarios have releases of the same names.
  const rank = (id: string) =>
    scenario.roles[0]?.releases.findIndex(({ name }) => name === values.get(id)) ?? -1
  for (const { name, raised, members, start } of levels) {
    for (const { id, role } of nodes) {
      const value = (raised === 'on each node' ? values.get(`${id}.${name}`) : values.get(name)) ?? start
      const able = releaseAtNode(id).levels?.[name]
      if (members.includes(role) && able && !able.includes(value)) found.push('fails')
    }
  }
  for (const { name, needsOneReleaseOf } of operations) {
    const running = new Set(
      nodes.filter(({ role }) => needsOneReleaseOf.includes(role)).map(({ id }) => values.get(id)),
    )
    if (values.get(name) === 'running' && running.size > 1) found.push('fails')
  }
  for (const { of, against, when, older, newer, over, effect } of skew) {
    for (const subject of nodes) {
      for (const other of nodes) {
        if (subject === other || !of.includes(subject.role) || !against.includes(other.role)) continue
        if (when && !when.includes(values.get(subject.id) ?? '')) continue
        if (over === 'same host' && (subject.host === undefined || subject.host !== other.host)) continue
        const behind = rank(other.id) - rank(subject.id)
        if ((older !== null && behind > older) || (newer !== null && -behind > newer)) found.push(effect)
      }
    }
  }
  for (const { of, most, effect } of mixtures) {
    const ranks = new Set(nodes.filter(({ role }) => of.includes(role)).map(({ id }) => rank(id)))
    if (ranks.size > most) found.push(effect)
  }
  for (const { id } of nodes) {
    const { data } = releaseAt(releaseAtNode(id), plainLevels(scenario, values, id))
    if (data && keep.has('readable') && [...written].some((form) => !data.reads.includes(form)))
      found.push('fails')
  }
  if (found.includes('fails')) return 'unsafe'
  return found.includes('unsupported') && keep.has('supported') ? 'unsupported' : 'safe'
}

/** Where levels stand for a node: those that it is configured with, and those of the cluster. */
export function plainLevels({ levels = [], nodes }: Scenario, values: Values, id: string) {
  const role = nodes.find((node) => node.id === id)?.role ?? ''
  return Object.fromEntries(
    levels
      .filter(({ members }) => members.includes(role))
      .map(({ name, raised, start }) => [
        name,
        values.get(raised === 'on each node' ? `${id}.${name}` : name) ?? start,
      ]),
  )
}

/** What comes of one node dialling another on a link. */
function plainMeeting(scenario: Scenario, values: Values, link: Link, dialer: string, acceptor: string) {
  const at = (role: string, id: string) =>
    releaseAt(releaseOf(scenario, role, values.get(id) ?? ''), plainLevels(scenario, values, id))
  const meeting = meet(scenario, link, at(link.dialer, dialer), at(link.acceptor, acceptor))
  const { outcome, needed } = meeting
  const isThere = outcome === 'open' || outcome === 'degraded'
  const works = isThere && needed.length === 0
  // Its dialer takes it for one that can be used, and it is of no use.
  const isTrap = !works && meeting.isTaken
  return { works, isWhole: works && outcome === 'open', isTrap, isFleeting: meeting.isFleeting }
}

/** Whether the connections of every node are as they have to be, without the node that is down. */
export function plainConnections(
  scenario: Scenario,
  values: Values,
  keep: ReadonlySet<string>,
  down: string | null = null,
): boolean {
  const { links } = scenario
  const nodes = scenario.nodes.filter(({ id }) => id !== down)
  const mustWork = (['working', 'preferred', 'open'] as const).some((each) => keep.has(each))
  return links.every((link) =>
    nodes
      .filter(({ role }) => role === link.dialer)
      .every((dialer) => {
        const stands = nodes
          .filter((node) => isDialled(link, dialer, node))
          .map(({ id, isFallback }) => ({
            isFallback: isFallback === true,
            ...plainMeeting(scenario, values, link, dialer.id, id),
          }))
        // One of several can be replaced while it is down; a lone one cannot.
        const all = scenario.nodes.filter((node) => isDialled(link, dialer, node))
        if (stands.length === 0) return link.needs === 'every' || all.length < 2 || !mustWork
        const needed = link.needs === 'every' ? stands.every(({ works }) => works) : hasAny(link, stands)
        if (mustWork && !needed) return false
        const hasBetter = stands.some(({ works, isFallback }) => works && !isFallback)
        const isStuck = ({ isTrap, isFleeting, isFallback }: (typeof stands)[number]) =>
          isTrap && (isFleeting || !(isFallback && hasBetter))
        if (mustWork && link.needs === 'any' && stands.some(isStuck)) return false
        if (link.needs === 'every') return !keep.has('open') || stands.every(({ isWhole }) => isWhole)
        if (!needed) return true
        const others = stands.filter(({ isFallback }) => !isFallback)
        const hasOther = others.length === 0 || others.some(({ works }) => works)
        if ((keep.has('preferred') || keep.has('open')) && !hasOther) return false
        // It stays with whichever works, but for a fallback where it has a better one.
        const kept = hasBetter ? others : stands
        return !keep.has('open') || kept.every((each) => each.isWhole || !each.works)
      }),
  )
}

/** Whether a node dials another on a link: where both have to be on one host, they have to say so. */
function isDialled(link: Link, dialer: NodeSpec, { id, role, host }: NodeSpec): boolean {
  const isHere = link.isOnSameHost ? host !== undefined && host === dialer.host : true
  return isHere && role === link.acceptor && id !== dialer.id
}

const hasAny = ({ spoils }: Link, stands: readonly { readonly works: boolean }[]) =>
  spoils ? stands.every(({ works }) => works) : stands.some(({ works }) => works)

/** Whether the cluster as a whole does what it is there for, without the node that is down. */
export function plainService(scenario: Scenario, values: Values, down: string | null): boolean {
  const { quorum, connected, floor = {} } = scenario.service ?? {}
  const up = scenario.nodes.filter(({ id }) => id !== down)
  const works = (link: Link, dialer: string, acceptor: string) =>
    dialer !== acceptor && plainMeeting(scenario, values, link, dialer, acceptor).works
  const waysFrom = (a: NodeSpec, b: NodeSpec) =>
    scenario.links.filter((link) => link.dialer === a.role && isDialled(link, a, b))
  const reaches = (a: NodeSpec, b: NodeSpec, some = waysFrom(a, b)) =>
    some.some((link) => works(link, a.id, b.id))
  const isJoined = (a: NodeSpec, b: NodeSpec) => {
    const lax = (from: NodeSpec, to: NodeSpec) => waysFrom(from, to).filter((link) => link.isOneWayEnough)
    if (reaches(a, b, lax(a, b)) || reaches(b, a, lax(b, a))) return true
    if (waysFrom(a, b).length === 0) return reaches(b, a)
    return reaches(a, b) && (waysFrom(b, a).length === 0 || reaches(b, a))
  }
  const partsOf = (roles: readonly string[]) => {
    const left = new Set(up.filter(({ role }) => roles.includes(role)))
    const sizes: number[] = []
    for (const first of left) {
      const part = new Set([first])
      // A set goes on to what is added to it on the way.
      for (const member of part) for (const other of left) if (isJoined(member, other)) part.add(other)
      for (const member of part) left.delete(member)
      sizes.push(part.size)
    }
    return sizes
  }
  const voters = scenario.nodes.filter(({ role }) => quorum?.includes(role)).length
  if (quorum && Math.max(0, ...partsOf(quorum)) * 2 <= voters) return false
  if (connected && partsOf(connected).length > 1) return false
  return Object.entries(floor).every(([role, least]) => {
    const members = up.filter((node) => node.role === role)
    const isUsable = (link: Link, dialer: NodeSpec) =>
      members.filter(({ id }) => works(link, dialer.id, id)).length >= least
    const links = scenario.links.filter(
      ({ acceptor, needs, isOnSameHost }) => acceptor === role && needs === 'any' && !isOnSameHost,
    )
    return (
      members.length >= least &&
      links.every((link) => up.filter((node) => node.role === link.dialer).every((d) => isUsable(link, d)))
    )
  })
}
