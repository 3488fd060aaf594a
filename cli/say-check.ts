/** What is said of one order, for people: where it fails and why, step by step, and what would repair it. */

import type { Check, Repair } from '#sim/plan/model.ts'
import type { Judgement } from '#sim/plan/space/judgement.ts'
import { standAlone } from '#sim/scenario/headcount.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { capital, sayList } from '#sim/text/say-list.ts'
import { sayNumber } from '#sim/text/say-number.ts'
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
import { sayCounterexample } from './say-counterexample.ts'
import { sayGranted, sayProvisos } from './say-granted.ts'
import { margin, sayAim, sayLimits, sayLossCount, sayVerdict, underVerdict } from './say-verdict.ts'
import { align, type Cell, harmless, wrap } from './terminal.ts'

/**
 * A check.
 *
 * @param isPartial whether the order leaves steps out
 */
export function sayCheck(advice: Advice, keep: readonly string[], check: Check, isPartial: boolean): string {
  const { counterexample, repairs } = check
  const lines = [
    ...sayAim(advice, keep),
    ...sayOutcome(advice, check, isPartial),
    ...section(advice, 'Step by step', [...sayStates(advice, check), ...sayOthers(advice)]),
    ...(check.verdict === 'safe' && standAlone(advice.scenario.nodes)
      ? [
          command(
            advice,
            'Watch it:',
            `${runCommand(advice, check.order, advice.pace)}${isPartial ? ' --partial' : ''}`,
          ),
        ]
      : []),
    ...sayProvisos(advice, check),
    ...sayGranted(advice, check),
    ...(counterexample === null ? [] : sayCounterexample(advice, counterexample)),
    ...sayRepairs(advice, repairs, isPartial),
    ...sayLimits(advice, check),
  ]
  return `${lines.join('\n')}\n`
}

function sayOutcome(advice: Advice, check: Check, isPartial: boolean): string[] {
  const { verdict, order, states, failsAt } = check
  if (verdict === 'safe' || verdict === 'unknown') {
    const what = isPartial ? 'as far as it goes' : 'from the start to the end'
    const sentence = {
      safe: `This order is safe, ${what}.`,
      unknown: `${sayCut(check)}; at a smaller pace there are fewer.`,
    }
    return [sayVerdict(advice, verdict, sentence[verdict]), ...sayLossCount(advice, check.losses)]
  }
  const fault = states.flatMap(({ faults }) => faults).find(({ severity }) => severity === verdict)
  const step = failsAt === null ? undefined : order[failsAt]
  const where =
    step === undefined || failsAt === null
      ? 'Before the first step already'
      : `${sayPlace(check, failsAt)}, ${saySteps(advice, order.slice(failsAt, failsAt + sizeAt(check, failsAt)))}`
  const rule = fault === undefined ? '' : ` (${fault.rule})`
  return [
    sayVerdict(advice, verdict, `${where}: ${fault?.reason}${rule}.`),
    ...(fault?.severity === 'unsupported'
      ? [underVerdict(advice, 'Nothing breaks there, but the vendor does not support it.')]
      : []),
    ...sourceOf(advice, fault?.source ?? null, margin),
  ]
}

/** How many steps are taken together with the one at this place. */
function sizeAt({ waves = [] }: Check, place: number): number {
  let first = 0
  for (const size of waves) {
    if (first === place) return size
    first += size
  }
  return 1
}

function sayPlace(check: Check, place: number): string {
  const size = sizeAt(check, place)
  const steps = size === 1 ? `step ${place + 1}` : `steps ${place + 1} to ${place + size}`
  return `At ${steps} of ${check.order.length}${size === 1 ? '' : ', taken together'}`
}

/** Which steps were too many to be walked together: those after the last that were. */
function sayCut(check: Check): string {
  const { states, waves = [] } = check
  const before = waves.slice(0, states.length - 1).reduce((sum, size) => sum + size, 0)
  return `${sayPlace(check, before)}, there are more mixtures than are walked`
}

