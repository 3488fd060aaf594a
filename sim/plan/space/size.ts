/** How many members of each class have to be looked at for what does not depend on their number. */
import { capOf } from './judge.ts'
import type { Problem } from './problem.ts'

/**
 * For each class the number of members with which it goes through the same situations as with all of them. Where a rule
 * tells apart no more than `cap` members at a place, as many at each place, and as many on their way, give every situation
 * and every step between two of them.
 */
export function fewest(problem: Problem): number[] {
  return problem.classes.map(({ members, places }, axis) => {
    const cap = capOf(problem, axis)
    if (cap === undefined) return members.length
    return Math.min(members.length, cap * (places.length + 1))
  })
}
