/** What a walk through every state of a cluster came to, for people, beside what the planner says. */

import type { RolloutStep } from '#machines/rollout.ts'
import type { Exhaustive } from '#sim/brute/exhaustive.ts'
import { judgeOrder } from '#sim/plan/check.ts'
import { plan } from '#sim/plan/plan.ts'
import type { Verdict } from '#sim/rules/verdict.ts'
import { type Scenario, usualConditions } from '#sim/scenario/model.ts'
import { sayNumberOf } from '#sim/text/say-number.ts'
import {
  type Advice,
  aside,
  checkCommand,
  command,
  line,
  runCommand,
  saySteps,
  section,
  sourceOf,
} from './advice.ts'
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
 * @param waves how many of its steps are taken together each time; null where one is
 */
export function secondOpinion(
  scenario: Scenario,
  steps: readonly RolloutStep[] | null,
  waves: readonly number[] | null,
): Opinion {
  if (steps !== null) {
    const { verdict } = judgeOrder(scenario, steps, waves ? { waves } : {})
    return { verdict, safeOrders: null }
  }
  const { safeOrders, unsupportedOrders } = plan(scenario, { isConfirmed: false })
  if (safeOrders === null) return { verdict: 'unknown', safeOrders }
  if (safeOrders !== '0') return { verdict: 'safe', safeOrders }
  return { verdict: unsupportedOrders === '0' ? 'unsafe' : 'unsupported', safeOrders }
}

/**
 * The verdict of the walk, how far it went, and whether the planner agrees.
 *
 * @param isOne whether one order was walked, and not all
 */
export function sayExhaustive(advice: Advice, walked: Exhaustive, planner: Opinion, isOne: boolean): string {
  const { scenario } = advice
  const { verdict, failure } = walked
  const sentences = {
    safe: isOne ? 'This order is safe.' : 'There are safe orders.',
    unsupported: isOne
      ? 'This order breaks nothing, but the vendor does not support it.'
      : 'There are orders that break nothing, but none that the vendor supports.',
    unsafe: isOne ? 'This order is not safe.' : 'There is no safe order.',
    unknown: sayLimit(walked),
  }
  const agrees =
    verdict === 'unknown' || planner.verdict === 'unknown'
      ? []
      : verdict === planner.verdict && (isOne || walked.safeOrders === planner.safeOrders)
        ? ['The planner says the same.']
        : [
            `The planner says otherwise: ${planner.safeOrders ?? planner.verdict}. One of the two is a defect of Parley.`,
          ]
  const size = `${sayNumberOf(walked.states, 'state')} in ${sayNumberOf(walked.mixedStates, 'mixed state')}`
  const lines = [
    ...sayAim(advice, scenario.upgrade.keep ?? usualConditions),
    sayVerdict(advice, verdict, sentences[verdict]),
    ...(isOne ? [] : sayCounts(advice, walked)),
    underVerdict(advice, `Walked through on the machines, under every delivery order: ${size}.`),
    ...agrees.map((text) => underVerdict(advice, text)),
  ]
  return `${[...lines, ...(failure === null ? [] : sayFailure(advice, failure))].join('\n')}\n`
}

/** Which limit was hit, and what was covered until then. */
function sayLimit({ limit, steps }: Exhaustive): string {
  const what = limit === 'bytes' ? 'There is no room for more states' : 'No more states may be looked at'
  const far = steps === 0 ? 'only the start was seen whole' : `all orders were followed for ${steps} steps`
  return `${what}: ${far}, and nothing is known of what comes after. --limit allows more.`
}

/** More of a path is in the JSON. */
const mostChoices = 8

function sayFailure(
  advice: Advice,
  { steps, fault, path, isRound, isRestless }: NonNullable<Exhaustive['failure']>,
): string[] {
  const way = steps.map((step) => saySteps(advice, [step])).join(', then ')
  return section(advice, 'The first trouble that was met', [
    line(advice, way === '' ? 'Nothing at all: it is there from the start.' : `${way}.`),
    line(advice, `${fault.reason} (${fault.rule}).`),
    ...sourceOf(advice, fault.source),
    ...(fault.isAnew
      ? [aside(advice, 'A run shows nothing of it as long as the connection stays that is there.')]
      : []),
    ...(path.length > 0 && !fault.isAnew
      ? [
          line(
            advice,
            `How: ${path.slice(0, mostChoices).join('; ')}${path.length > mostChoices ? '; …' : '.'}`,
          ),
          ...(isRound
            ? [aside(advice, 'It ends where it was before, and may go round like that for ever.')]
            : []),
          ...(isRestless
            ? [aside(advice, 'Some of these are dialled for ever: a run never finds all of them at rest.')]
            : []),
          aside(
            advice,
            'The field path of --json holds all of it; a line each in a file, it can be followed:',
          ),
          command(advice, '', `${runCommand(advice, steps)} --partial --path FILE`),
        ]
      : []),
    command(advice, 'See it:', `${checkCommand(advice, steps)} --partial`),
  ])
}
