/** The steps of a plan, each of them. */

import type { Scenario, Upgrade } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { rolloutSteps } from '#sim/scenario/order/units.ts'

type Steps = Upgrade['steps']

/** How many steps a step of a plan stands for. */
export const stepsIn = ({ alike = 0 }: PlanStep): number => 1 + alike

/**
 * Steps of a plan as a rollout takes them. Where one stands for many of units that are alike, those are the next ones of
 * the scenario's own order.
 */
export function orderOf(scenario: Scenario, steps: readonly PlanStep[]): Steps {
  if (steps.every(({ alike }) => alike === undefined)) return rolloutSteps(steps)
  const roles = new Map(scenario.nodes.map(({ id, role }) => [id, role]))
  const named = new Set(steps.map(({ unit, to }) => `${unit} ${to}`))
  const left = scenario.upgrade.steps.filter(({ node, to }) => !named.has(`${node} ${to}`))
  return steps.flatMap(({ unit, role, to, alike = 0 }) => {
    const others: Steps[number][] = []
    for (let i = 0; i < left.length && others.length < alike; ) {
      const step = left[i]
      if (step && step.to === to && roles.get(step.node) === role) others.push(...left.splice(i, 1))
      else i++
    }
    return [{ node: unit, to }, ...others]
  })
}
