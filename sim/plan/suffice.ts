/** Whether anything else matters beside the precedences that all safe orders share. */

import type { Precedence, StepGroup } from './model.ts'
import { countSafe } from './search/count.ts'
import type { Solution } from './search/solve.ts'
import { type Effort, effortWith } from './space/effort.ts'
import type { Judge, JudgedStep } from './space/judge.ts'
import { judgementOf } from './space/judge.ts'
import type { UnitClass } from './space/problem.ts'
import type { SpaceState } from './space/space.ts'

const fine = judgementOf([])
const broken = judgementOf([{ rule: 'precedence', severity: 'unsafe', reason: 'out of order', source: null }])

const mostCounted = { states: 200_000 }

/**
 * Whether every order that keeps the precedences is safe: then there are as many of the ones as of the others, also with as
 * few units as make a difference.
 */
export function isAllThatMatters(
  solution: Solution,
  precedences: readonly Precedence[],
  effort: Effort = effortWith(),
): boolean {
  const safe = countSafe(solution.space, solution.judge, effort.part(mostCounted))
  const keeping = countSafe(solution.space, precedenceJudge(solution, precedences), effort.part(mostCounted))
  return safe !== null && keeping !== null && safe.orders === keeping.orders
}

/** Says of steps whether they keep the precedences, and nothing else. */
function precedenceJudge({ problem, space, judge }: Solution, precedences: readonly Precedence[]): Judge {
  const { steps, stepOf, start, view } = judge
  const own = (axis: number, { units }: StepGroup) => {
    const { members = [], parts = [] } = problem.classes[axis] ?? {}
    return parts.findIndex(({ suffix }) => units.includes(`${members[0]}${suffix}`))
  }
  const placeOf = ({ places }: UnitClass, part: number, value: string) =>
    places.find(({ values }) => values[part] === value)?.at[part] ?? 0
  /** Whether the member that takes a step has one of a group still to come. */
  const isPendingFor = ({ axis, move }: JudgedStep, group: StepGroup) => {
    const part = own(axis, group)
    const unitClass = problem.classes[axis]
    if (part < 0 || unitClass === undefined) return false
    return (unitClass.places[move.from]?.at[part] ?? 0) <= placeOf(unitClass, part, group.from)
  }
  const isPending = (state: SpaceState, axis: number, group: StepGroup, mover: JudgedStep) => {
    const part = own(axis, group)
    const unitClass = problem.classes[axis]
    if (part < 0 || unitClass === undefined) return false
    const before = placeOf(unitClass, part, group.from)
    const { counts } = space.classes[axis]?.state(state[axis] ?? 0) ?? { counts: [] }
    return counts.some((count, place) => {
      const isMover = mover.axis === axis && mover.move.from === place && mover.move.part === part
      return count - (isMover ? 1 : 0) > 0 && (unitClass.places[place]?.at[part] ?? 0) <= before
    })
  }
  return {
    steps,
    stepOf,
    start,
    view,
    state: () => fine,
    step: (state, { axis, move }) => {
      const step = { axis, move, to: state, members: 1 }
      const { values = [] } = problem.classes[axis]?.places[move.to] ?? {}
      const isMeant = ({ after }: Precedence) =>
        own(axis, after) === move.part && values[move.part] === after.to
      const isBroken = precedences
        .filter(isMeant)
        .some(({ before, isOwn }) =>
          isOwn
            ? isPendingFor(step, before)
            : problem.classes.some((_, each) => isPending(state, each, before, step)),
        )
      return isBroken ? broken : fine
    },
  }
}
