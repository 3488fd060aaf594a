/** What a cluster stands at beside its releases, and the values at which a release can run. */

import { quote, unknownName } from '../../text/nearest.ts'
import { type Inquiry, type KeyPath, valueOr } from '../fault.ts'
import type { Level } from '../model.ts'
import type { LevelFile } from '../schema/cluster.ts'
import type { ReleaseFile } from '../schema/release.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { namesOf } from './names.ts'
import { resolveNamed } from './range.ts'
import { checkSource } from './source.ts'
import { parseVersion, type Versions } from './versions.ts'

/** Resolves the levels. Reports unknown roles, values that come twice, and what contradicts itself. */
export function resolveLevels(
  file: ScenarioFile,
  sources: readonly string[],
  inquiry: Inquiry,
): readonly Level[] {
  const roles = inquiry.entries(['roles'], file.roles).map(([name]) => name)
  return inquiry.entries(['levels'], file.levels ?? {}).map(([name, said]) => {
    const path = ['levels', name]
    checkSource(said.source, sources, path, inquiry)
    const values = distinctValues(said, path, inquiry)
    const raised = said.raised ?? 'by an operator'
    if (said['unknown members'] !== undefined && raised !== 'automatically') {
      const message = `says what unknown members do, but is raised ${raised}: expected raised: automatically beside it`
      inquiry.report([...path, 'unknown members'], message, { at: 'key', whole: [...path, 'raised'] })
    }
    const start =
      said.start === undefined
        ? values[0]
        : valueOr(inquiry, [...path, 'start'], parseVersion(said.start, named(name, values)), values[0])
    return {
      name,
      about: said.about ?? null,
      values,
      start: start ?? '',
      raised,
      members: membersOf(said.of, roles, [...path, 'of'], inquiry),
      isReversible: said.reversible !== 'no',
      ...(said.reversible && { isReversibleSaid: true }),
      isTransitional: said.transitional === 'yes',
      dropsConnections: said['drops connections'] === 'yes',
      waitsForAll: said['unknown members'] !== 'ignore',
      source: said.source ?? null,
      note: said.note ?? null,
    }
  })
}

function membersOf(
  said: LevelFile['of'],
  roles: readonly string[],
  path: KeyPath,
  inquiry: Inquiry,
): readonly string[] {
  const members = said === undefined ? roles : namesOf(said, 'role', roles, path, inquiry)
  // Whoever is misspelt may be the one that is asked for elsewhere.
  return members.every((role) => roles.includes(role)) ? members : roles
}

function distinctValues({ values }: LevelFile, path: KeyPath, inquiry: Inquiry): readonly string[] {
  for (const [i, value] of values.entries()) {
    if (values.indexOf(value) < i) {
      inquiry.report([...path, 'values', i], `found ${value} twice, expected each value once`)
    }
  }
  return [...new Set(values)]
}

/** The values of a level, to read them as versions are read. */
function named(level: string, order: readonly string[]): Versions {
  return { order, aliases: new Map(), kind: `value of ${level}` }
}

/** A value of a level, by its name. Reports one that there is not. */
export function checkValue(
  { name, values }: Level,
  value: string,
  path: KeyPath,
  inquiry: Inquiry,
  at: 'key' | 'value' = 'value',
): void {
  if (!values.includes(value)) inquiry.report(path, unknownName(`value of ${name}`, value, values), { at })
}

/**
 * The level of this name, where it says anything to nodes of `role`. Reports that there is none, and that they do not stand
 * at it. One that is not raised on each node may change what others do as well.
 *
 * @param asks whether it is about those only that stand at it
 */
export function findLevel(
  name: string,
  role: string,
  levels: readonly Level[],
  asks: 'members' | 'anybody',
  path: KeyPath,
  inquiry: Inquiry,
): Level | null {
  const level = levels.find((each) => each.name === name)
  if (level === undefined) {
    const names = levels.map((each) => each.name)
    const message =
      names.length > 0
        ? unknownName('level', name, names)
        : `found the level ${quote(name)}, expected it among the levels of the scenario, which has none`
    inquiry.report(path, message, { at: 'key', whole: ['levels'] })
    return null
  }
  if (!level.members.includes(role) && (asks === 'members' || level.raised === 'on each node')) {
    const message = `found ${quote(name)}, at which no ${role} stands, expected it to be of ${role} as well`
    inquiry.report(path, message, { at: 'key', whole: ['levels'] })
  }
  return level
}

/** The values of each level that a release of `role` says it can run at. Reports unknown levels and values. */
export function readLevels(
  said: ReleaseFile['levels'],
  role: string,
  levels: readonly Level[],
  path: KeyPath,
  inquiry: Inquiry,
): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, readonly string[]>()
  for (const [name, values] of inquiry.entries(path, said ?? {})) {
    const at = [...path, name]
    const level = findLevel(name, role, levels, 'members', at, inquiry)
    if (level === null) continue
    const meant = resolveNamed(values, named(name, level.values), at, inquiry)
    if (meant?.form === 'none') checkValue(level, 'none', at, inquiry)
    else if (meant) read.set(name, meant.names)
  }
  return read
}
