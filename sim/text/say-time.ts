/** Virtual time as text. */

/** A point of virtual time, to the millisecond: `6.297 s`. */
export function sayTime(ms: number): string {
  return `${(ms / 1_000).toFixed(3)} s`
}

/** How long something took, to three figures: `38 ms`, `24.9 s`, `2 min 5 s`. */
export function sayDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${Number((ms / 1_000).toPrecision(3))} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 3_600) return join(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(seconds / 60)
  return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

const join = (large: number, unit: string, small: number, smaller: string) =>
  small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`
