/** The waves of a plan in words. */
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { plural } from '#sim/text/say-list.ts'
import { list } from '#ui/kit/words.ts'

/** Such as `clients, in any order`, `client c1`, or `clients and brokers, in any order`. */
export function sayWave(steps: readonly PlanStep[]): string {
  const roles = new Map<string, Set<string>>()
  for (const { role, unit } of steps) roles.set(role, (roles.get(role) ?? new Set()).add(unit))
  const many = new Set(steps.flatMap(({ role, alike }) => (alike === undefined ? [] : [role])))
  const names = [...roles].map(([role, units]) => {
    const [only] = units
    if (units.size > 1 || many.has(role)) return plural(2, role)
    return only === role || only === undefined ? role : `${role} ${only}`
  })
  return `${list(names)}${steps.length > 1 || many.size > 0 ? ', in any order' : ''}`
}
