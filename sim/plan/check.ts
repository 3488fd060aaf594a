/** What is said of one order: whether it is safe, where it fails and why, what is lost, and what would repair it. */

import { isToldApart } from '../rules/remembered-offers.ts'
import { type Finding, type Verdict, verdictOf } from '../rules/verdict.ts'
import type { Condition, Scenario, Upgrade } from '../scenario/model.ts'
import { keeping } from '../scenario/order/target.ts'
import type { PlanStep } from '../scenario/order/units.ts'
import { planSteps, startValues, unitsOf } from '../scenario/order/units.ts'
import { exampleOf } from './counterexample.ts'
import { effortsOf } from './efforts.ts'
import { lossesTogether } from './losses.ts'
import type { Check, Loss, Repair } from './model.ts'
import { sayRepeats } from './proven.ts'
import { repairsFor } from './repair.ts'
import { judgementsOf, walkWaves } from './search/walk.ts'
import type { Judgement } from './space/judgement.ts'
import { type Problem, problemOf } from './space/problem.ts'
import { provisosOf, takenForGranted } from './taken-for-granted.ts'

export interface CheckOptions {
  /** What has to be kept on the way. Absent: what the scenario says. */
  readonly keep?: readonly Condition[]
  /** How many steps are taken together each time, in every order and mixture. Absent: one after the other. */
  readonly waves?: readonly number[]
  /** Told now and then how many steps were looked at so far. */
  readonly progress?: (steps: number) => void
}

/** What is said of an order, without advice. */
export interface JudgedOrder {
  readonly problem: Problem
  readonly verdict: Verdict
  readonly order: readonly PlanStep[]
  /** How many steps are taken together each time. */
  readonly sizes: readonly number[]
  /** What is said of the start, and of each wave with the state after it, up to the first that was not walked. */
  readonly states: readonly Judgement[]
  readonly losses: readonly Loss[]
  readonly isCut: boolean
}

/**
 * Judges one order of steps, which may be a part of an upgrade.
 *
 * @param steps each the next one of its unit
 */
export function judgeOrder(
  asked: Scenario,
  steps: Upgrade['steps'],
  { keep, waves, progress }: CheckOptions = {},
): JudgedOrder {
  const efforts = effortsOf(undefined, progress)
  const scenario = keeping(asked, keep)
  const units = unitsOf(scenario, steps)
  const order = planSteps(units, steps, startValues(scenario))
  const sizes = waves ?? order.map(() => 1)
  const judged = (isApart: boolean): JudgedOrder => {
    const problem = problemOf(scenario, units, { isApart })
    const {
      judgements: states,
      standing,
      isCut,
    } = walkWaves(problem, order, sizes, isApart ? mostApart : mostMoments, efforts.waves())
    const faults = states.flatMap((state) => state.faults)
    const losses = lossesTogether(states, standing, sizes)
    return { problem, verdict: verdictOf(faults, !isCut), order, sizes, states, losses, isCut }
  }
  if (!isToldApart(scenario)) return judged(false)
  const apart = judged(true)
  if (!apart.isCut || apart.verdict === 'unsafe') return apart
  // Taken together more is called unsafe than is: what is safe so is safe.
  const together = judged(false)
  return together.verdict === 'safe' ? together : apart
}

/** So many moments of a wave are looked at, at most; fewer where nodes that are alike are told apart, who may be of many minds. */
const mostMoments = 200_000
const mostApart = 2_000

/** Checks one order of steps: judges it, and says where it fails, with which example, and what would repair it. */
export function checkOrder(asked: Scenario, steps: Upgrade['steps'], options: CheckOptions = {}): Check {
  const { problem, verdict, order, sizes, states, losses, isCut } = judgeOrder(asked, steps, options)
  const { scenario } = problem
  const isTogether = sizes.some((size) => size > 1)
  const what = `what comes of every connection in every state of this order, under every delivery order${sayRepeats(scenario)}`
  const limits = {
    states: states.length,
    proven: isCut ? [] : [what],
    notProven: isCut ? [`${what}: ${whyCut(sizes, states.length - 1)}`] : [],
  }
  const isDone = verdict === 'safe' || verdict === 'unsupported'
  const rest = {
    verdict,
    order,
    states,
    losses,
    takenForGranted: isDone ? takenForGranted(scenario, { phases: [order] }) : [],
    holdsOnlyIf: isDone ? provisosOf(scenario, order) : [],
    limits,
    ...(isTogether && { waves: sizes }),
  }
  const failing = states.findIndex((state) => state.verdict === verdict)
  if (verdict === 'safe' || failing < 0) {
    return { ...rest, failsAt: null, counterexample: null, repairs: [] }
  }
  const sum = (some: readonly number[]) => some.reduce((all, size) => all + size, 0)
  const before = sum(sizes.slice(0, Math.max(0, failing - 1)))
  const taken = order.slice(0, sum(sizes.slice(0, failing)))
  const [fault] = states[failing]?.faults ?? []
  const together = fault === undefined ? null : exampleOf(scenario, taken, fault)
  return {
    ...rest,
    failsAt: failing === 0 ? null : before,
    counterexample: isTogether ? together : smallestExample(scenario, problem, taken, verdict),
    repairs:
      isTogether && judgeOrder(asked, steps, without(options)).verdict === 'safe'
        ? [oneByOne(order)]
        : repairsFor(scenario, problem, order, taken.length, effortsOf(undefined, options.progress)),
  }
}

/** Of which wave too many moments would have to be looked at. */
function whyCut(sizes: readonly number[], wave: number): string {
  const first = sizes.slice(0, wave).reduce((sum, size) => sum + size, 1)
  return `steps ${first} to ${first + (sizes[wave] ?? 1) - 1}, taken together, have more mixtures than are walked`
}

const without = ({ waves: _, ...options }: CheckOptions): CheckOptions => options

/** What breaks only when steps are taken together. */
const oneByOne = (order: readonly PlanStep[]): Repair => ({
  kind: 'move',
  text: 'take one step at a time',
  order,
})

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
