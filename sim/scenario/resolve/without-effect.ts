/** Keys that can have no effect, whatever happens: who wrote them meant something else. */

import type { EndRules } from '#machines/rules.ts'
import { goesOnAllTheSame, saysRefusal, waitsForAnother } from '#machines/rules.ts'
import type { Inquiry } from '../fault.ts'
import type { Link, Release, Role } from '../model.ts'
import { releaseAt, releasesOf, rulesOf } from '../release.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { opposite, type Side, sides } from '../side.ts'

interface Parts {
  readonly roles: readonly Role[]
  readonly links: readonly Link[]
}

/** Reports what a release says of its ends where no end of its role, and none that it meets, ever comes to it; and such links. */
export function checkEffects(file: ScenarioFile, { roles, links }: Parts, inquiry: Inquiry): void {
  checkDirections(file, inquiry)
  const named = (name: string) => releasesOf({ roles }, name)
  for (const [role, releases] of inquiry.entries(['roles'], file.roles)) {
    const ends = links.flatMap((link) =>
      sides.filter((side) => link[side] === role).map((side) => ({ link, side })),
    )
    const own = ends.flatMap(({ link, side }) => named(role).flatMap((each) => rulesIn(each, link, side)))
    const peers = ends.flatMap(({ link, side }) =>
      named(link[opposite(side)]).flatMap((each) => rulesIn(each, link, opposite(side))),
    )
    if (own.length === 0 || peers.length === 0) continue
    for (const [name, said] of inquiry.entries(['roles', role], releases)) {
      const path = ['roles', role, name]
      if (said?.replies !== undefined && own.every(({ speaks }) => speaks === 'at once')) {
        const message = `has no effect: who speaks at once has nothing left to reply, expected speaks: after the peer`
        inquiry.report([...path, 'replies'], message, { at: 'key' })
      }
      if (said?.['falls to'] !== undefined && !own.some(mayGoOn)) {
        const message =
          'has no effect: no release of this role goes on without agreement, expected otherwise: go on, or when refused: go on'
        inquiry.report([...path, 'falls to'], message, { at: 'key', whole: path })
      }
      const refused = said?.['when refused']
      const isHere = typeof refused === 'object' && refused.by === 'same connection'
      const isOnError = isHere && [refused.on ?? 'error'].flat().every((sign) => sign === 'error')
      if (isOnError && !peers.some((each) => saysRefusal(each) && waitsForAnother(each))) {
        const message =
          'found the same connection, which every peer closes when it refuses, expected a new connection, or a peer with otherwise: error, then wait'
        inquiry.report([...path, 'when refused', 'by'], message)
      }
    }
  }
}

const mayGoOn = (rules: EndRules) => goesOnAllTheSame(rules) || rules.whenRefused === 'go on'

/** Reports a link on which one direction is enough, though there is no other. */
function checkDirections({ links }: ScenarioFile, inquiry: Inquiry): void {
  for (const [i, { from, to, 'one direction': said }] of links.entries()) {
    if (said === undefined || from === to || links.some((other) => other.from === to && other.to === from))
      continue
    const message = `has no effect: no link leads from ${to} to ${from}, so that there is one direction only`
    inquiry.report(['links', i, 'one direction'], message, { at: 'key' })
  }
}

/** What a release goes by on one side of a link, wherever levels stand. */
export function rulesIn(release: Release, link: Link, side: Side): EndRules[] {
  const levels = (release.with ?? []).map(({ level, value }) => ({ [level]: value }))
  return [{}, ...levels].map((at) => rulesOf(releaseAt(release, at), link, side))
}
