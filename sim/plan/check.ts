/** What is said of one order: whether it is safe, where it fails and why, what is lost, and what would repair it. */
import type { Condition, Scenario, Upgrade } from '../scenario/model.ts'
import { type Finding, verdictOf } from '../verdict.ts'
import { exampleOf } from './counterexample.ts'
import { lossesAlong } from './losses.ts'
import type { Check, Judgement, PlanStep } from './model.ts'
import { type Problem, problemOf } from './problem.ts'
import { repairsFor } from './repair.ts'
import { keeping, planSteps, startValues, unitsOf } from './units.ts'
import { judgementsOf, walkWaves } from './walk.ts'

export interface CheckOptions {
  /** What has to be kept on the way. Absent: what the scenario says. */
  readonly keep?: readonly Condition[]
  /** How many steps are taken together each time, in every order and mixture. Absent: one after the other. */
  readonly waves?: readonly number[]
}

/**
 * Checks one order of steps, which may be a part of an upgrade.
 *
 * @param steps each the next one of its unit
 */
export function checkOrder(
  asked: Scenario,
  steps: Upgrade['steps'],
  { keep, waves }: CheckOptions = {},
): Check {
  const scenario = keeping(asked, keep)
  const units = unitsOf(scenario, steps)
  const problem = problemOf(scenario, units)
  const order = planSteps(units, steps, startValues(scenario))
  const sizes = waves?.some((size) => size > 1) ? waves : order.map(() => 1)
  const { judgements: states, isCut } = walkWaves(problem, order, sizes)
  const verdict = verdictOf(
    states.flatMap(({ faults }) => faults),
    !isCut,
  )
  const what = 'what comes of every connection in every state of this order, under every delivery order'
  const limits = {
    states: states.length,
    proven: isCut ? [] : [what],
    notProven: isCut ? [what] : [],
  }
  const rest = {
    verdict,
    order,
    states,
    losses: lossesAlong(states),
    limits,
    ...(sizes === waves && { waves }),
  }
  const failing = states.findIndex((state) => state.verdict === verdict)
  if (verdict === 'safe' || failing < 0) {
    return { ...rest, failsAt: null, counterexample: null, repairs: [] }
  }
  const before = sizes.slice(0, Math.max(0, failing - 1)).reduce((sum, size) => sum + size, 0)
  const taken = before + (failing === 0 ? 0 : (sizes[failing - 1] ?? 1))
  const [fault] = states[failing]?.faults ?? []
  return {
    ...rest,
    failsAt: failing === 0 ? null : before,
    counterexample:
      sizes === waves
        ? fault === undefined
          ? null
          : exampleOf(scenario, order.slice(0, taken), fault)
        : smallestExample(scenario, problem, order.slice(0, taken), verdict),
    repairs: repairsFor(scenario, problem, order, taken),
  }
}

/** Steps of which none can be left out without the rest being less bad, and what is wrong after them. */
function smallestExample(
  scenario: Scenario,
  problem: Problem,
  steps: readonly PlanStep[],
  verdict: Check['verdict'],
) {
  const faultOf = (some: readonly PlanStep[]): Finding | undefined =>
    judgementsOf(problem, some).find((state: Judgement) => state.verdict === verdict)?.faults[0]
  let left = steps
  for (let isDone = false; !isDone; ) {
    isDone = true
    for (const step of left.toReversed()) {
      const fewer = dropped(left, step)
      if (faultOf(fewer) === undefined) continue
      left = fewer
      isDone = false
      break
    }
  }
  const fault = faultOf(left)
  return fault === undefined ? null : exampleOf(scenario, left, fault)
}

/** Without a step, and without those of the same unit that come after it. */
function dropped(steps: readonly PlanStep[], left: PlanStep): readonly PlanStep[] {
  const place = steps.indexOf(left)
  return steps.filter((step, i) => i < place || step.unit !== left.unit)
}
