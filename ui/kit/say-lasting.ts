/**
 * How long something lasts or has lasted so far: `8.4 ms`, `1.20 s`, `2 min 5 s`. Zeros at the end of seconds stay, so that
 * the text keeps its width while it counts.
 */
export function sayLasting(ms: number): string {
  if (ms < 1_000) return `${ms < 10 ? trim(ms.toFixed(1)) : Math.round(ms)} ms`
  if (ms < 60_000) return `${ms < 10_000 ? (ms / 1_000).toFixed(2) : (ms / 1_000).toFixed(1)} s`
  const minutes = Math.floor(ms / 60_000)
  const seconds = Math.round((ms - minutes * 60_000) / 1_000)
  return `${minutes} min${seconds > 0 ? ` ${seconds} s` : ''}`
}

const trim = (figure: string) => figure.replace(/\.0$/, '')
