/** What is done once during the upgrade. */
import type { Inquiry } from '../fault.ts'
import type { Operation } from '../model.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { namesOf } from './names.ts'
import { checkSource } from './source.ts'

/** Resolves the operations. Reports unknown roles and sources. */
export function resolveOperations(
  file: ScenarioFile,
  sources: readonly string[],
  inquiry: Inquiry,
): readonly Operation[] {
  const roles = inquiry.entries(['roles'], file.roles).map(([name]) => name)
  return inquiry.entries(['operations'], file.operations ?? {}).map(([name, said]) => {
    const path = ['operations', name]
    const key = 'one release of'
    checkSource(said.source, sources, path, inquiry)
    return {
      name,
      about: said.about ?? null,
      needsOneReleaseOf: namesOf(said[key], 'role', roles, [...path, key], inquiry),
      because: said.because ?? null,
      source: said.source ?? null,
    }
  })
}
