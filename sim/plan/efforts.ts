/** How far each part of a plan, and of a check, goes at most. All of it together has no more steps than a few searches. */

import { type Effort, effortWith, type Limit, limitOf } from './space/effort.ts'

/** A part that is begun anew each time that it is asked for. */
type Part = (most?: Partial<Limit>) => Effort

export type Efforts = Readonly<
  Record<'search' | 'route' | 'best' | 'waves' | 'count' | 'blame' | 'help' | 'back' | 'trouble', Part>
> & {
  /** The parts of a plan that is only one part of this one. */
  readonly within: (part: Effort) => Efforts
}

/**
 * The parts of a plan of which a search meets so many mixed states at most.
 *
 * @param progress told how many steps were looked at in all, now and then
 */
export function effortsOf(states?: number, progress?: (steps: number) => void): Efforts {
  const usual = limitOf(states)
  // For each state there are at most three in a layer of a count.
  const all = { ...usual, states: usual.states * 3, steps: usual.steps * 3 }
  const whole = effortWith(all, progress)
  return effortsIn(whole, usual)
}

function effortsIn(whole: Effort, usual: Limit): Efforts {
  const { steps } = usual
  const part =
    (own: Partial<Limit>): Part =>
    (most = {}) =>
      whole.part(own).part(most)
  return {
    search: part(usual),
    route: part({ ...usual, states: Math.min(usual.states, 400_000) }),
    best: part({ states: usual.states, steps: steps / 2 }),
    waves: part({ steps }),
    count: part({}),
    blame: part({ states: usual.states, steps: steps / 4 }),
    help: part({ states: Math.min(usual.states, 5_000), steps: steps / 4 }),
    back: part({ states: usual.states, steps: steps / 4 }),
    trouble: part({ states: 20_000, steps: steps / 4 }),
    within: (own) => effortsIn(own, usual),
  }
}
