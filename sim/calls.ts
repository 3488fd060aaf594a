/** What the calls of a scenario ask of a version, and of the release that serves them. */
import { lookUp } from '#machines/look-up.ts'
import type { EndRules } from '#machines/rules.ts'
import { newestOf, readVersions } from '#machines/words.ts'
import { rulesOf } from './cluster.ts'
import type { Call, Link, Release, Scenario } from './scenario/model.ts'
import { sayList } from './words.ts'

/** Whether `version`, as two ends agreed on it by such rules, has the call. */
export function hasCall({ versions, answers }: EndRules, call: Call, version: string): boolean {
  if (answers === 'common flags') return readVersions(versions, version).includes(call.since)
  const rank = (name: string) => versions.indexOf(name)
  const isGone = call.until !== undefined && rank(version) >= rank(call.until)
  return rank(version) >= rank(call.since) && !isGone
}

/** Whether a release knows a call: its newest version has it, or it needs it all the same. */
export function knowsCall(rules: EndRules, release: Release, call: Call): boolean {
  if (release.needs?.includes(call.name)) return true
  const newest = rules.answers === 'common flags' ? rules.offers : newestKnown(rules)
  return newest !== null && hasCall(rules, call, newest)
}

/** Whether a release serves a call at its newest version. */
const knows = (release: Release, call: Call) => knowsCall(release.rules, release, call)

/** The newest version that an end with these rules could ever speak. */
function newestKnown({ versions, offers, accepts }: EndRules): string | null {
  const own = [newestOf(versions, offers), accepts.at(-1)].filter((version) => version != null)
  return own.toSorted((a, b) => versions.indexOf(a) - versions.indexOf(b)).at(-1) ?? null
}

/** Why a call cannot be made on a connection, or null where it can. */
export function whyMissing(
  call: Call,
  rules: EndRules,
  version: string,
  dialer: Release,
  acceptor: Release | null,
) {
  // Who needs a call whatever its version claims makes it, and the peer's release decides.
  const isClaimed = hasCall(rules, call, version)
  const isServed = isClaimed || (dialer.needs?.includes(call.name) && acceptor && knows(acceptor, call))
  if (!isServed) return `${version} does not have it`
  if (acceptor?.lacks?.includes(call.name)) return `${acceptor.name} does not serve it`
  const [own, theirs] = [lookUp(dialer.numbers, call.name), lookUp(acceptor?.numbers, call.name)]
  if (own === undefined || acceptor?.numbers === undefined) return null
  if (theirs === undefined) return `${acceptor.name} does not serve it`
  const isDisjoint = own[1] < theirs[0] || theirs[1] < own[0]
  return isDisjoint
    ? `${dialer.name} speaks ${sayRange(own)} of it, ${acceptor.name} ${sayRange(theirs)}`
    : null
}

const sayRange = ([from, to]: readonly [number, number]) => (from === to ? `v${from}` : `v${from} to v${to}`)

/** What calls of this kind come to where they are missing. */
export function missingHow(call: Call): NonNullable<Call['missing']> {
  return call.missing ?? 'do without'
}

/**
 * What a dialer loses on a connection that speaks `version`, in words: the calls that it knows and cannot make, by what
 * their absence costs.
 *
 * @param acceptor the release that it talks to; null where that is not known
 */
export function lostAt(
  scenario: Scenario,
  link: Link,
  dialer: Release,
  acceptor: Release | null,
  version: string,
): string[] {
  const rules = rulesOf(dialer, link, 'dialer')
  const names = new Map<string, string[]>()
  for (const call of scenario.calls) {
    if (call.by !== link.dialer || (call.over !== undefined && call.over !== link.name)) continue
    if (!knowsCall(rules, dialer, call)) continue
    const why = whyMissing(call, rules, version, dialer, acceptor)
    const cost = why === null ? null : costOf(call, why, version)
    if (cost !== null) names.set(cost, [...(names.get(cost) ?? []), call.name])
  }
  return Array.from(names, ([cost, calls]) => `no ${sayList(calls)}: ${cost}`)
}

/** What it costs to do without a call; null where nothing is said to be lost. */
function costOf(call: Call, why: string, version: string): string | null {
  const how = missingHow(call)
  // That the version lacks it is seen already: the version stands beside.
  const because = why.startsWith(version) ? '' : ` (${why})`
  if (how === 'do without') return call.without === null ? null : `${call.without}${because}`
  const what = call.without ?? (how === 'fail' ? 'the call fails' : 'what comes back is wrong')
  return `${what}${because}`
}

/** The name of a call at a version. */
export function nameAt({ versions }: EndRules, call: Call, version: string | null): string {
  if (version === null || call.names === undefined) return call.name
  const since = versions
    .slice(0, versions.indexOf(version) + 1)
    .findLast((name) => lookUp(call.names, name) !== undefined)
  return (since !== undefined && lookUp(call.names, since)) || call.name
}
