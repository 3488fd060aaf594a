/** What each unit of a scenario is planned to change to: a link names a step by its unit alone, where it is one that was planned. */
import type { Scenario } from '#sim/scenario/model.ts'

/** What each unit is planned to change to, in the order of its steps. */
export function plansOf({ upgrade }: Scenario): ReadonlyMap<string, readonly string[]> {
  const plans = new Map<string, string[]>()
  for (const { node, to } of upgrade.steps) plans.set(node, [...(plans.get(node) ?? []), to])
  return plans
}

/** A unit stands for the next of its planned steps: the first time it is named for the first one, and so on. */
export function planReader(
  plans: ReadonlyMap<string, readonly string[]>,
): (unit: string) => string | undefined {
  const named = new Map<string, number>()
  return (unit) => {
    const time = named.get(unit) ?? 0
    named.set(unit, time + 1)
    const plan = plans.get(unit)
    return plan?.[Math.min(time, plan.length - 1)]
  }
}
