/** How a long run is put into a short strip. */

/** How much happens in each of `count` equal parts of the run, from 0 to 1; even one event is seen. */
export function densityOf(times: readonly number[], until: number, count: number): number[] {
  const counts = new Array<number>(Math.max(count, 0)).fill(0)
  for (const at of times) {
    const index = Math.min(Math.floor((at / until) * count), count - 1)
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1
  }
  const most = Math.max(1, ...counts)
  // The quiet parts matter as much as the busy ones, so that the scale is not a straight one.
  return counts.map((value) => Math.sqrt(value / most))
}

/** Items in groups, so that the first of each stands at least `apart` from the first of the one before. */
export function spread<T>(items: readonly T[], placeOf: (item: T) => number, apart: number): [T, ...T[]][] {
  const groups: [T, ...T[]][] = []
  for (const item of items) {
    const last = groups.at(-1)
    if (last && placeOf(item) - placeOf(last[0]) < apart) last.push(item)
    else groups.push([item])
  }
  return groups
}
