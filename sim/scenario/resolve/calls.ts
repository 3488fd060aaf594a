/** What the ends of a connection ask of each other, and when the application of a dialer does. */

import { oneOf, quote, unknownName } from '../../text/nearest.ts'
import { parseDuration } from '../duration.ts'
import { type Inquiry, type KeyPath, valueOr } from '../fault.ts'
import type { Call, Link, Traffic } from '../model.ts'
import type { CallFile } from '../schema/calls.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { linksNamed, unknownLink, whichChannel } from './links.ts'
import { checkSource } from './source.ts'
import { isOlder, parseVersion, type Versions } from './versions.ts'

/** What the calls of a scenario refer to. */
export interface CallSurroundings {
  readonly versions: Versions
  readonly sources: readonly string[]
  readonly links: readonly Link[]
}

/** Resolves the calls. Reports unknown names, names that two roles use, and what contradicts itself. */
export function resolveCalls(
  file: ScenarioFile,
  surroundings: CallSurroundings,
  inquiry: Inquiry,
): readonly Call[] {
  const roles = inquiry.entries(['roles'], file.roles).map(([name]) => name)
  const placed: { call: Call; path: KeyPath }[] = []
  for (const [role, calls] of inquiry.entries(['calls'], file.calls ?? {})) {
    if (!roles.includes(role)) {
      inquiry.report(['calls', role], unknownName('role', role, roles), { at: 'key' })
    }
    for (const [name, said] of inquiry.entries(['calls', role], calls)) {
      const path = ['calls', role, name]
      const other = placed.find(({ call }) => call.name === name)
      if (other) {
        const message = `found the call ${quote(name)} again, which ${other.call.by} makes, expected another name`
        inquiry.report(path, message, { at: 'key' })
      }
      placed.push({ call: resolveCall(name, role, said, surroundings, path, inquiry), path })
    }
  }
  for (const { call, path } of placed) {
    const others = placed.map((other) => other.call).filter(({ by }) => by === call.by)
    const message = faultOfFallback(call, others, surroundings.versions)
    if (message !== null) inquiry.report([...path, 'fallback'], message)
  }
  return placed.map(({ call }) => call)
}

function resolveCall(
  name: string,
  by: string,
  said: CallFile,
  { versions, sources, links }: CallSurroundings,
  path: KeyPath,
  inquiry: Inquiry,
): Call {
  const version = (text: string, at: KeyPath) => valueOr(inquiry, at, parseVersion(text, versions), text)
  if (typeof said === 'string') {
    return { name, by, since: version(said, path), without: null, fallback: null }
  }
  const { missing = 'do without', without = null, fallback = null, over, data, source, note } = said
  const since = version(said.since, [...path, 'since'])
  const until = said.until === undefined ? undefined : version(said.until, [...path, 'until'])
  if (until !== undefined && isKnown(versions, since, until) && !isOlder(versions, since, until)) {
    inquiry.report(
      [...path, 'until'],
      `found ${quote(until)}, expected a version that is newer than ${since}`,
    )
  }
  const names = new Map<string, string>()
  for (const [text, called] of inquiry.entries([...path, 'names'], said.names ?? {})) {
    const at = [...path, 'names', text]
    const read = parseVersion(text, versions)
    if (!read.ok) inquiry.report(at, read.message, { at: 'key' })
    else if (isOlder(versions, read.value, since) || (until && !isOlder(versions, read.value, until))) {
      const last = until === undefined ? '' : ` and before ${until}`
      inquiry.report(
        at,
        `found ${quote(text)}, expected a version that has the call: from ${since} on${last}`,
        {
          at: 'key',
        },
      )
    } else names.set(read.value, called)
  }
  if (missing !== 'do without' && fallback !== null) {
    const message = `found a fallback for a call that will ${missing === 'fail' ? 'fail' : 'get wrong data'}, expected one of both only`
    inquiry.report([...path, 'fallback'], message)
  }
  if (over !== undefined) checkOver(over, by, links, [...path, 'over'], inquiry)
  checkSource(source, sources, path, inquiry)
  return {
    name,
    by,
    since,
    without,
    fallback,
    ...(until !== undefined && { until }),
    ...(missing !== 'do without' && { missing }),
    ...(said.names && { names: Object.fromEntries(names) }),
    ...(over !== undefined && { over }),
    ...(data && { data }),
    ...(source !== undefined && { source }),
    ...(note !== undefined && { note }),
  }
}

