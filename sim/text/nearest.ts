/** Finds the name that was probably meant. */
import { distance } from 'fastest-levenshtein'

/** Longer lists are not read by anybody. */
const listed = 15
/** Among more names than these, the closest is not looked for: it would take too long. */
const compared = 1000

/**
 * The one of `names` that `found` is probably a slip of: the one that it begins, if it is the only one, or else
 * the closest within two letters or a third of them. Null if none is close.
 */
export function nearest(found: string, names: readonly string[]): string | null {
  const wanted = found.toLowerCase()
  const begun = names.filter((name) => wanted.length >= 3 && name.toLowerCase().startsWith(wanted))
  if (begun.length === 1) return begun[0] ?? null
  let best: string | null = null
  // Two letters that are exchanged count as two steps.
  let least = (found.length < 3 ? 1 : Math.max(2, Math.floor(found.length / 3))) + 1
  for (const name of names.slice(0, compared)) {
    const steps = distance(wanted, name.toLowerCase())
    if (steps < least) [best, least] = [name, steps]
  }
  return best
}

/**
 * Says that `found` is not a `kind` that there is, which ones there are, and which was probably meant.
 *
 * @param others names that would do as well and are not listed
 */
export function unknownName(
  kind: string,
  found: string,
  names: readonly string[],
  others: readonly string[] = [],
): string {
  const meant = nearest(found, [...names, ...others])
  return `unknown ${kind} ${quote(found)}, expected ${oneOf(names)}${sayMeant(meant)}`
}

/** ` (did you mean lower?)`, or nothing. */
export const sayMeant = (meant: string | null) => (meant === null ? '' : ` (did you mean ${meant}?)`)

/** What was found and what was probably meant, of a sentence that says both: see `sayMeant` and `quote`. */
export function readMeant(sentence: string): { readonly found: string; readonly meant: string } | null {
  const [, found, meant] =
    /^(?:unknown [^“]*|found )“([^”]+)”.* \(did you mean (.+)\?\)$/s.exec(sentence) ?? []
  return found === undefined || meant === undefined ? null : { found, meant }
}

/** `a`, `a or b`, `a, b or c`; the first few of many. */
export function oneOf(names: readonly string[]): string {
  return joined(names, 'or')
}

/** `a`, `a and b`, `a, b and c`; the first few of many. */
export function allOf(names: readonly string[]): string {
  return joined(names, 'and')
}

function joined(names: readonly string[], word: 'or' | 'and'): string {
  if (names.length === 0) return 'none'
  if (names.length > listed)
    return `${names.slice(0, listed).join(', ')} ${word} ${names.length - listed} more`
  if (names.length === 1) return names.join()
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`
}

/** A text of the file as part of a sentence, cut if it is long. */
export function quote(text: string): string {
  return `“${shorten(text, 40)}”`
}

/** A text of which the end is left out if it is longer than `most`. */
export function shorten(text: string, most = 200): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}
