/** Pairs of releases whose outcome is known from elsewhere. */

import { oneOf, quote, unknownName } from '../../text/nearest.ts'
import { type Inquiry, type KeyPath, valueOr } from '../fault.ts'
import type { Exception, Link, Role } from '../model.ts'
import type { ExceptionFile } from '../schema/links.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { linksNamed, unknownLink } from './links.ts'
import { checkSource } from './source.ts'
import { parseVersion, type Versions } from './versions.ts'

/** What exceptions refer to. */
export interface ExceptionSurroundings {
  readonly versions: Versions
  readonly sources: readonly string[]
  readonly links: readonly Link[]
  readonly roles: readonly Role[]
}

/**
 * Resolves the exceptions; one for a link with channels holds for each of them. Reports unknown names, pairs that come
 * twice, and a version where there can be none, or none where there must be one.
 */
export function resolveExceptions(
  file: ScenarioFile,
  { versions, sources, links, roles }: ExceptionSurroundings,
  inquiry: Inquiry,
): readonly Exception[] {
  const taken = new Set<string>()
  return (file.exceptions ?? []).flatMap((said, i): Exception[] => {
    const path = ['exceptions', i]
    const own = linksOf(said, links, path, inquiry)
    for (const side of ['dialer', 'acceptor'] as const) {
      const link = own[0]
      const releases = roles.find(({ name }) => name === link?.[side])?.releases.map(({ name }) => name)
      if (releases && !releases.includes(said[side])) {
        inquiry.report([...path, side], unknownName(`release of ${link?.[side]}`, said[side], releases))
      }
    }
    const negotiated =
      said.at === undefined ? null : valueOr(inquiry, [...path, 'at'], parseVersion(said.at, versions), null)
    const works = said.outcome === 'open' || said.outcome === 'degraded'
    if (works && said.at === undefined) {
      const message = `found no “at”, expected the version at which it is ${said.outcome}`
      inquiry.report(path, message, { at: 'key' })
    }
    if (said.outcome === 'rejected' && said.at !== undefined) {
      inquiry.report(
        [...path, 'at'],
        `found ${quote(said.at)}, but nothing is agreed on where it is rejected`,
      )
    }
    checkSource(said.source, sources, path, inquiry)
    const again = own.find(({ name }) => taken.has(keyOf(name, said)))
    if (again) {
      const message = `found a second exception for ${said.dialer} and ${said.acceptor} on ${again.name}, expected one`
      inquiry.report(path, message)
    }
    return own.map(({ name }) => {
      taken.add(keyOf(name, said))
      return {
        link: name,
        dialer: said.dialer,
        acceptor: said.acceptor,
        outcome: said.outcome,
        negotiated,
        reason: said.because,
        source: said.source ?? null,
        ...(said.note !== undefined && { note: said.note }),
      }
    })
  })
}

const keyOf = (link: string, { dialer, acceptor }: ExceptionFile) => `${link} ${dialer} ${acceptor}`

function linksOf(
  { link }: ExceptionFile,
  links: readonly Link[],
  path: KeyPath,
  inquiry: Inquiry,
): readonly Link[] {
  if (link === undefined) {
    if (links.length === 1) return links
    const names = oneOf(links.map(({ name }) => name))
    inquiry.report(path, `found no “link”, expected which of them is meant: ${names}`, { at: 'key' })
    return []
  }
  const own = linksNamed(link, links)
  if (own.length === 0) inquiry.report([...path, 'link'], unknownLink(link, links), { whole: ['links'] })
  return own
}
