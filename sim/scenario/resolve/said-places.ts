/** Reads what a release does otherwise in certain places. */

import { unknownName } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import type { RulesFile } from '../schema/release.ts'
import type { SaidRules } from './end-rules.ts'
import type { Places } from './places.ts'
import { readRules } from './said-rules.ts'
import type { Versions } from './versions.ts'

/** What is said in each place as written. */
export type SaidPlaces = ReadonlyMap<string, SaidRules>

/**
 * What is said in each place of `role` after the mapping at `path` was laid over what was said there before. Reports
 * places that there are not.
 */
export function readPlaces(
  said: Readonly<Record<string, RulesFile>> | undefined,
  before: SaidPlaces,
  role: string,
  places: Places,
  versions: Versions,
  path: KeyPath,
  inquiry: Inquiry,
): SaidPlaces {
  const layered = new Map(before)
  for (const [place, rulesThere] of inquiry.entries(path, said ?? {})) {
    const at = [...path, place]
    if (!places.has(place)) {
      const message = unknownName(`place of ${role}`, place, [...places.keys()])
      inquiry.report(at, message, { at: 'key', whole: ['links'] })
    }
    layered.set(place, { ...layered.get(place), ...readRules(rulesThere, versions, at, inquiry) })
  }
  return layered
}
