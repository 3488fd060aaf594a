/** What a walk through every state of a cluster came to, for people, beside what the planner says. */
import type { RolloutStep } from '#machines/rollout.ts'
import { checkOrder } from '#sim/plan/check.ts'
import type { Exhaustive } from '#sim/plan/exhaustive.ts'
import { plan } from '#sim/plan/plan.ts'
import { sayNumber } from '#sim/say-number.ts'
import { type Scenario, usualConditions } from '#sim/scenario/model.ts'
import type { Verdict } from '#sim/verdict.ts'
import { type Advice, checkCommand, command, line, saySteps, section, sourceOf } from './advice.ts'
import { sayAim, sayCounts, sayVerdict, underVerdict } from './say-verdict.ts'

/** What the planner says of the same question: of one order, or of how many are safe. */
export interface Opinion {
  readonly verdict: Verdict
  readonly safeOrders: string | null
}

/**
 * What the planner says.
 *
 * @param steps the order that was asked for; null for all of them
 */
export function secondOpinion(scenario: Scenario, steps: readonly RolloutStep[] | null): Opinion {
  if (steps !== null) {
    const { verdict } = checkOrder(scenario, steps)
    return { verdict, safeOrders: null }
  }
  const { safeOrders } = plan(scenario)
  return { verdict: safeOrders === null ? 'unknown' : safeOrders === '0' ? 'unsafe' : 'safe', safeOrders }
}

/** The verdict of the walk, how far it went, and whether the planner agrees. */
export function sayExhaustive(advice: Advice, walked: Exhaustive, planner: Opinion): string {
  const { scenario } = advice
  const { verdict, failure } = walked
  const isOne = planner.safeOrders === null && planner.verdict !== 'unknown'
  const sentences = {
    safe: isOne ? 'This order is safe.' : 'There are safe orders.',
    unsafe: isOne ? 'This order is not safe.' : 'There is no safe order.',
    unknown: 'A limit was hit before every state was walked through.',
  }
  const agrees =
    verdict === 'unknown' || planner.verdict === 'unknown'
      ? []
      : verdict === planner.verdict && (isOne || walked.safeOrders === planner.safeOrders)
        ? ['The planner says the same.']
        : [
            `The planner says otherwise: ${planner.safeOrders ?? planner.verdict}. One of the two is a defect of Parley.`,
          ]
  const many = (count: number, noun: string) => `${sayNumber(String(count))} ${noun}${count === 1 ? '' : 's'}`
  const size = `${many(walked.states, 'state')} of the whole cluster, by ${many(walked.moves, 'move')}; ${many(walked.mixedStates, 'mixed state')}`
  const lines = [
    ...sayAim(advice, scenario.upgrade.keep ?? usualConditions),
    sayVerdict(advice, verdict, sentences[verdict]),
    ...(isOne ? [] : sayCounts(advice, { ...walked, unsupportedOrders: null })),
    underVerdict(advice, `Walked through on the machines, under every delivery order: ${size}.`),
    ...agrees.map((text) => underVerdict(advice, text)),
  ]
  return `${[...lines, ...(failure === null ? [] : sayFailure(advice, failure))].join('\n')}\n`
}

function sayFailure(advice: Advice, { steps, fault }: NonNullable<Exhaustive['failure']>): string[] {
  const way = steps.map((step) => saySteps(advice, [step])).join(', then ')
  return section(advice, 'The first trouble that was met', [
    line(advice, way === '' ? 'Nothing at all: it is there from the start.' : `${way}.`),
    line(advice, `${fault.reason} (${fault.rule}).`),
    ...sourceOf(advice, fault.source),
    command(advice, 'See it:', `${checkCommand(advice, steps)} --partial`),
  ])
}
