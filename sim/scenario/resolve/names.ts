/** Names of roles, releases and so on, one or a list of them. */

import { unknownName } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import { namedTwice } from './versions.ts'

/** The names that `said` gives, each once. Reports those that are not among `known`, and those that come twice. */
export function namesOf(
  said: string | readonly string[],
  what: string,
  known: readonly string[],
  path: KeyPath,
  inquiry: Inquiry,
): readonly string[] {
  const names = typeof said === 'string' ? [said] : said
  for (const [i, name] of names.entries()) {
    const at = typeof said === 'string' ? path : [...path, i]
    if (names.indexOf(name) < i) inquiry.report(at, namedTwice(name))
    else if (!known.includes(name)) inquiry.report(at, unknownName(what, name, known))
  }
  return [...new Set(names)]
}
