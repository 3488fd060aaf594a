/** How many orders there are in which the calls of a connection that works are made, arrive and are answered. */

/** What is still to happen on a connection that works. */
export interface Ahead {
  /** Calls that are on their way. */
  readonly calls: number
  /** Replies that are on their way. */
  readonly replies: number
  /** Calls that are still to be made, at any time but while the dialer’s queue is flushed. */
  readonly repeats: number
  /** The messages in the queue of each end while it is flushed; null where messages are sent as they come. */
  readonly held: { readonly dialer: number | null; readonly acceptor: number | null }
}

const known = new Map<string, bigint>()

/** The number of orders in which everything can happen that is still to happen. */
export function waysOn(ahead: Ahead): bigint {
  const { calls, replies, repeats, held } = ahead
  const key = `${calls} ${replies} ${repeats} ${held.dialer} ${held.acceptor}`
  const found = known.get(key)
  if (found !== undefined) return found
  const next: Ahead[] = []
  if (calls > 0) {
    const [reply, waiting] = held.acceptor === null ? [1, null] : [0, held.acceptor + 1]
    next.push({ ...ahead, calls: calls - 1, replies: replies + reply, held: { ...held, acceptor: waiting } })
  }
  if (replies > 0) next.push({ ...ahead, replies: replies - 1 })
  if (held.dialer !== null) {
    const [call, waiting] = goOn(held.dialer)
    next.push({ ...ahead, calls: calls + call, held: { ...held, dialer: waiting } })
  } else if (repeats > 0) next.push({ ...ahead, calls: calls + 1, repeats: repeats - 1 })
  if (held.acceptor !== null) {
    const [reply, waiting] = goOn(held.acceptor)
    next.push({ ...ahead, replies: replies + reply, held: { ...held, acceptor: waiting } })
  }
  const ways = next.length === 0 ? 1n : next.reduce((sum, each) => sum + waysOn(each), 0n)
  known.set(key, ways)
  return ways
}

/** A queue that is flushed sends its next message, if it holds one; then messages pass it by. */
const goOn = (held: number): [sent: number, held: number | null] => (held > 0 ? [1, held - 1] : [0, null])

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
