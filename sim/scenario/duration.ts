/** Durations as people write them: `20 ms`, `5 s`, `2 min`; a number by itself is milliseconds. */
import ms from 'ms'
import { quote } from '../text/nearest.ts'
import { type Read, readable, unreadable } from './fault.ts'

/** For people and for the schema. */
export const durationExamples = ['20 ms', '5 s', '2 min']

/** Longer than any rollout, and short enough that virtual times stay exact. */
const longest = 365 * 24 * 60 * 60 * 1000

/**
 * Reads a duration. Gives milliseconds, at least `least`, or says what is wrong: not a duration, negative,
 * too short, longer than a year.
 */
export function parseDuration(text: string, least = 0): Read<number> {
  const trimmed = text.trim()
  const value = /^[-+]?\d*\.?\d+(?: *[A-Za-z]+)?$/.test(trimmed) ? ms(trimmed as ms.StringValue) : Number.NaN
  if (typeof value !== 'number' || Number.isNaN(value)) {
    return unreadable(`found ${quote(text)}, expected a duration such as 20 ms, 5 s or 2 min`)
  }
  if (value < 0) return unreadable(`found ${quote(text)}, expected a duration that is not negative`)
  if (value < least) return unreadable(`found ${quote(text)}, expected a duration of at least ${least} ms`)
  if (value > longest) return unreadable(`found ${quote(text)}, expected at most a year (365 d)`)
  return readable(value)
}
