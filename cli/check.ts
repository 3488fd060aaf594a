/** `parley check`: whether one order of an upgrade is safe, and what would repair it. */
import type { RolloutStep } from '#machines/rollout.ts'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { checkOrder } from '#sim/plan/check.ts'
import type { Check } from '#sim/plan/model.ts'
import { type Scenario, usualConditions } from '#sim/scenario/model.ts'
import { sayNumber, sayNumberOf } from '#sim/text/say-number.ts'
import type { Advice } from './advice.ts'
import { type Answer, asJson, Misuse, statuses } from './answer.ts'
import { interruptible } from './interruptible.ts'
import { noticeOn } from './notice.ts'
import { type OrderOptions, readOrder } from './order.ts'
import { orderWords } from './order-words.ts'
import { type PaceOptions, readWaves } from './pace.ts'
import { sayCheck } from './say-check.ts'
import { sayExhaustive, secondOpinion } from './say-exhaustive.ts'
import { checkNumbers, checkSize, checkUpgrade, type Target, targeted, targetWords } from './target.ts'
import type { Terminal } from './terminal.ts'
import { readWhole } from './whole.ts'

const largestLimit = 100_000_000

export interface CheckOptions extends Target, OrderOptions, PaceOptions {
  readonly exhaustive?: boolean
  readonly limit?: string
  readonly json?: boolean
}

/** The answer to `parley check`. */
export function answerCheck(file: string, options: CheckOptions, terminal: Terminal): Answer {
  if (options.limit !== undefined && !options.exhaustive) {
    throw new Misuse('found --limit without --exhaustive, expected both')
  }
  const limit = options.limit === undefined ? null : readWhole('limit', options.limit, 1, largestLimit)
  const scenario = targeted(file, options)
  const steps = readOrder(scenario, options)
  if (options.order === undefined) checkUpgrade(scenario)
  const { pace } = options
  const advice = {
    scenario,
    asked: targetWords(file, options),
    terminal,
    ...(pace !== undefined && { pace }),
  }
  if (options.exhaustive) checkSize(scenario, '--exhaustive')
  checkNumbers(scenario, 'check')
  const waves = readWaves(scenario, steps, options)
  if (options.exhaustive) return walkAll(advice, options, steps, waves, limit)
  const notice = noticeOn(process.stderr)
  let looked = 0
  return interruptible(
    () => {
      const check = checkOrder(scenario, steps, {
        ...(waves && { waves }),
        progress(steps) {
          looked = steps
          notice.show('every state that this order passes', steps)
        },
      })
      notice.clear()
      const keep = scenario.upgrade.keep ?? usualConditions
      return {
        out: options.json
          ? asJson(report(scenario, check))
          : sayCheck(advice, keep, check, options.partial === true),
        status: check.verdict === 'safe' ? statuses.fine : statuses.broken,
      }
    },
    () => {
      notice.clear()
      const far = looked === 0 ? '' : `, after a look at ${sayNumberOf(looked, 'step')}`
      return `while walking through the states that this order passes${far}. It is not known whether it is safe.`
    },
  )
}

/** A check as JSON. The order that a repair leads to is there in the words of --order, too. */
function report(scenario: Scenario, check: Check) {
  const repairs = check.repairs.map((repair) => ({
    ...repair,
    ...(repair.order && { words: orderWords(scenario, repair.order) }),
  }))
  return { scenario: scenario.name, ...check, words: orderWords(scenario, check.order), repairs }
}

function walkAll(
  advice: Advice,
  { order, json }: CheckOptions,
  steps: readonly RolloutStep[],
  waves: readonly number[] | null,
  limit: number | null,
): Answer {
  const { scenario } = advice
  const notice = noticeOn(process.stderr)
  let walkedSoFar = 0
  const work = (): Answer => {
    const walked = exhaustive(scenario, {
      ...(order !== undefined && { order: steps }),
      ...(order !== undefined && waves && { waves }),
      ...(limit !== null && { limit: { states: limit } }),
      progress(states) {
        walkedSoFar = states
        notice.show(`${sayNumber(String(states))} states of the cluster`)
      },
    })
    notice.clear()
    const planner = secondOpinion(scenario, order === undefined ? null : steps, waves)
    return {
      out: json
        ? asJson({ scenario: scenario.name, ...walked, planner })
        : sayExhaustive(advice, walked, planner, order !== undefined),
      status: walked.verdict === 'safe' ? statuses.fine : statuses.broken,
    }
  }
  return interruptible(work, () => {
    notice.clear()
    return `after more than ${sayNumberOf(walkedSoFar, 'state')} of the cluster. Nothing is proven until all of them are walked through.`
  })
}
