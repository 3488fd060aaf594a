/** Whole numbers that may have thousands of digits, for people. */
import { plural } from './say-list.ts'

/** Longer numbers are rounded: nobody reads their digits. */
const mostDigits = 15

/** `34,650`; or `4.0 × 10^5735 (5,736 digits)`. */
export function sayNumber(decimal: string): string {
  if (decimal.length <= mostDigits) return grouped(decimal)
  const { text, power } = rounded(decimal)
  return `${text}^${power} (${grouped(String(decimal.length))} digits)`
}

/** `34,650 states`: so many of something. */
export const sayNumberOf = (count: number, noun: string) =>
  `${sayNumber(String(count))} ${plural(count, noun)}`

/** A number of many digits to two of them, such as `4.0 × 10`, and the power of ten that stands after that. */
export function rounded(decimal: string): { readonly text: string; readonly power: number } {
  const leading = Math.round(Number(decimal.slice(0, 3)) / 10)
  const [digits, power] = leading === 100 ? [10, decimal.length] : [leading, decimal.length - 1]
  return { text: `${(digits / 10).toFixed(1)} × 10`, power }
}

/** All digits of a number, in groups of three: `34,650`. */
export const grouped = (decimal: string) => decimal.replace(/\B(?=(\d{3})+$)/g, ',')
