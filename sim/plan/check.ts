/** What is said of one order: whether it is safe, where it fails and why, and what would repair it. */
import type { Condition, Scenario, Upgrade } from '../scenario/model.ts'
import { exampleOf } from './counterexample.ts'
import type { Check, PlanStep } from './model.ts'
import { type Problem, problemOf } from './problem.ts'
import { repairsFor } from './repair.ts'
import { keeping, planSteps, startValues, unitsOf } from './units.ts'
import { judgementsOf } from './walk.ts'

export interface CheckOptions {
  /** What has to be kept on the way. Absent: what the scenario says. */
  readonly keep?: readonly Condition[]
}

/**
 * Checks one order of steps, which may be a part of an upgrade.
 *
 * @param steps each the next one of its unit
 */
export function checkOrder(asked: Scenario, steps: Upgrade['steps'], { keep }: CheckOptions = {}): Check {
  const scenario = keeping(asked, keep)
  const units = unitsOf(scenario, steps)
  const problem = problemOf(scenario, units)
  const order = planSteps(units, steps, startValues(scenario))
  const states = judgementsOf(problem, order)
  const failing = states.findIndex(({ verdict }) => verdict !== 'safe')
  const limits = {
    states: states.length,
    proven: ['what comes of every connection in every state of this order, under every delivery order'],
    notProven: [],
  }
  if (failing < 0) {
    return { verdict: 'safe', order, failsAt: null, states, counterexample: null, repairs: [], limits }
  }
  const smallest = smallestFailure(problem, order.slice(0, failing))
  const [fault] = judgementsOf(problem, smallest).find(({ verdict }) => verdict !== 'safe')?.faults ?? []
  return {
    verdict: 'unsafe',
    order,
    failsAt: failing === 0 ? null : failing - 1,
    states,
    counterexample: fault === undefined ? null : exampleOf(scenario, smallest, fault),
    repairs: repairsFor(scenario, problem, order, failing),
    limits,
  }
}

/** Steps of which none can be left out without the rest being safe. */
function smallestFailure(problem: Problem, steps: readonly PlanStep[]): readonly PlanStep[] {
  const fails = (some: readonly PlanStep[]) =>
    judgementsOf(problem, some).some(({ verdict }) => verdict !== 'safe')
  let left = steps
  for (let isDone = false; !isDone; ) {
    isDone = true
    for (const step of left.toReversed()) {
      const fewer = dropped(left, step)
      if (!fails(fewer)) continue
      left = fewer
      isDone = false
      break
    }
  }
  return left
}

/** Without a step, and without those of the same unit that come after it. */
function dropped(steps: readonly PlanStep[], left: PlanStep): readonly PlanStep[] {
  const place = steps.indexOf(left)
  return steps.filter((step, i) => i < place || step.unit !== left.unit)
}