/** Nodes that stand for others, where a cluster has too many to name each. */
function sayOthers(advice: Advice): string[] {
  const larger = advice.scenario.nodes.flatMap(({ id, standsFor }) =>
    standsFor === undefined ? [] : [`${id} for ${sayNumber(String(standsFor - 1))} others`],
  )
  return larger.length === 0 ? [] : [aside(advice, `Here stand ${sayList(larger)} that are like it.`, 2)]
}

interface Row {
  /** The numbers of the steps that the row stands for, the first and the last. */
  readonly first: number
  readonly last: number
  readonly steps: readonly PlanStep[]
  readonly state: Judgement
}

/** More reasons for one state are only counted. */
const mostReasons = 3

/** A row for the start, and for each step or those that are taken together. Those that follow each other and are alike are one. */
function sayStates(advice: Advice, { order, states, waves }: Check): string[] {
  const { paint, width } = advice.terminal
  const rows = rowsOf(order, states, waves ?? order.map(() => 1))
  const cells = rows.map(({ first, last, steps, state }): Cell[] => [
    { text: first === last ? String(first || '') : `${first}–${last}`, right: true },
    { text: harmless(steps.length === 0 ? 'the start' : saySteps(advice, steps)) },
    { text: wordOf(state), paint: (text) => paint(text, colourOf(state)) },
    { text: '' },
  ])
  const columns = align(cells)
  const beside = 2 + Math.max(...cells.map((row) => row.reduce((sum, { text }) => sum + text.length, 0))) + 6
  let before = ''
  return columns.map((column, i) => {
    const all = reasonsOf(rows[i]?.state)
    const more = all.length > mostReasons ? `; and ${all.length - mostReasons} more` : ''
    const reasons = `${all.slice(0, mostReasons).join('; ')}${more}`
    const said = reasons !== '' && reasons === before ? 'as before' : reasons
    before = reasons
    // A narrow terminal has no room for sentences beside the columns.
    const isBeside = width - beside >= 40
    const text = isBeside ? wrap(harmless(said), width, beside) : ''
    const below = !isBeside && said !== '' ? `\n${aside(advice, said, 4)}` : ''
    return `  ${column}${text === '' ? '' : paint(text, 'dim')}`.trimEnd() + below
  })
}

/** @param waves how many steps are taken together each time */
function rowsOf(order: readonly PlanStep[], states: readonly Judgement[], waves: readonly number[]): Row[] {
  const rows: Row[] = []
  let passed = 0
  for (const [i, state] of states.entries()) {
    const size = i === 0 ? 0 : (waves[i - 1] ?? 1)
    const steps = order.slice(passed, passed + size)
    passed += size
    const last = rows.at(-1)
    const [before] = last?.steps ?? []
    const isLike = ({ role, to }: PlanStep) => before?.role === role && before.to === to
    const isAlike =
      last !== undefined &&
      before !== undefined &&
      steps.every(isLike) &&
      wordOf(last.state) === wordOf(state) &&
      reasonsOf(last.state).join() === reasonsOf(state).join()
    if (isAlike) rows[rows.length - 1] = { ...last, last: passed, steps: [...last.steps, ...steps] }
    else rows.push({ first: size === 0 ? 0 : passed - size + 1, last: passed, steps, state })
  }
  return rows
}

const wordOf = ({ verdict, losses }: Judgement) =>
  verdict === 'safe' && losses.length > 0 ? 'degraded' : verdict

const colourOf = (state: Judgement) =>
  wordOf(state) === 'safe' ? 'green' : state.verdict === 'safe' ? 'yellow' : 'red'

/** What is wrong in a state, or else what is lost in it. */
function reasonsOf(state: Judgement | undefined): string[] {
  const { faults = [], losses = [] } = state ?? {}
  return [...new Set((faults.length > 0 ? faults : losses).map(({ reason }) => reason))]
}

function sayRepairs(advice: Advice, repairs: readonly Repair[], isPartial: boolean): string[] {
  if (repairs.length === 0) return []
  return section(
    advice,
    'What would repair it',
    repairs.flatMap(({ text, order }) => [
      line(advice, `${capital(text)}${order === undefined ? '.' : ':'}`),
      ...(order === undefined
        ? []
        : [command(advice, '', `${checkCommand(advice, order)}${isPartial ? ' --partial' : ''}`)]),
    ]),
  )
}
