/** How many steps a command line lets be under way at once. */

import type { RolloutStep } from '#machines/rollout.ts'
import { headcount } from '#sim/scenario/headcount.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { type Pace, parsePace, wavesAt } from '#sim/scenario/order/pace.ts'
import { sayNumber } from '#sim/text/say-number.ts'
import { Misuse } from './answer.ts'
import { harmless } from './terminal.ts'

export interface PaceOptions {
  readonly pace?: string
}

/** The sizes of the waves in which an order is taken; null where one step is taken at a time. Throws a `Misuse`. */
export function readWaves(
  scenario: Scenario,
  steps: readonly RolloutStep[],
  { pace: text }: PaceOptions,
): readonly number[] | null {
  if (text === undefined) return null
  const read = parsePace(scenario, text)
  if (!read.ok) throw new Misuse(harmless(`--pace: ${read.message}`))
  checkCrowds(scenario, read.pace)
  return wavesAt(scenario, steps, read.pace)
}

/** Of nodes that stand for others so few are looked at that more at a time would be all of them. Throws a `Misuse`. */
function checkCrowds({ roles, nodes }: Scenario, pace: Pace): void {
  for (const { name } of roles) {
    const own = nodes.filter(({ role }) => role === name)
    const all = headcount(own)
    const most = pace.roles.get(name) ?? pace.others
    if (all === own.length || most < own.length || most >= all) continue
    const [found, number] = [most, all].map((count) => sayNumber(String(count)))
    const expected = `expected ${own.length - 1} at most, or all: of ${number} only ${own.length} are told apart`
    throw new Misuse(harmless(`--pace: found ${found} of ${name} at a time, ${expected}`))
  }
}
