/** Virtual time as text. */

/** `12 ms`, `1.21 s`, `2 min 5 s`: three figures are enough for a duration. */
export function sayDuration(ms: number): string {
  if (ms < 1_000) return `${ms < 10 ? trim(ms.toFixed(1)) : Math.round(ms)} ms`
  if (ms < 60_000) return `${ms < 10_000 ? (ms / 1_000).toFixed(2) : (ms / 1_000).toFixed(1)} s`
  const minutes = Math.floor(ms / 60_000)
  const seconds = Math.round((ms - minutes * 60_000) / 1_000)
  return `${minutes} min${seconds > 0 ? ` ${seconds} s` : ''}`
}

/** `6.321 s`: a point in a run. */
export function sayTime(ms: number): string {
  return `${(ms / 1_000).toFixed(3)} s`
}

const trim = (figure: string) => figure.replace(/\.0$/, '')
