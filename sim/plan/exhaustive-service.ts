/** What the brute force makes of connections that have settled: for one dialer, and for the cluster as a whole. */

import type { PairWalk } from '../checker.ts'
import type { Pair, Service } from '../cluster.ts'
import { meet } from '../meeting.ts'
import { isBroken, type Outcome } from '../outcome.ts'
import type { Condition, Scenario } from '../scenario/model.ts'
import type { Finding } from '../verdict.ts'
import { type Mixed, releasesOf } from './exhaustive-state.ts'

/** What one dialer makes of the connections of which it needs every one, or any. */
export function judgeService(
  scenario: Scenario,
  keep: ReadonlySet<Condition>,
  mixed: Mixed,
  { pairs }: Service,
  outcomeOf: (pair: Pair) => Outcome,
): Finding[] {
  const stands = pairs.map((pair) => {
    const [dialer, acceptor] = releasesOf(scenario, pair, mixed)
    const { needed } = meet(scenario, pair.link, dialer.release, acceptor.release)
    const outcome = outcomeOf(pair)
    const isFallback = scenario.nodes.find(({ id }) => id === pair.acceptor)?.isFallback ?? false
    return { pair, outcome, isFallback, works: !isBroken(outcome) && needed.length === 0 }
  })
  const [first] = stands
  if (first === undefined) return []
  const { link } = first.pair
  const say = ({ pair, outcome }: (typeof stands)[number]): Finding => ({
    rule: `link ${link.name}`,
    severity: 'unsafe',
    reason: `${pair.id} is ${outcome}`,
    source: null,
  })
  const broken = stands.filter(({ works }) => !works)
  const working = stands.filter(({ works }) => works)
  const isWithout = working.length === 0 || (link.spoils === true && broken.length > 0)
  if (isWithout) return keep.has('working') || keep.has('open') ? broken.map(say) : []
  const onlyFallback =
    working.every(({ isFallback }) => isFallback) && stands.some(({ isFallback }) => !isFallback)
  if (working.length > 0 && onlyFallback && (keep.has('preferred') || keep.has('open')))
    return working.map(say)
  // A fallback is not used while another one works.
  const isWhole =
    working.some(({ outcome, isFallback }) => outcome === 'open' && !isFallback) ||
    working.every(({ outcome }) => outcome === 'open')
  return keep.has('open') && !isWhole ? working.map(say) : []
}

/** What is said of the cluster as a whole while a node is down. */
export function judgeDown(
  scenario: Scenario,
  keep: ReadonlySet<Condition>,
  mixed: Mixed,
  down: string,
  pairs: readonly Pair[],
  quiet: ReadonlyMap<string, readonly number[]>,
  walks: readonly (PairWalk | null)[],
): Finding | null {
  const { service, nodes } = scenario
  if (service === undefined || keep.size === 0) return null
  const up = nodes.filter(({ id }) => id !== down)
  for (const state of quiet.values()) {
    const works = (pair: Pair) => {
      const i = pairs.indexOf(pair)
      const [dialer, acceptor] = releasesOf(scenario, pair, mixed)
      const { needed } = meet(scenario, pair.link, dialer.release, acceptor.release)
      return !isBroken(walks[i]?.outcome(state[i] ?? 0) ?? 'rejected') && needed.length === 0
    }
    const live = pairs.filter((pair) => pair.dialer !== down && pair.acceptor !== down && works(pair))
    const fault = faultOfService(service, up, nodes, live, pairs)
    if (fault !== null)
      return { rule: 'service', severity: 'unsafe', reason: `${fault} while ${down} is down`, source: null }
  }
  return null
}

function faultOfService(
  { quorum, connected, floor = {} }: NonNullable<Scenario['service']>,
  up: Scenario['nodes'],
  all: Scenario['nodes'],
  live: readonly Pair[],
  pairs: readonly Pair[],
): string | null {
  const partsOf = (roles: readonly string[]) => {
    const left = new Set(up.filter(({ role }) => roles.includes(role)).map(({ id }) => id))
    const parts: number[] = []
    for (const id of left) {
      const part = new Set([id])
      for (const member of part) {
        for (const { dialer, acceptor } of live) {
          if (dialer === member && left.has(acceptor)) part.add(acceptor)
          if (acceptor === member && left.has(dialer)) part.add(dialer)
        }
      }
      for (const member of part) left.delete(member)
      parts.push(part.size)
    }
    return parts
  }
  if (quorum) {
    const voters = all.filter(({ role }) => quorum.includes(role)).length
    if (Math.max(0, ...partsOf(quorum)) <= voters / 2) return 'there is no quorum'
  }
  if (connected && partsOf(connected).length > 1) return 'there are parts without a connection'
  for (const [role, least] of Object.entries(floor)) {
    if (up.filter((node) => node.role === role).length < least) return `too few of ${role} are up`
    const dialers = new Set(
      pairs
        .filter(({ link }) => link.acceptor === role && link.needs === 'any')
        .map(({ dialer, link }) => `${dialer} ${link.name}`),
    )
    for (const key of dialers) {
      const [dialer, link] = key.split(' ')
      if (!up.some(({ id }) => id === dialer)) continue
      if (live.filter((pair) => pair.dialer === dialer && pair.link.name === link).length < least)
        return `${dialer} has too few of ${role}`
    }
  }
  return null
}
