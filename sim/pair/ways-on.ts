/** How many orders there are in which the calls of a connection that works are made, arrive and are answered. */

const known = new Map<string, bigint>()

/**
 * The number of orders in which everything can happen that is still to happen.
 *
 * @param calls how many calls are on their way: each arrives, and its reply sets out
 * @param replies how many replies are
 * @param repeats how many calls are still to be made, at any time
 */
export function waysOn(calls: number, replies: number, repeats: number): bigint {
  if (calls + replies + repeats === 0) return 1n
  const key = `${calls} ${replies} ${repeats}`
  const found = known.get(key)
  if (found !== undefined) return found
  let ways = 0n
  if (calls > 0) ways += waysOn(calls - 1, replies + 1, repeats)
  if (replies > 0) ways += waysOn(calls, replies - 1, repeats)
  if (repeats > 0) ways += waysOn(calls + 1, replies, repeats - 1)
  known.set(key, ways)
  return ways
}

/** The number of orders in which so many things of each of some kinds can follow each other. */
export function waysToMix(kinds: readonly number[]): bigint {
  let ways = 1n
  let placed = 0n
  for (const count of kinds) {
    // Those of each kind go in between those that are placed: the ways are counted one by one, and never in halves.
    for (let i = 1n; i <= count; i++) ways = (ways * ++placed) / i
  }
  return ways
}
