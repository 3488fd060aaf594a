/** Whole numbers that may have thousands of digits, as text that fits. */
import { grouped, rounded } from '#sim/text/say-number.ts'

export interface Abridged {
  /** Such as `34,650` or `4.0 × 10`. */
  readonly text: string
  /** The power of ten that stands after the text; null where the text says it all. */
  readonly power: number | null
}

/** A number with more digits than this is rounded. */
const mostDigits = 7

/** A decimal number for the eye: in full with commas, or rounded to two digits and a power of ten. */
export function abridged(decimal: string): Abridged {
  if (decimal.length <= mostDigits) return { text: grouped(decimal), power: null }
  return rounded(decimal)
}

/** The same on one line, for those who listen and for plain text: `4.0 × 10^5735`. */
export function sayPlainly(decimal: string): string {
  const { text, power } = abridged(decimal)
  return power === null ? text : `${text}^${power}`
}
