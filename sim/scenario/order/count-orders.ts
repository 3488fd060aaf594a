/** How many orders the steps of an upgrade have. */
import type { Unit } from './units.ts'

/** More steps than these are not counted: the numbers alone would take longer to print than to read. */
export const mostSteps = 5_000

/** Every order of the steps of these units: those of one unit stay as they are. Null where there are too many steps. */
export function countAll(units: readonly Unit[]): bigint | null {
  const lengths = units.map(({ path }) => path.length - 1)
  const steps = lengths.reduce((sum, length) => sum + length, 0)
  if (steps > mostSteps) return null
  return lengths.reduce((count, length) => count / factorial(length), factorial(steps))
}

const factorials: bigint[] = [1n]

/** n! */
export function factorial(n: number): bigint {
  for (let i = factorials.length; i <= n; i++) factorials.push((factorials[i - 1] ?? 1n) * BigInt(i))
  return factorials[n] ?? 1n
}

/** In how many ways so many members, which nothing tells apart, can be at so many places. As a float: it may be very large. */
export function waysToStand(members: number, places: number): number {
  const n = members + places - 1
  let ways = 1
  for (let i = 1; i <= Math.min(places - 1, members); i++) ways = (ways * (n - i + 1)) / i
  return Math.round(ways)
}