const isKnown = ({ order }: Versions, ...names: string[]) => names.every((name) => order.includes(name))

function checkOver(over: string, by: string, links: readonly Link[], path: KeyPath, inquiry: Inquiry): void {
  const own = links.filter(({ dialer, acceptor }) => dialer === by || acceptor === by)
  const meant = linksNamed(over, own)
  if (meant.some(({ name }) => name === over)) return
  const message = meant.length > 0 ? whichChannel(over, meant) : unknownLink(over, own)
  inquiry.report(path, message, { whole: ['links'] })
}

/** Where the one is missing, the other must be there; and nobody may fall back in circles. */
function faultOfFallback(call: Call, others: readonly Call[], versions: Versions): string | null {
  if (call.fallback === null) return null
  const find = (name: string | null) => others.find((other) => other.name === name)
  const fallback = find(call.fallback)
  if (fallback === undefined) {
    const names = others.map(({ name }) => name)
    return unknownName(`call of ${call.by}`, call.fallback, names)
  }
  if (!isKnown(versions, call.since, fallback.since, call.until ?? call.since)) return null
  if (call.until !== undefined && !isOlder(versions, call.since, call.until)) return null
  const isThere = isOlder(versions, fallback.since, call.since)
  const comesAfter = call.until !== undefined && !isOlder(versions, call.until, fallback.since)
  if (!isThere && !(comesAfter && fallback !== call)) {
    const when = call.until === undefined ? '' : `, or one that exists since ${call.until} at the latest`
    return `found ${quote(fallback.name)}, which exists since ${fallback.since}, expected a call that is older than ${call.since}${when}`
  }
  const seen = new Set([call.name])
  for (let next: Call | undefined = fallback; next !== undefined; next = find(next.fallback)) {
    if (seen.has(next.name)) return `found ${quote(fallback.name)}, which falls back to ${call.name} again`
    seen.add(next.name)
  }
  return null
}

/** Resolves the traffic. Reports calls that are unknown or that no dialer makes, and bad durations. */
export function resolveTraffic(
  file: ScenarioFile,
  calls: readonly Call[],
  links: readonly Link[],
  inquiry: Inquiry,
): Traffic {
  const said = file.traffic ?? {}
  const dialers = new Set(links.map(({ dialer }) => dialer))
  const valid = calls.filter(({ by }) => dialers.has(by)).map(({ name }) => name)
  const check = (name: string, path: KeyPath, at: 'key' | 'value') => {
    if (valid.includes(name)) return
    const call = calls.find((other) => other.name === name)
    const message = call
      ? `found ${quote(name)}, which is a call of ${call.by}, expected one of a dialer: ${oneOf(valid)}`
      : unknownName('call', name, valid)
    inquiry.report(path, message, { at })
  }
  const list = (key: 'test' | 'start'): readonly string[] => {
    const names = said[key] ?? []
    if (typeof names === 'string') {
      check(names, ['traffic', key], 'value')
      return [names]
    }
    for (const [i, name] of names.entries()) check(name, ['traffic', key, i], 'value')
    return names
  }
  return {
    test: list('test'),
    start: list('start'),
    repeat: inquiry.entries(['traffic', 'repeat'], said.repeat ?? {}).map(([call, text]) => {
      const path = ['traffic', 'repeat', call]
      check(call, path, 'key')
      // Nothing else would ever happen if it were made again at once.
      return { call, every: valueOr(inquiry, path, parseDuration(text, 1), 1) }
    }),
  }
}
