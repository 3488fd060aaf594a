/** Counts the orders in which the calls of a connection are made, arrive and are answered, one by one. */

const known = new Map<string, bigint>()

/**
 * The number of orders in which everything can happen that is still to happen.
 *
 * @param calls how many calls are on their way: each arrives, and its reply sets out
 * @param replies how many replies are
 * @param repeats how many calls are still to be made, at any time
 */
export function waysOnSlowly(calls: number, replies: number, repeats: number): bigint {
  if (calls + replies + repeats === 0) return 1n
  const key = `${calls} ${replies} ${repeats}`
  const found = known.get(key)
  if (found !== undefined) return found
  let ways = 0n
  if (calls > 0) ways += waysOnSlowly(calls - 1, replies + 1, repeats)
  if (replies > 0) ways += waysOnSlowly(calls, replies - 1, repeats)
  if (repeats > 0) ways += waysOnSlowly(calls + 1, replies, repeats - 1)
  known.set(key, ways)
  return ways
}
