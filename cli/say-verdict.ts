/** What a plan comes to in a few sentences, for people: whether there is a safe way, and how many orders are safe. */

import { checkOrder } from '#sim/plan/check.ts'
import type { Loss, Plan } from '#sim/plan/model.ts'
import { sizeOf, unitsOf } from '#sim/scenario/order/units.ts'
import { sayCount } from '#sim/text/say-list.ts'
import { sayNumber } from '#sim/text/say-number.ts'
import type { Advice } from './advice.ts'
import { groupBy } from './group.ts'
import { harmless, type Style, wrap } from './terminal.ts'

/** Where the sentences of a verdict begin. */
export const margin = 9

const styles: Readonly<Record<Plan['verdict'], readonly Style[]>> = {
  safe: ['green', 'bold'],
  unsupported: ['yellow', 'bold'],
  unsafe: ['red', 'bold'],
  unknown: ['yellow', 'bold'],
}

/** A verdict with the sentence that explains it. */
export function sayVerdict({ terminal }: Advice, verdict: Plan['verdict'], text: string): string {
  const word = terminal.paint(`${verdict} `.padEnd(margin), ...styles[verdict])
  return `${word}${wrap(harmless(text), terminal.width, Math.max(margin, verdict.length + 1))}`
}

/** A sentence that goes on under a verdict. */
export function underVerdict({ terminal }: Advice, text: string): string {
  return `${' '.repeat(margin)}${wrap(harmless(text), terminal.width, margin)}`
}

/** What the plan is about: the title, what is upgraded, and what has to hold. */
export function sayAim({ scenario, terminal }: Advice, keep: readonly string[]): string[] {
  const groups = groupBy(unitsOf(scenario), ({ kind, role, path }) => JSON.stringify([kind, role, path]))
  const ways = groups.map((units) => {
    const [first] = units
    const one = first?.id === first?.role ? first?.id : `${first?.role} ${first?.id}`
    const size = sizeOf(units, scenario.nodes)
    const who = size === 1 ? one : `${sayNumber(String(size))} × ${first?.role}`
    return `${who} ${first?.path.join(' → ')}`
  })
  const dim = (text: string) => terminal.paint(wrap(harmless(text), terminal.width, 2), 'dim')
  return [
    terminal.paint(harmless(scenario.title), 'bold'),
    dim(ways.join('; ')),
    dim(`kept on the way: ${keep.join(', ')}`),
    '',
  ]
}

/** Whether a plan leads through other releases than the upgrade of its scenario: that shows in its units. */
export function isRoute({ scenario }: Advice, { units }: Pick<Plan, 'units'>): boolean {
  const ids = new Set(units.map(({ id }) => id))
  const straight = unitsOf(scenario).filter(({ id }) => ids.has(id))
  const stepsOf = (of: Plan['units']) => of.reduce((sum, { path }) => sum + path.length - 1, 0)
  return stepsOf(units) !== stepsOf(straight)
}

/** The verdict of a plan. */
export function sayPlanVerdict(advice: Advice, plan: Pick<Plan, 'verdict' | 'units' | 'isExact'>): string {
  const { verdict, isExact } = plan
  const around = isExact
    ? 'This cannot be done straight, but through other releases nothing breaks.'
    : 'Through other releases nothing breaks; whether it can be done straight is not known.'
  const sentences = {
    safe: isRoute(advice, plan) ? around : 'This can be done without breaking anything.',
    unsupported: 'There are ways that break nothing, but none that the vendor supports.',
    unsafe: isBrokenAtFirst(advice)
      ? 'Something is broken before the first step, whatever comes next.'
      : 'There is no safe way, neither straight nor through other releases that are known.',
    unknown: 'No safe way was proven, nor that there is none: see below what is not proven.',
  }
  return sayVerdict(advice, verdict, sentences[verdict])
}

/** How many things are lost on the way, and how many of them for good; nothing where none is. */
export function sayLossCount(advice: Advice, losses: readonly Loss[]): string[] {
  const before = losses.filter(({ from }) => from === 0).length
  const own = losses.length - before
  if (losses.length === 0) return []
  const lasting = losses.filter(({ from, until }) => from > 0 && until === null).length
  const parts = [
    ...(own > 0 ? [`${sayCount(own, 'thing')} on the way`] : []),
    ...(before > 0 ? [`${before} from the start`] : []),
  ]
  const rest = lasting > 0 ? `; ${lasting === own ? 'for good' : `${lasting} of them for good`}` : ''
  return [underVerdict(advice, `Lost: ${parts.join(', and ')}${rest}.`)]
}

/** Whether the state that the upgrade starts from is not safe itself. */
const isBrokenAtFirst = ({ scenario }: Advice) => checkOrder(scenario, []).verdict === 'unsafe'

/** How many orders there are, and how many are safe. */
export function sayCounts(
  advice: Advice,
  { allOrders, safeOrders, unsupportedOrders }: Pick<Plan, 'allOrders' | 'safeOrders' | 'unsupportedOrders'>,
): string[] {
  if (allOrders === null) return [underVerdict(advice, 'The orders were not counted.')]
  const all = sayNumber(allOrders)
  if (safeOrders === null) {
    return [underVerdict(advice, `There are ${all} orders; how many are safe was not counted.`)]
  }
  const unsupported =
    unsupportedOrders === null || unsupportedOrders === '0'
      ? []
      : [sayUnsupported(sayNumber(unsupportedOrders), safeOrders === '0')].map((text) =>
          underVerdict(advice, text),
        )
  return [underVerdict(advice, sayShare(all, safeOrders, allOrders === safeOrders)), ...unsupported]
}

/** What is said of orders that the vendor does not support; where there are no others, also how to allow them. */
function sayUnsupported(count: string, isAll: boolean): string {
  const what = 'break nothing, but pass states that the vendor does not support'
  return isAll ? `${count} ${what}. A --keep without “supported” allows them.` : `${count} more ${what}.`
}

function sayShare(all: string, safe: string, isAll: boolean): string {
  if (all === '1') return `There is one order, and it is ${isAll ? '' : 'not '}safe.`
  if (all === '2' && safe !== '1')
    return isAll ? 'Both orders are safe.' : 'Neither of the two orders is safe.'
  if (isAll) return `All ${all} orders are safe.`
  if (safe === '0') return `None of ${all} orders is safe.`
  return `${sayNumber(safe)} of ${all} orders ${safe === '1' ? 'is' : 'are'} safe.`
}

/** What was proven by looking at how many states, and what was not. */
export function sayLimits(advice: Advice, { limits }: Pick<Plan, 'limits'>): string[] {
  const { states, proven, notProven } = limits
  const row = (label: string, text: string) =>
    `${advice.terminal.paint(label.padEnd(12), 'dim')}${wrap(harmless(text), advice.terminal.width, 12)}`
  return [
    '',
    row('looked at', `${sayCount(states, 'mixed state')}, units that are alike taken together`),
    ...proven.map((each, i) => row(i === 0 ? 'proven' : '', each)),
    ...notProven.map((each, i) => row(i === 0 ? 'not proven' : '', each)),
  ]
}
