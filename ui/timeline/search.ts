/**
 * The index of the first item whose key is not below `key`, in a list that is sorted by it; its length if there is none.
 */
export function firstAfter<T>(items: ArrayLike<T>, key: number, keyOf: (item: T) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (keyOf(items[middle] as T) < key) low = middle + 1
    else high = middle
  }
  return low
}

/** The last of these times, which are sorted, that is not after `time`; before all times if all are. */
export function lastNotAfter(times: readonly number[], time: number): number {
  const index = firstAfter(times, time, (at) => at)
  return times[index] === time ? time : (times[index - 1] ?? Number.NEGATIVE_INFINITY)
}
