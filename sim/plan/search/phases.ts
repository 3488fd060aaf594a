/**
 * A best way as phases: runs of steps that may be taken in any order among themselves.
 *
 * A phase takes members of some classes from one place to another. It is allowed where every state in between is: the box of
 * all its partial steps. Of the ways that are given the one with the fewest phases is taken, then that on which least is lost.
 */

import type { Effort } from '../space/effort.ts'
import type { Judge } from '../space/judge.ts'
import type { UnitClass } from '../space/problem.ts'
import { isGoal, keyOf, type Space, type SpaceState } from '../space/space.ts'
import { afterAll, type Jump, type Phase } from './box.ts'

interface Reached {
  readonly state: SpaceState
  readonly phases: number
  /** With how many phases at least the goal is reached this way. */
  readonly least: number
  readonly losses: number
  readonly phase: Phase
  readonly before: Reached | null
}

/** Up to so many, every choice of the steps that are possible is tried for a phase. */
const fewJumps = 12

export interface Way {
  readonly phases: readonly Phase[]
  /** The state after each phase. */
  readonly states: readonly SpaceState[]
}

/**
 * Finds a best way from a state to the goal. All ways that are given have to be of the same length.
 *
 * @param leads whether a phase from one state to another lies on a way to the goal
 * @param effort how far it goes; null where that is not far enough
 */
export function bestWay(
  space: Space,
  judge: Judge,
  from: SpaceState,
  leads: (from: SpaceState, to: SpaceState, phase: Phase) => boolean,
  effort: Effort,
): Way | null {
  const left = phasesLeft(space)
  const start: Reached = { state: from, phases: 0, least: left(from), losses: 0, phase: [], before: null }
  const best = new Map<string, Reached>([[keyOf(from), start]])
  const open: Reached[] = [start]
  while (open.length > 0) {
    const here = takeLeast(open)
    if (best.get(keyOf(here.state)) !== here) continue
    if (isGoal(space, here.state)) return wayOf(here)
    for (const { phase, state } of phasesFrom(space, judge, here.state, leads, effort)) {
      const phases = here.phases + 1
      const losses = here.losses + judge.state(state).losses.length
      const least = phases + left(state)
      const reached: Reached = { state, phases, least, losses, phase, before: here }
      const known = best.get(keyOf(state))
      if (known !== undefined && !isLess(reached, known)) continue
      best.set(keyOf(state), reached)
      open.push(reached)
    }
  }
  return null
}

/** Fewer phases first, those to come among them; then less that is lost; then what is nearer to the goal. */
function isLess(a: Reached, b: Reached): boolean {
  if (a.least !== b.least) return a.least < b.least
  if (a.losses !== b.losses) return a.losses < b.losses
  return a.phases > b.phases
}

/** How many phases there are at least from a state to the goal: as many as any one member has steps before it. */
function phasesLeft({ classes }: Space): (state: SpaceState) => number {
  const distances = classes.map(({ unitClass }) => distancesOf(unitClass))
  return (state) =>
    Math.max(
      0,
      ...classes.flatMap(({ state: at }, axis) =>
        at(state[axis] ?? 0).counts.map((count, place) => (count > 0 ? (distances[axis]?.[place] ?? 0) : 0)),
      ),
    )
}

/** How few steps lead from each place of a class to its last one; without end where none do. */
export function distancesOf({ places, moves }: UnitClass): readonly number[] {
  const distances = places.map((_, place) => (place === places.length - 1 ? 0 : Number.POSITIVE_INFINITY))
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (const { from, to } of moves) {
      const over = (distances[to] ?? 0) + 1
      if (over >= (distances[from] ?? 0)) continue
      distances[from] = over
      isChanged = true
    }
  }
  return distances
}

function takeLeast(open: Reached[]): Reached {
  let least = 0
  for (const [i, each] of open.entries()) if (isLess(each, open[least] as Reached)) least = i
  const [taken] = open.splice(least, 1)
  return taken as Reached
}

function wayOf(end: Reached): Way {
  const phases: Phase[] = []
  const states: SpaceState[] = []
  for (let here: Reached | null = end; here?.before; here = here.before) {
    phases.unshift(here.phase)
    states.unshift(here.state)
  }
  return { phases, states }
}

/** Every phase that may be taken from a state. Those that hold another one come after it. */
function* phasesFrom(
  space: Space,
  judge: Judge,
  state: SpaceState,
  leads: (from: SpaceState, to: SpaceState, phase: Phase) => boolean,
  effort: Effort,
): Generator<{ phase: Phase; state: SpaceState }> {
  // The steps of a phase may be taken in any order, so that each of them leads on by itself.
  const jumps = jumpsFrom(space, state).flatMap((jump) => {
    const after = afterAll(space, judge, state, [jump], effort)
    return after !== null && leads(state, after, [jump]) ? [{ jump, after }] : []
  })
  const chosen: Jump[] = []
  function* extend(first: number): Generator<{ phase: Phase; state: SpaceState }> {
    for (const [i, { jump, after: alone }] of jumps.entries()) {
      if (i < first) continue
      const isTaken = chosen.some(({ axis, move }) => axis === jump.axis && move.from === jump.move.from)
      if (isTaken) continue
      chosen.push(jump)
      const after = chosen.length === 1 ? alone : afterAll(space, judge, state, chosen, effort)
      const isOpen = after !== null && leads(state, after, chosen)
      if (isOpen) {
        yield { phase: [...chosen], state: after }
        yield* extend(i + 1)
      }
      // Of many steps not every choice is tried: what can be added is.
      if (isOpen && jumps.length > fewJumps) break
      chosen.pop()
    }
  }
  yield* extend(0)
}

/** All members at a place; and a few of them, where others have to stay for a while. */
function jumpsFrom(space: Space, state: SpaceState): Jump[] {
  return space.classes.flatMap(({ steps }, axis) =>
    steps(state[axis] ?? 0).flatMap(({ move, members }): Jump[] => {
      const few = [members - 1, 3, 2, 1].filter((count, i, counts) => {
        return count > 0 && count < members && counts.indexOf(count) === i
      })
      return [
        { axis, move, members, isAll: true },
        ...few.map((count) => ({ axis, move, members: count, isAll: false })),
      ]
    }),
  )
}
