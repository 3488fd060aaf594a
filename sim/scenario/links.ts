/** The links of a scenario: which roles connect, and how their connectors try again. */
import { zeoConnector } from '#machines/connector.ts'
import { parseDuration } from './duration.ts'
import { type Inquiry, valueOr } from './finding.ts'
import type { Link, Role } from './model.ts'
import { quote, unknownName } from './nearest.ts'
import type { ScenarioFile } from './schema.ts'

/** Resolves every link. Reports unknown roles, a role linked to itself, names that come twice, bad durations. */
export function resolveLinks(file: ScenarioFile, roles: readonly Role[], inquiry: Inquiry): readonly Link[] {
  const names = roles.map(({ name }) => name)
  const taken = new Set<string>()
  return file.links.map((said, i): Link => {
    const path = ['links', i]
    for (const end of ['from', 'to'] as const) {
      if (!names.includes(said[end])) inquiry.report([...path, end], unknownName('role', said[end], names))
    }
    if (said.from === said.to) {
      inquiry.report([...path, 'to'], `found ${quote(said.to)} at both ends, expected two different roles`)
    }
    const name = said.name ?? `${said.from}-${said.to}`
    if (taken.has(name)) {
      const where = said.name === undefined ? path : [...path, 'name']
      inquiry.report(where, `found a second link ${quote(name)}, expected another name`)
    }
    taken.add(name)

    // A pause or a limit of no time would make a dialer try for ever within one instant.
    const duration = (keys: readonly string[], text: string | undefined, instead: number) =>
      text === undefined ? instead : valueOr(inquiry, [...path, ...keys], parseDuration(text, 1), instead)
    const first = duration(['pause', 'first'], said.pause?.first, zeoConnector.minDisconnectPoll)
    const longest = duration(
      ['pause', 'longest'],
      said.pause?.longest,
      Math.max(first, zeoConnector.maxDisconnectPoll),
    )
    if (longest < first) {
      const message = `found ${quote(said.pause?.longest ?? '')}, expected at least the first pause, ${first} ms`
      inquiry.report([...path, 'pause', 'longest'], message)
    }
    return {
      name,
      dialer: said.from,
      acceptor: said.to,
      needs: said.needs ?? 'every',
      connector: {
        minDisconnectPoll: first,
        maxDisconnectPoll: longest,
        firstAttemptTimeout: duration(
          ['attempt', 'first'],
          said.attempt?.first,
          zeoConnector.firstAttemptTimeout,
        ),
        laterAttemptTimeout: duration(
          ['attempt', 'later'],
          said.attempt?.later,
          zeoConnector.laterAttemptTimeout,
        ),
      },
    }
  })
}
