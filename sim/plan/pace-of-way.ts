/** A plan's best way at its pace, as a run takes it: in which waves, and in which words a command line asks for them. */

import { sizesOf } from '../scenario/headcount.ts'
import type { Scenario } from '../scenario/model.ts'
import { type Pace, wavesAt } from '../scenario/order/pace.ts'
import type { PlanStep } from '../scenario/order/units.ts'
import { rolloutSteps } from '../scenario/order/units.ts'
import type { Wave } from './search/walk-way.ts'

/** The phases of a way, with what is said of how fast each may be taken. */
interface PacedWay {
  readonly phases: readonly (readonly PlanStep[])[]
  readonly waves: readonly Wave[]
}

/** How many steps are taken together each time, first to last. */
export function sizesAtPace(scenario: Scenario, { phases, waves }: PacedWay): number[] {
  return phases.flatMap((phase, i) => wavesAt(scenario, rolloutSteps(phase), paceOf(waves[i])))
}

/**
 * The pace in the words of `--pace` with which the whole order falls into the same waves. Null where no step is taken together
 * with another, and where no such words do it: of two waves of one role the second may be slower.
 */
export function wordsOfPace(scenario: Scenario, way: PacedWay): string | null {
  const sizes = sizesAtPace(scenario, way)
  if (sizes.every((size) => size === 1)) return null
  const roles = new Map<string, number>()
  for (const wave of way.waves) {
    for (const [role, most] of paceOf(wave).roles) roles.set(role, Math.min(most, roles.get(role) ?? most))
  }
  const order = rolloutSteps(way.phases.flat())
  const isSame = wavesAt(scenario, order, { roles, others: 1 }).join() === sizes.join()
  if (!isSame) return null
  const all = sizesOf(scenario)
  const words = [...roles].filter(([, most]) => most > 1)
  return words.map(([role, most]) => `${role}=${most >= (all.get(role) ?? 0) ? 'all' : most}`).join()
}

/** As fast as a wave may be taken. */
function paceOf(wave: Wave | undefined): Pace {
  const isSlow = wave === undefined || wave.most !== null
  return { roles: new Map(isSlow ? [] : wave.pace.map(({ role, most }) => [role, most])), others: 1 }
}
