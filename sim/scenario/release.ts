/** The releases of a scenario: by their names, as they are where levels stand, and what their ends go by. */
import { lookUp } from '#machines/look-up.ts'
import type { EndRules, Retry } from '#machines/rules.ts'
import { madeIn } from '../memo/made-in.ts'
import type { AtLevel, Link, Release, Role, Scenario } from './model.ts'
import type { Side } from './side.ts'

/** The releases of a role, oldest first; none where there is no such role. */
export const releasesOf = (
  { roles }: Pick<Scenario, 'roles'>,
  role: string | undefined,
): readonly Release[] => roles.find(({ name }) => name === role)?.releases ?? []

/** The release of this name. Throws where the scenario has none: names are checked when it is read. */
export function releaseOf(scenario: Scenario, role: string, name: string): Release {
  const ofRole = madeIn(madeIn(byRole, scenario, newMap), role, () => releasesByName(scenario, role))
  const release = ofRole.get(name)
  if (release === undefined)
    throw new Error(`The scenario ${scenario.name} has no ${role} of release ${name}`)
  return release
}

const byRole = new WeakMap<Scenario, Map<string, ReadonlyMap<string, Release>>>()
const newMap = () => new Map<string, ReadonlyMap<string, Release>>()

function releasesByName(scenario: Scenario, role: string): ReadonlyMap<string, Release> {
  const releases = releasesOf(scenario, role).toReversed()
  return new Map(releases.map((release) => [release.name, release]))
}

/** Whether any of these releases keeps data, wherever levels stand. */
export const keepsData = (releases: readonly Release[]): boolean =>
  releases.some(({ data, with: others = [] }) => data ?? others.some((each) => each.data))

/** For whom a dialer of this release remembers what worked on a link after it was refused. */
export function remembersFor(release: Release, link: Link): Retry['remembers'] {
  const { whenRefused } = rulesOf(release, link, 'dialer')
  return typeof whenRefused === 'object' ? whenRefused.remembers : 'nothing'
}

/** Where levels stand, by their names. */
export type Levels = Readonly<Record<string, string>>

const atLevels = new WeakMap<AtLevel, Map<Release, Release>>()

/**
 * A release as it is where levels stand at these values: with what it does otherwise there in place of what it does
 * elsewhere. The same one each time, and the release itself where nothing is said of these values.
 */
export function releaseAt(release: Release, levels: Levels): Release {
  const fit = release.with?.findLast(({ level, value }) => lookUp(levels, level) === value)
  if (fit === undefined) return release
  const made = madeIn(atLevels, fit, () => new Map<Release, Release>())
  return madeIn(made, release, () => replaced(release, fit))
}

/** The roles of a scenario, with releases as they are where levels stand at these values; where they start, unless it is said. */
export function rolesAt({ roles, levels = [] }: Scenario, said: Levels = {}): readonly Role[] {
  const at = { ...Object.fromEntries(levels.map(({ name, start }) => [name, start])), ...said }
  return roles.map((role) => ({ ...role, releases: role.releases.map((release) => releaseAt(release, at)) }))
}

function replaced({ with: _, as: __, ...release }: Release, fit: AtLevel): Release {
  const { level, value, rules, as, data } = fit
  return { ...release, at: { level, value }, rules, ...(as && { as }), ...(data && { data }) }
}

/** Such as `server 3.2`, or `server 3.2 at flags on` where it does something otherwise there. */
export const sayRelease = (role: string, { name, at }: Pick<Release, 'name' | 'at'>): string =>
  at === undefined ? `${role} ${name}` : `${role} ${name} at ${at.level} ${at.value}`

/** What an end of a release goes by on a link, where levels stand at these values: the same object each time. */
export function rulesOf(release: Release, link: Link, side: Side, levels: Levels = {}): EndRules {
  const { rules, as } = releaseAt(release, levels)
  return lookUp(as, `${link.name} ${side}`) ?? lookUp(as, link.name) ?? lookUp(as, side) ?? rules
}
