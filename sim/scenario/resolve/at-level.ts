/** What a release does otherwise where a level stands at a value. */

import type { Inquiry, KeyPath } from '../fault.ts'
import type { AtLevel, Level } from '../model.ts'
import type { ReleaseFile } from '../schema/release.ts'
import { endRules, type SaidRules } from './end-rules.ts'
import { checkValue, findLevel } from './levels.ts'
import { type Places, spread } from './places.ts'
import { readPlaces, type SaidPlaces } from './said-places.ts'
import { readRules } from './said-rules.ts'
import { readData, type SaidServices, services } from './serves.ts'
import type { Versions } from './versions.ts'

/** What is said of one value of a level. */
interface SaidAtLevel {
  readonly rules: SaidRules
  readonly as: SaidPlaces
  readonly data: Pick<SaidServices, 'writes' | 'reads'>
}

/** By the level's name and its value. */
export type SaidLevels = ReadonlyMap<string, ReadonlyMap<string, SaidAtLevel>>

const nothing: SaidAtLevel = { rules: {}, as: new Map(), data: {} }

/** What is said at each value of a level after the mapping at `path` was laid over what was said before. */
export function readAtLevels(
  said: ReleaseFile['with'],
  before: SaidLevels,
  {
    role,
    places,
    versions,
    levels,
  }: { role: string; places: Places; versions: Versions; levels: readonly Level[] },
  path: KeyPath,
  inquiry: Inquiry,
): SaidLevels {
  const layered = new Map(before)
  for (const [name, values] of inquiry.entries(path, said ?? {})) {
    const level = findLevel(name, role, levels, 'anybody', [...path, name], inquiry)
    const own = new Map(layered.get(name))
    for (const [value, there] of inquiry.entries([...path, name], values)) {
      const at = [...path, name, value]
      if (level) checkValue(level, value, at, inquiry, 'key')
      const { rules, as, data } = own.get(value) ?? nothing
      own.set(value, {
        rules: { ...rules, ...readRules(there, versions, at, inquiry) },
        as: readPlaces(there.as, as, role, places, versions, [...at, 'as'], inquiry),
        data: { ...data, ...readData(there.data, [...at, 'data'], inquiry) },
      })
    }
    layered.set(name, own)
  }
  return layered
}

/**
 * All that a release does at each value of a level of which something is said, in the order of the levels.
 *
 * @param rules what it does elsewhere, and `as` what it does in certain places
 */
export function atLevels(
  {
    rules,
    as,
    services: served,
    with: said,
  }: {
    rules: SaidRules
    as: SaidPlaces
    services: SaidServices
    with: SaidLevels
  },
  places: Places,
  versions: Versions,
  levels: readonly Level[],
): readonly AtLevel[] {
  const elsewhere = spread(as, places)
  return levels.flatMap(({ name, values }) =>
    values.flatMap((value): AtLevel[] => {
      const there = said.get(name)?.get(value)
      if (there === undefined) return []
      const own = spread(there.as, places)
      const keys = [...new Set([...elsewhere.keys(), ...own.keys()])]
      const inPlaces = keys.map((key) => [
        key,
        endRules({ ...rules, ...elsewhere.get(key), ...there.rules, ...own.get(key) }, versions),
      ])
      const { data } = services({ ...served, ...there.data })
      return [
        {
          level: name,
          value,
          rules: endRules({ ...rules, ...there.rules }, versions),
          ...(keys.length > 0 && { as: Object.fromEntries(inPlaces) }),
          ...(data && Object.keys(there.data).length > 0 && { data }),
        },
      ]
    }),
  )
}
