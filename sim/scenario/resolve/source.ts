/** The sources of a scenario, and what refers to them. */

import { unknownName } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import type { Source } from '../model.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'

/** The sources of a file, by their ids, each with what it is and where. */
export function resolveSources({ sources }: ScenarioFile, { entries }: Inquiry): readonly Source[] {
  return entries(['sources'], sources ?? {}).map(([id, said]) =>
    typeof said === 'string' ? { id, text: said, url: null } : { id, text: said.text, url: said.url ?? null },
  )
}

/** Reports a source that the scenario does not name. `path` leads to what refers to it. */
export function checkSource(
  source: string | undefined,
  sources: readonly string[],
  path: KeyPath,
  inquiry: Inquiry,
): void {
  if (source === undefined || sources.includes(source)) return
  inquiry.report([...path, 'source'], unknownName('source', source, sources))
}
