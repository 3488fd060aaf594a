/** The keys of a text that stand out: its sections, and what a scenario calls something itself. */
import { visit } from 'yaml'
import { pathOf } from './meaning-at.ts'
import { describe } from './schema-at.ts'
import { yamlOf } from './yaml-text.ts'

/** Nobody waits for the colours of more. */
const longest = 200_000

/** Where they stand, in the order of the text. */
export function namesOf(text: string): readonly (readonly [from: number, to: number])[] {
  const document = text.length > longest ? undefined : yamlOf(text)?.document
  if (document === undefined) return []
  const found: (readonly [number, number])[] = []
  visit(document, {
    Scalar(key, { range }, ancestors) {
      if (key !== 'key' || !range) return
      const path = pathOf(ancestors)
      if (path.length === 1 || describe(path) === null) found.push([range[0], range[1]])
    },
  })
  return found
}
