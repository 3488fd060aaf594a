/** What a matrix comes to, in numbers. */
import type { PairResult } from '#sim/rules/matrix.ts'
import { type Outcome, outcomes } from '#sim/scenario/outcome.ts'

export interface Tally {
  /** How many pairs come to each outcome, from the best to the worst, without those that none comes to. */
  readonly counts: readonly { readonly outcome: Outcome; readonly count: number }[]
  readonly pairs: number
  /** How many delivery orders were explored for them. */
  readonly schedules: number
}

export function tallyOf(results: Iterable<PairResult>): Tally {
  const counts = new Map<Outcome, number>()
  let pairs = 0
  let schedules = 0
  for (const { outcome, schedules: explored } of results) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    pairs++
    schedules += explored
  }
  return {
    counts: outcomes.flatMap((outcome) => {
      const count = counts.get(outcome)
      return count === undefined ? [] : [{ outcome, count }]
    }),
    pairs,
    schedules,
  }
}
