/** Whole numbers on a command line. */
import { quote } from '#sim/text/nearest.ts'
import { Misuse } from './answer.ts'
import { harmless } from './terminal.ts'

/** Reads the whole number that an option is given. Throws a `Misuse` for anything else, or one out of bounds. */
export function readWhole(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new Misuse(
    harmless(`--${option}: found ${quote(text)}, expected a whole number from ${least} to ${most}`),
  )
}
