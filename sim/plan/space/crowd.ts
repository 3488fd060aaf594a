/**
 * Nodes that are too many to be told apart, of which a quorum or a floor counts how many there are. Where all of them reach
 * each other, and whoever dials can use each of them, whatever they run meanwhile, it only matters how many are up: a few of
 * them that stand for all have the same plan. Where they do not, it matters how many run what, and nobody can try that out.
 */

import { lookUp } from '#machines/look-up.ts'
import { meet, works } from '../../rules/meeting.ts'
import { headcount, standAlone } from '../../scenario/headcount.ts'
import type { Link, Release, Scenario } from '../../scenario/model.ts'
import { releaseAt, releasesOf } from '../../scenario/release.ts'
import { mostNodes } from '../../scenario/schema/parts.ts'
import { sayNumber } from '../../text/say-number.ts'

/**
 * Why it matters how many nodes of a role run what, in a clause; null where it does not, as it never does where no rule counts
 * them.
 */
export function whyCounted(scenario: Scenario, role: string): string | null {
  const { service = {}, links } = scenario
  const voters = service.quorum?.includes(role) ? service.quorum : []
  for (const other of voters) {
    const own = links.filter(
      ({ dialer, acceptor, isOnSameHost }) =>
        !isOnSameHost && ((dialer === role && acceptor === other) || (dialer === other && acceptor === role)),
    )
    if (own.length === 0) return `no link connects ${role} with ${other}, which both vote`
    const apart = own.map((link) => brokenPair(scenario, link)).find((pair) => pair !== null)
    if (apart) return `${sayPair(apart)} vote and do not reach each other`
  }
  if (lookUp(service.floor, role) === undefined) return null
  const dialled = links.filter(({ acceptor, needs }) => acceptor === role && needs === 'any')
  const useless = dialled.map((link) => brokenPair(scenario, link)).find((pair) => pair !== null)
  return useless ? `${sayPair(useless)} cannot work together, and there is a floor of ${role}` : null
}

/** What is wrong with a cluster that has too many nodes of which it matters how many run what; null where it can be planned for. */
export function tooMany(scenario: Scenario): string | null {
  for (const { name } of scenario.roles) {
    const own = scenario.nodes.filter(({ role }) => role === name)
    if (standAlone(own)) continue
    const why = whyCounted(scenario, name)
    if (why === null) continue
    const [found, expected] = [headcount(own), mostNodes].map((size) => sayNumber(String(size)))
    return `found ${found} nodes of ${name}, expected at most ${expected} where their numbers decide: ${why}`
  }
  return null
}

interface Met {
  readonly link: Link
  readonly dialer: Release
  readonly acceptor: Release
}

/** Two releases that may meet on a link during the upgrade, and cannot work together; null where all can. */
function brokenPair(scenario: Scenario, link: Link): Met | null {
  for (const dialer of meanwhile(scenario, link.dialer)) {
    for (const acceptor of meanwhile(scenario, link.acceptor)) {
      if (!works(meet(scenario, link, dialer, acceptor))) return { link, dialer, acceptor }
    }
  }
  return null
}

const sayPair = ({ link, dialer, acceptor }: Met) =>
  `${link.dialer} ${dialer.name} and ${link.acceptor} ${acceptor.name}`

/** Everything that nodes of a role may run on the way: from the oldest to the newest release of any of them, at any levels. */
function meanwhile({ roles, nodes, upgrade }: Scenario, role: string): readonly Release[] {
  const releases = releasesOf({ roles }, role)
  const own = new Map(nodes.filter((node) => node.role === role).map(({ id, release }) => [id, release]))
  const named = new Set([
    ...own.values(),
    ...upgrade.steps.flatMap(({ node, to }) => (own.has(node) ? [to] : [])),
  ])
  const places = [...releases.keys()].filter((place) => named.has(releases[place]?.name ?? ''))
  return releases
    .slice(places[0] ?? 0, (places.at(-1) ?? -1) + 1)
    .flatMap((release) => [
      release,
      ...(release.with ?? []).map(({ level, value }) => releaseAt(release, { [level]: value })),
    ])
}
