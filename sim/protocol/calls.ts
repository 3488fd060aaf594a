/** What the calls of a scenario ask of a version, and of the release that serves them. */
import { lookUp } from '#machines/look-up.ts'
import type { EndRules } from '#machines/rules.ts'
import { newestOf, readVersions } from '#machines/words.ts'
import type { Call, Link, Release, Scenario } from '../scenario/model.ts'
import { rulesOf } from '../scenario/release.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'
import { sayList } from '../text/say-list.ts'
import { type Beliefs, spokenBy } from './words.ts'

/** The releases that a connection joins; null for an acceptor that is not known yet. */
export interface Joined {
  readonly dialer: Release
  readonly acceptor: Release | null
}

/**
 * The end of a link's connections that makes a call: the dialer, or the acceptor where its role dials nobody, or where
 * the call says that it goes over that link. Null where it does not go over the link at all.
 */
export function callerOf(
  { links }: Pick<Scenario, 'links'>,
  { by, over }: Pick<Call, 'by' | 'over'>,
  link: Link,
): Side | null {
  if (over !== undefined && over !== link.name) return null
  if (by === link.dialer) return 'dialer'
  const mayAccept = over !== undefined || links.every(({ dialer }) => dialer !== by)
  return by === link.acceptor && mayAccept ? 'acceptor' : null
}

/** What is left of a scenario with this one of its links: of its calls those that go over it, from the same end as before. */
export function onlyLink(scenario: Scenario, link: Link): Pick<Scenario, 'links' | 'calls'> {
  const calls = scenario.calls.filter((call) => callerOf(scenario, call, link) !== null)
  return { links: [link], calls: calls.map((call) => ({ ...call, over: link.name })) }
}

/** Whether `version`, as two ends agreed on it by such rules, has the call. */
function hasCall({ versions, answers }: EndRules, call: Call, version: string): boolean {
  if (answers === 'common flags') return readVersions(versions, version).includes(call.since)
  const rank = (name: string) => versions.indexOf(name)
  const isGone = call.until !== undefined && rank(version) >= rank(call.until)
  return rank(version) >= rank(call.since) && !isGone
}

/** Whether a release would make a call by itself: the newest version that it speaks has it, or it needs it all the same. */
export function knowsCall(rules: EndRules, release: Release, call: Call): boolean {
  return needsCall(release, call) || isIn(rules, call, newestSpoken(rules))
}

/** Whether a release cannot do without a call. */
export const needsCall = ({ needs }: Release, { name }: Call) => needs?.includes(name) ?? false

/** Whether a release has a call to serve: the newest version that it could ever speak has it. */
const serves = (rules: EndRules, release: Release, call: Call) =>
  needsCall(release, call) || isIn(rules, call, newestKnown(rules))

function isIn(rules: EndRules, call: Call, newest: string | null): boolean {
  const known = rules.answers === 'common flags' ? rules.offers : newest
  return known !== null && hasCall(rules, call, known)
}

/** The newest version that an end offers; where it offers none, the newest that it accepts. */
function newestSpoken({ versions, offers, accepts }: EndRules): string | null {
  return newestOf(versions, offers) ?? accepts.at(-1) ?? null
}

/** The newest version that an end offers or accepts. */
function newestKnown({ versions, offers, accepts }: EndRules): string | null {
  const own = [newestOf(versions, offers), accepts.at(-1)].filter((version) => version != null)
  return own.toSorted((a, b) => versions.indexOf(a) - versions.indexOf(b)).at(-1) ?? null
}

/**
 * Why one end cannot make a call on a connection that speaks `version`, or null where it can.
 *
 * @param joined the releases at both ends: the caller’s is known
 */
export function whyMissing(
  call: Call,
  link: Link,
  side: Side,
  joined: Joined,
  version: string,
): string | null {
  const caller = joined[side]
  const peer = joined[opposite(side)]
  if (caller === null) return null
  // Who needs a call whatever its version claims makes it, and the peer's release decides.
  const isServed =
    hasCall(rulesOf(caller, link, side), call, version) ||
    (needsCall(caller, call) && peer !== null && serves(rulesOf(peer, link, opposite(side)), peer, call))
  if (!isServed) return `${version} does not have it`
  if (peer?.lacks?.includes(call.name)) return `${peer.name} does not serve it`
  const [own, theirs] = [lookUp(caller.numbers, call.name), lookUp(peer?.numbers, call.name)]
  if (own === undefined || peer?.numbers === undefined) return null
  if (theirs === undefined) return `${peer.name} does not serve it`
  const isDisjoint = own[1] < theirs[0] || theirs[1] < own[0]
  return isDisjoint ? `${caller.name} speaks ${sayRange(own)} of it, ${peer.name} ${sayRange(theirs)}` : null
}

const sayRange = ([from, to]: readonly [number, number]) => (from === to ? `v${from}` : `v${from} to v${to}`)

/** What a call comes to where it is missing. Who cannot do without it makes it all the same, and it fails. */
export function missingHow(call: Call, caller: Release): NonNullable<Call['missing']> {
  return call.missing ?? (needsCall(caller, call) ? 'fail' : 'do without')
}

/**
 * What is lost on a connection, in words: the calls that either end would make by itself and cannot, by what their
 * absence costs.
 *
 * @param beliefs what either end believes to be agreed; what it would make is not missed by one that believes in nothing
 */
export function lostAt(scenario: Scenario, link: Link, joined: Joined, beliefs: Beliefs): string[] {
  const names = new Map<string, string[]>()
  for (const { call, caller, why, version } of missingCalls(scenario, link, joined, beliefs)) {
    const cost = costOf(call, caller, why, version)
    if (cost !== null) names.set(cost, [...(names.get(cost) ?? []), call.name])
  }
  return Array.from(names, ([cost, calls]) => `no ${sayList(calls)}: ${cost}`)
}

export interface MissingCall {
  readonly call: Call
  readonly side: Side
  readonly caller: Release
  readonly why: string
  readonly version: string
}

/** The calls that either end would make by itself, and cannot make on a connection of which both believe this. */
export function missingCalls(
  scenario: Scenario,
  link: Link,
  joined: Joined,
  beliefs: Beliefs,
): MissingCall[] {
  return sides.flatMap((side) => {
    const caller = joined[side]
    const version = spokenBy(side, beliefs)
    if (caller === null || version === null) return []
    const rules = rulesOf(caller, link, side)
    return scenario.calls.flatMap((call): MissingCall[] => {
      if (callerOf(scenario, call, link) !== side || !knowsCall(rules, caller, call)) return []
      const why = whyMissing(call, link, side, joined, version)
      return why === null ? [] : [{ call, side, caller, why, version }]
    })
  })
}

/** What it costs to do without a call; null where nothing is said to be lost. */
function costOf(call: Call, caller: Release, why: string, version: string): string | null {
  const how = missingHow(call, caller)
  // That the version lacks it is seen already: the version stands beside.
  const because = why.startsWith(version) ? '' : ` (${why})`
  if (how === 'do without') return call.without === null ? null : `${call.without}${because}`
  const what = call.without ?? (how === 'fail' ? 'the call fails' : 'what comes back is wrong')
  return `${what}${because}`
}

/** The name of a call at a version. */
export function nameAt({ versions }: EndRules, { name, names }: Call, version: string | null): string {
  if (version === null || names === undefined) return name
  const since = versions
    .slice(0, versions.indexOf(version) + 1)
    .findLast((candidate) => lookUp(names, candidate) !== undefined)
  return (since !== undefined && lookUp(names, since)) || name
}
