/** Whole numbers, and ranges of them, as people write them: `100`, `0..13`. */

import { quote } from '../text/nearest.ts'
import { type Read, readable, unreadable } from './fault.ts'

/** Reads a whole number from `least` to `most`, or says that it is none. */
export function parseCount(text: string, least: number, most: number): Read<number> {
  const value = /^[-+]?\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return readable(value)
  return unreadable(`found ${quote(text)}, expected a whole number from ${least} to ${most}`)
}

/** Numbers of versions of a call are 16 bits wide in the protocols that have them. */
const largest = 65_535

/** Reads a range of numbers such as `0..13`, or one number. Says what is wrong: no number, or the wrong way round. */
export function parseNumbers(text: string): Read<readonly [number, number]> {
  const [first = '', second = first, ...rest] = text.split('..')
  if (rest.length > 0) return unreadable(`found ${quote(text)}, expected a range of numbers such as 0..13`)
  const from = parseCount(first, 0, largest)
  const to = parseCount(second, 0, largest)
  if (!from.ok) return { ...from, within: first.trim() || null }
  if (!to.ok) return { ...to, within: second.trim() || null }
  if (from.value > to.value) {
    return unreadable(
      `the range ${text} is the wrong way round, expected ${to.value}..${from.value}, lowest first`,
    )
  }
  return readable([from.value, to.value])
}
