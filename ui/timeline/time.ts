/** Virtual times as they are read: `1.506 s`, `358 ms`. */

/** A point in time, to the millisecond, such as `1.506 s`. */
export function formatTime(at: number): string {
  return `${(Math.round(at) / 1000).toFixed(3)} s`
}

/** How long something lasted, to about three digits, such as `358 ms` or `9.9 s`. */
export function formatDuration(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  return ms < 99_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`
}

/** Labels of ticks that are `step` apart: as many digits as tell them from each other, and no more. */
export function formatTick(at: number, step: number): string {
  const digits = Math.max(0, Math.ceil(3 - Math.log10(step) - 1e-9))
  return `${(at / 1000).toFixed(Math.min(digits, 6))} s`
}
