/** The first draft of a scenario, for somebody to go on from. */
import { stringify } from 'yaml'
import type { firstSpeakers } from './first-speaker.ts'

export interface Draft {
  readonly title: string
  /** Oldest first. */
  readonly versions: readonly string[]
  /** The role that dials, and the one that accepts: the same for peers. */
  readonly dialer: string
  readonly acceptor: string
  /** Oldest first, the same for both roles. */
  readonly releases: readonly string[]
  /** Who names its version first. */
  readonly first: (typeof firstSpeakers)[number]
}

/** The text of a scenario that can be read, says the usual, and has a remark where there is something to decide. */
export function draftScenario({ title, versions, dialer, acceptor, releases, first }: Draft): string {
  const roles = [...new Set([dialer, acceptor])]
  const [oldest = ''] = releases
  const newest = releases.at(-1) ?? oldest
  // Roles that begin alike, and peers, are no reason to count otherwise.
  const cluster = roles.map((role) => `${role}: ${role === dialer ? 3 : 2} × ${oldest}`).join(', ')
  const changes = roles.map((role) => `${role}: ${newest}`).join(', ')
  const upgrade = [
    '',
    'upgrade:',
    `  to: { ${changes} }`,
    ...(roles.length > 1
      ? [`  order: [${roles.toReversed().join(', ')}] # try it the other way round, too`]
      : []),
  ]
  return [
    '# yaml-language-server: $schema=./scenario.schema.json',
    stringify({ title }, { lineWidth: 0 }).trimEnd(),
    'about: One line that says what it shows.',
    '',
    '# sources: { manual: "Where the facts come from, with a date" }',
    '',
    `versions: [${versions.join(', ')}] # oldest first`,
    '',
    'roles:',
    ...roles.flatMap((role) => [`  ${role}:`, ...linesOf(role, { dialer, versions, releases, first })]),
    '',
    'links:',
    `  - { from: ${dialer}, to: ${acceptor}, needs: every } # needs: any, if one connection is enough`,
    '',
    'calls: # and the version since which they exist',
    `  ${dialer}:`,
    `    call: ${versions[0]}`,
    '',
    'traffic: { test: call, repeat: { call: 2 s } }',
    '',
    `cluster: { ${cluster} }`,
    'network: { latency: 20 ms ± 5 ms }',
    ...(newest === oldest ? [] : upgrade),
    '',
  ].join('\n')
}

function linesOf(
  role: string,
  { dialer, versions, releases, first }: Pick<Draft, 'dialer' | 'versions' | 'releases' | 'first'>,
): string[] {
  const speaksFirst = first === 'both' || (first === 'dialer') === (role === dialer)
  // An end that speaks first hears what the other made of it.
  const opening = speaksFirst
    ? `speaks: at once, answers: ${first === 'both' ? 'lower' : 'theirs'}`
    : 'speaks: after the peer, answers: lower'
  return releases.map((release, i) => {
    const share = releases.length === 1 ? 1 : i / (releases.length - 1)
    const newest = versions[Math.round(share * (versions.length - 1))] ?? ''
    const accepts = newest === versions[0] ? newest : `${versions[0]}..${newest}`
    const own = `offers: ${newest}, accepts: ${accepts}`
    if (i === 0) return `    ${release}: { ${opening}, ${own}, otherwise: close }`
    const remark = i === 1 ? ` # what it does not say, it does as ${releases[0]} does` : ''
    return `    ${release}: { ${own} }${remark}`
  })
}
