/** How many orders there are in which the calls of a connection that works are made, arrive and are answered. */

/**
 * The number of orders in which everything can happen that is still to happen.
 *
 * Whatever is made arrives, and whatever has arrived is answered, each in the order of the calls. So an order fills the rows of a
 * Young diagram, of answers, arrivals and calls that are still to come, from the last one back; and these are counted by the
 * hook length formula (Frame, Robinson and Thrall 1954).
 *
 * @param calls how many calls are on their way: each arrives, and its reply sets out
 * @param replies how many replies are
 * @param repeats how many calls are still to be made, at any time
 */
export function waysOn(calls: number, replies: number, repeats: number): bigint {
  const [answers, arrivals] = [replies + calls + repeats, calls + repeats]
  const spread = BigInt(replies + 1) * BigInt(calls + 1) * BigInt(replies + calls + 2)
  const hooks = factorial(answers + 2) * factorial(arrivals + 1) * factorial(repeats)
  return (factorial(answers + arrivals + repeats) * spread) / hooks
}

const factorials = [1n]

function factorial(n: number): bigint {
  for (let i = factorials.length; i <= n; i++) factorials.push((factorials[i - 1] as bigint) * BigInt(i))
  return factorials[n] as bigint
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
