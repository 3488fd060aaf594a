/** What the ends of a connection ask of each other, and when the application of a dialer does. */
import { parseDuration } from './duration.ts'
import { type Inquiry, type Path, valueOr } from './finding.ts'
import type { Call, Link, Role, Traffic } from './model.ts'
import { oneOf, quote, unknownName } from './nearest.ts'
import type { ScenarioFile } from './schema.ts'

/** Resolves the calls. Reports unknown roles and versions, names that two roles use, and fallbacks that are unknown or no older. */
export function resolveCalls(
  file: ScenarioFile,
  versions: readonly string[],
  roles: readonly Role[],
  inquiry: Inquiry,
): readonly Call[] {
  const roleNames = roles.map(({ name }) => name)
  const placed: { call: Call; path: Path }[] = []
  for (const [role, calls] of inquiry.entries(['calls'], file.calls ?? {})) {
    if (!roleNames.includes(role)) {
      inquiry.report(['calls', role], unknownName('role', role, roleNames), { at: 'key' })
    }
    for (const [name, said] of inquiry.entries(['calls', role], calls)) {
      const path = ['calls', role, name]
      const { since, without, fallback } = typeof said === 'string' ? { since: said } : said
      if (!versions.includes(since)) {
        const where = typeof said === 'string' ? path : [...path, 'since']
        inquiry.report(where, unknownName('version', since, versions))
      }
      const other = placed.find(({ call }) => call.name === name)
      if (other) {
        const message = `found the call ${quote(name)} again, which ${other.call.by} makes, expected another name`
        inquiry.report(path, message, { at: 'key' })
      }
      const call: Call = { name, by: role, since, without: without ?? null, fallback: fallback ?? null }
      placed.push({ call, path })
    }
  }
  for (const { call, path } of placed) {
    if (call.fallback === null) continue
    const others = placed.map((other) => other.call).filter(({ by }) => by === call.by)
    const fallback = others.find(({ name }) => name === call.fallback)
    if (!fallback) {
      const names = others.map(({ name }) => name)
      inquiry.report([...path, 'fallback'], unknownName(`call of ${call.by}`, call.fallback, names))
    } else if (
      versions.includes(call.since) &&
      versions.indexOf(fallback.since) >= versions.indexOf(call.since)
    ) {
      // Where the one is missing, the other must be there. This also keeps fallbacks from going round in circles.
      const message = `found ${quote(fallback.name)}, which exists since ${fallback.since}, expected a call that is older than ${call.since}`
      inquiry.report([...path, 'fallback'], message)
    }
  }
  return placed.map(({ call }) => call)
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
  const check = (name: string, path: Path, at: 'key' | 'value') => {
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
