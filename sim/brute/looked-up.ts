/**
 * What comes of something, remembered by what was looked at on the way: by what the first place held that was looked at, then by the
 * second, and so on. Whoever works it out tells the places in the order in which it looked; where they hold the same again, it would
 * look at the same places and come to the same.
 */
export interface Known<T> {
  /** The place that is looked at next; null where what comes of it is known. */
  readonly place: number | null
  readonly after: (Known<T> | undefined)[]
  readonly comes: T | null
}

/** What comes of it where the places hold this; null where that was not worked out yet. */
export function recall<T>(known: Known<T> | undefined, cells: Uint16Array): T | null {
  let here = known
  while (here !== undefined && here.place !== null) here = here.after[cells[here.place] as number]
  return here === undefined ? null : here.comes
}

/** The same with what comes of it where the places hold this, which were looked at in this order. */
export function learn<T>(
  known: Known<T> | undefined,
  cells: Uint16Array,
  looked: readonly number[],
  comes: T,
): Known<T> {
  const [place, ...others] = looked
  if (place === undefined) return { place: null, after: [], comes }
  const here: Known<T> = known ?? { place, after: [], comes: null }
  if (here.place !== place) throw new Error('The same was looked at in another order')
  const cell = cells[place] as number
  here.after[cell] = learn(here.after[cell], cells, others, comes)
  return here
}
