/** Labels of ticks that are `step` apart: as many digits as tell them from each other, and no more. */
export function formatTick(at: number, step: number): string {
  const digits = Math.max(0, Math.ceil(3 - Math.log10(step) - 1e-9))
  return `${(at / 1000).toFixed(Math.min(digits, 6))} s`
}
