/**
 * Upgrades the slow and obvious way: every order of every step, and what a vendor says of the states in between as a
 * predicate on them. It knows nothing of scenario files.
 */

/** Everything that is upgraded, and the values that it goes through, its own first. */
export type Paths = Readonly<Record<string, readonly string[]>>

/** The value of every unit. */
export type Values = Readonly<Record<string, string>>

export type IsSafe = (values: Values) => boolean

export interface BruteCounts {
  readonly all: number
  readonly safe: number
  /** The units whose step some safe order begins with. */
  readonly safeFirst: ReadonlySet<string>
}

/** Walks every order, one step of one unit at a time, and counts those that pass safe states only. */
export function countOrders(paths: Paths, isSafe: IsSafe): BruteCounts {
  const safeFirst = new Set<string>()
  let all = 0
  let safe = 0
  const walk = (taken: Readonly<Record<string, number>>, isSafeSoFar: boolean, first: string | null) => {
    const open = Object.keys(paths).filter((unit) => (taken[unit] ?? 0) + 1 < (paths[unit] ?? []).length)
    if (open.length === 0) {
      all++
      if (isSafeSoFar) safe++
      if (isSafeSoFar && first !== null) safeFirst.add(first)
    }
    for (const unit of open) {
      const next = { ...taken, [unit]: (taken[unit] ?? 0) + 1 }
      walk(next, isSafeSoFar && isSafe(valuesAt(paths, next)), first ?? unit)
    }
  }
  walk({}, isSafe(valuesAt(paths, {})), null)
  return { all, safe, safeFirst }
}

/** The value of every unit once each has taken so many steps. */
function valuesAt(paths: Paths, taken: Readonly<Record<string, number>>): Values {
  return Object.fromEntries(
    Object.entries(paths).map(([unit, path]) => [unit, path[taken[unit] ?? 0] ?? `nothing after ${path}`]),
  )
}

/**
 * The place of the first step of one order that leads into a state that is not safe; null where none does.
 *
 * @param reached the values of the units that have moved before
 */
export function firstUnsafe(
  paths: Paths,
  isSafe: IsSafe,
  order: readonly { readonly unit: string; readonly to: string }[],
  reached: Values = {},
): number | null {
  let values = { ...valuesAt(paths, {}), ...reached }
  for (const [place, { unit, to }] of order.entries()) {
    values = { ...values, [unit]: to }
    if (!isSafe(values)) return place
  }
  return null
}

/** All orders of a few things. */
export function* ordersOf<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield []
  for (const item of items) {
    for (const rest of ordersOf(items.filter((other) => other !== item))) yield [item, ...rest]
  }
}
