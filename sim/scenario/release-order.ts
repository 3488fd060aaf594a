/** Which of two releases is the newer, and by how many places: what rules about skew count by. */
import { newestOf } from '#machines/words.ts'
import { madeIn } from '../memo/made-in.ts'
import type { Release, Scenario } from './model.ts'

type Ordered = Pick<Scenario, 'roles' | 'versions' | 'releases'>

/** The place of a release of a role among those that it is compared with, oldest first; -1 for one that has none. */
export type Ranks = (role: string, release: string) => number

const known = new WeakMap<Ordered, Map<string, Ranks>>()

/**
 * How releases of these roles are compared. Within one role they count as it lists them. Between roles they count as the
 * scenario says under `releases`; else by their names, where the lists of all of them make one list; else by the newest version
 * that each offers.
 */
export function placesAmong(scenario: Ordered, roles: readonly string[]): Ranks {
  const key = [...new Set(roles)].toSorted().join('\n')
  const all = madeIn(known, scenario, () => new Map<string, Ranks>())
  return madeIn(all, key, () => makePlaces(scenario, new Set(roles)))
}

function makePlaces(scenario: Ordered, roles: ReadonlySet<string>): Ranks {
  const order = orderOf(scenario, roles)
  if (order === null) {
    const releases = new Map(
      scenario.roles.map(({ name, releases: own }) => [name, new Map(own.map((each) => [each.name, each]))]),
    )
    return (role, name) => {
      const release = releases.get(role)?.get(name)
      return release === undefined ? -1 : placeOfNewest(scenario, release)
    }
  }
  const places = new Map(order.map((name, place) => [name, place]))
  return (_, name) => places.get(name) ?? -1
}

/** All releases in one list, oldest first; null where versions have to tell which is the newer. */
function orderOf({ roles, releases }: Ordered, among: ReadonlySet<string>): readonly string[] | null {
  const lists = roles.flatMap((role) => (among.has(role.name) ? [role.releases.map(({ name }) => name)] : []))
  const [only] = lists
  return only !== undefined && lists.length === 1 ? only : (releases ?? merged(lists))
}

/** The one list of which all of these are parts; null where there is none, or more than one. */
function merged(lists: readonly (readonly string[])[]): string[] | null {
  let left = lists
  const order: string[] = []
  while (left.some((list) => list.length > 0)) {
    const heads = new Set(left.flatMap(([first]) => first ?? []))
    const free = [...heads].filter((head) => left.every((list) => list.indexOf(head) <= 0))
    const [next] = free
    if (next === undefined || free.length > 1) return null
    order.push(next)
    left = left.map((list) => (list[0] === next ? list.slice(1) : list))
  }
  return order
}

function placeOfNewest({ versions }: Ordered, { rules }: Release): number {
  return versions.indexOf(newestOf(versions, rules.offers) ?? rules.accepts.at(-1) ?? '')
}

/**
 * Two releases of one of these roles that are not told apart, as all of them offer the same version, or the later one an older;
 * or one, given twice, that has no place at all. Null where all can be compared.
 */
export function incomparable(
  scenario: Ordered,
  among: readonly string[],
): { readonly role: string; readonly releases: readonly [string, string]; readonly isSame: boolean } | null {
  const placeOf = placesAmong(scenario, among)
  for (const { name: role, releases } of scenario.roles) {
    if (!among.includes(role)) continue
    for (const [i, { name }] of releases.entries()) {
      const place = placeOf(role, name)
      if (place < 0) return { role, releases: [name, name], isSame: true }
      const before = releases[i - 1]?.name
      if (before === undefined || placeOf(role, before) < place) continue
      return { role, releases: [before, name], isSame: placeOf(role, before) === place }
    }
  }
  return null
}
