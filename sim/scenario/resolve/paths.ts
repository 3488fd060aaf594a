/** Which releases a release can be upgraded to. */

import { quote, unknownName } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import type { Role } from '../model.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { namesOf } from './names.ts'
import { none } from './versions.ts'

/** The roles with the edges that `paths` says. Reports unknown roles and releases. */
export function resolvePaths(file: ScenarioFile, roles: readonly Role[], inquiry: Inquiry): readonly Role[] {
  const said = new Map(inquiry.entries(['paths'], file.paths ?? {}))
  const names = roles.map(({ name }) => name)
  for (const name of said.keys()) {
    if (!names.includes(name))
      inquiry.report(['paths', name], unknownName('role', name, names), { at: 'key' })
  }
  return roles.map((role): Role => {
    const own = said.get(role.name)
    if (own === undefined) return role
    const releases = role.releases.map(({ name }) => name)
    if (own === 'one at a time') return { ...role, edges: edgesToNext(releases) }
    const path = ['paths', role.name]
    const edges = inquiry.entries(path, own).map(([from, to]) => {
      const what = `release of ${role.name}`
      if (!releases.includes(from)) {
        inquiry.report([...path, from], unknownName(what, from, releases), { at: 'key' })
      }
      return [from, goalsOf(from, to, what, releases, [...path, from], inquiry)] as const
    })
    return { ...role, edges: Object.fromEntries(edges) }
  })
}

const edgesToNext = (releases: readonly string[]) =>
  Object.fromEntries(releases.slice(1).map((next, i) => [releases[i] ?? '', [next]]))

function goalsOf(
  from: string,
  said: string | readonly string[],
  what: string,
  releases: readonly string[],
  path: KeyPath,
  inquiry: Inquiry,
): readonly string[] {
  if (said === none && !releases.includes(none)) return []
  const goals = namesOf(said, what, releases, path, inquiry)
  const own = goals.indexOf(from)
  if (own >= 0) {
    const at = typeof said === 'string' ? path : [...path, said.indexOf(from)]
    inquiry.report(at, `found ${quote(from)} for itself, expected another release`)
  }
  return goals
}
