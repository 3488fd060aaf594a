/** What every safe order has in common: which steps come before which. */

import type { Precedence, StepGroup } from './model.ts'
import { sayPrecedence } from './say-precedence.ts'
import type { ExploredSpace } from './search/explore.ts'
import type { Problem, UnitClass, UnitMove } from './space/problem.ts'
import type { Space, SpaceState } from './space/space.ts'

/** One step along the path of one part of a class: from one value to the next. */
interface ClassMove {
  readonly axis: number
  readonly part: number
  /** How far along its way a member's part is before the step. */
  readonly at: number
}

/**
 * The precedences that all safe orders share, without those that follow from others. `every A before any B` holds where no
 * safe order takes a B-step while the A-step of any member is still to come; `each A before its own B` where none takes a
 * B-step of a member whose own A-step is.
 */
export function precedencesOf(space: Space, explored: ExploredSpace): Precedence[] {
  const { problem } = space
  const moves = problem.classes.flatMap(({ parts, places }, axis) =>
    parts.flatMap((_, part) => {
      const last = Math.max(...places.map(({ at }) => at[part] ?? 0))
      return Array.from({ length: last }, (__, at): ClassMove => ({ axis, part, at }))
    }),
  )
  const broken = new Set<string>()
  const brokenByOwn = new Set<string>()
  for (const node of explored.nodes) {
    if (!node.alive) continue
    for (const { step, to } of node.edges) {
      if (!to.alive) continue
      const after = moveOf(problem, step.axis, step.move)
      for (const before of moves) {
        if (isPending(space, node.state, before, step)) broken.add(keyOf(before, after))
        if (isOwnPending(space, before, step)) brokenByOwn.add(keyOf(before, after))
      }
    }
  }
  // One member takes its own steps one after the other in any case.
  const isAlone = ({ axis }: ClassMove) => problem.classes[axis]?.members.length === 1
  const holds = (before: ClassMove, after: ClassMove) =>
    !isOrdered(before, after) &&
    !(isSamePart(before, after) && isAlone(before)) &&
    !broken.has(keyOf(before, after))
  const holdsForOwn = (before: ClassMove, after: ClassMove) =>
    before.axis === after.axis && before.part !== after.part && !brokenByOwn.has(keyOf(before, after))
  const follows = (a: ClassMove, b: ClassMove) => holdsForOwn(a, b) || isEarlier(a, b)
  const isSaid = (a: ClassMove, b: ClassMove) =>
    !moves.some(
      (between) =>
        between !== a &&
        between !== b &&
        // Along one path, and of one member, it only follows where the other half is said of all.
        ((holds(a, between) && (holds(between, b) || follows(between, b))) ||
          (follows(a, between) && holds(between, b))),
    )
  const isSaidOfOwn = (a: ClassMove, b: ClassMove) =>
    !moves.some(
      (between) =>
        between !== a &&
        between !== b &&
        ((holdsForOwn(a, between) && follows(between, b)) ||
          (isEarlier(a, between) && holdsForOwn(between, b))),
    )
  return moves.flatMap((before) =>
    moves.flatMap((after): Precedence[] => {
      if (after === before) return []
      const isOwn = !holds(before, after)
      const isHere = isOwn ? holdsForOwn(before, after) && isSaidOfOwn(before, after) : isSaid(before, after)
      if (!isHere) return []
      const groups = {
        before: groupOf(problem, before),
        after: groupOf(problem, after),
        ...(isOwn && { isOwn }),
      }
      return [{ ...groups, text: sayPrecedence(problem.scenario, problem.units, groups) }]
    }),
  )
}

const keyOf = (a: ClassMove, b: ClassMove) => `${a.axis}.${a.part}.${a.at} ${b.axis}.${b.part}.${b.at}`

/** Of one part: a member takes the one after the other in any case, or the other way round in none. */
const isSamePart = (a: ClassMove, b: ClassMove) => a.axis === b.axis && a.part === b.part

/** Nothing is said of members of one class that take the same step, nor of one step before an earlier one. */
const isOrdered = (a: ClassMove, b: ClassMove) => isSamePart(a, b) && a.at >= b.at

const isEarlier = (a: ClassMove, b: ClassMove) => isSamePart(a, b) && a.at < b.at

function moveOf({ classes }: Problem, axis: number, { from, part }: UnitMove): ClassMove {
  return { axis, part, at: classes[axis]?.places[from]?.at[part] ?? 0 }
}

/** Whether a member, other than the one that takes the step, has this move still to come. */
function isPending(
  { classes }: Space,
  state: SpaceState,
  { axis, part, at }: ClassMove,
  step: { readonly axis: number; readonly move: UnitMove },
): boolean {
  const own = classes[axis]
  if (own === undefined) return false
  const { counts } = own.state(state[axis] ?? 0)
  return counts.some((count, place) => {
    const isMover = step.axis === axis && step.move.from === place
    // Of itself it is only asked for another part than the one that moves.
    const others = isMover && step.move.part === part ? count - 1 : count
    return others > 0 && (own.unitClass.places[place]?.at[part] ?? 0) <= at
  })
}

/** Whether the member that takes a step has this move of another part of it still to come. */
function isOwnPending(
  { classes }: Space,
  { axis, part, at }: ClassMove,
  step: { readonly axis: number; readonly move: UnitMove },
): boolean {
  const place = classes[axis]?.unitClass.places[step.move.from]
  return step.axis === axis && step.move.part !== part && (place?.at[part] ?? 0) <= at
}

function groupOf({ classes }: Problem, { axis, part, at }: ClassMove): StepGroup {
  const own = classes[axis] as UnitClass
  const value = (along: number) => own.places.find((place) => place.at[part] === along)?.values[part] ?? ''
  const { suffix, role } = own.parts[part] ?? { suffix: '', role: '' }
  return {
    role,
    units: own.members.map((member) => `${member}${suffix}`),
    from: value(at),
    to: value(at + 1),
  }
}
