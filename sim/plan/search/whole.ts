/**
 * A way of few members as one of all: whoever there is more of goes along with others, as a crowd. At each phase that takes
 * some and leaves others, it may go or stay; which of both is safe with so many is tried.
 */

import type { Effort } from '../space/effort.ts'
import { judgeIn } from '../space/judge.ts'
import { type Space, type SpaceState, spaceOf } from '../space/space.ts'
import { afterAll, type Jump, type Phase } from './box.ts'
import type { Way } from './phases.ts'

/** The same way with every member of each class, each number checked. Null where that is not safe. */
export function wholeWay({ problem, classes: few }: Space, way: Way, effort: Effort): Way | null {
  const space = spaceOf(problem)
  const extra = space.classes.map(({ size }, axis) => size - (few[axis]?.size ?? size))
  if (extra.every((number) => number === 0)) return way
  const judge = judgeIn(space)
  /** @param places the place where the crowd of each class is */
  const follow = (i: number, state: SpaceState, places: readonly number[]): Way | null => {
    const phase = way.phases[i]
    if (phase === undefined) return { phases: [], states: [] }
    for (const whole of choicesOf(phase, extra, places)) {
      const after = afterAll(space, judge, state, whole, effort)
      const rest = after && follow(i + 1, after, placesAfter(whole, places))
      if (rest) return { phases: [whole, ...rest.phases], states: [after, ...rest.states] }
    }
    return null
  }
  return follow(
    0,
    judge.start,
    few.map(() => 0),
  )
}

/** Every way for crowds to take part in a phase: those that do before those that do not. */
function choicesOf(phase: Phase, extra: readonly number[], places: readonly number[]): Phase[] {
  return phase.reduce<Phase[]>(
    (all, jump) => {
      const more = extra[jump.axis] ?? 0
      const isHere = more > 0 && places[jump.axis] === jump.move.from
      const along: Jump = { ...jump, members: jump.members + more }
      const alone: Jump = { ...jump, skips: more }
      const choices = !isHere ? [alone] : jump.isAll ? [along] : [along, alone]
      return all.flatMap((others) => choices.map((choice) => [...others, choice]))
    },
    [[]],
  )
}

function placesAfter(phase: Phase, places: readonly number[]): readonly number[] {
  return places.map((place, axis) => {
    const taken = phase.find(
      ({ axis: own, move, skips = 0 }) => own === axis && move.from === place && skips === 0,
    )
    return taken?.move.to ?? place
  })
}
