/** What a scenario's answers hold only under, as it says itself: what is true of the system and that nothing here can check. */

import { unknownName } from '../../text/nearest.ts'
import type { Inquiry } from '../fault.ts'
import type { Proviso, Role } from '../model.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { checkSource } from './source.ts'

/** Reports sources and releases that there are not. */
export function resolveProvisos(
  { 'holds only if': said = [] }: ScenarioFile,
  { roles, sources }: { readonly roles: readonly Role[]; readonly sources: readonly string[] },
  inquiry: Inquiry,
): Proviso[] {
  const known = [...new Set(roles.flatMap(({ releases }) => releases.map(({ name }) => name)))]
  return [said].flat().map((each, i) => {
    if (typeof each === 'string') return { text: each, to: null, source: null }
    const path = ['holds only if', ...(Array.isArray(said) ? [i] : [])]
    checkSource(each.source, sources, path, inquiry)
    const to = each.to === undefined ? null : [each.to].flat()
    for (const [j, name] of (to ?? []).entries()) {
      const at = typeof each.to === 'string' ? [...path, 'to'] : [...path, 'to', j]
      if (!known.includes(name)) inquiry.report(at, unknownName('release', name, known))
    }
    return { text: each.that, to, source: each.source ?? null }
  })
}
