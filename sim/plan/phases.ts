/**
 * A best way as phases: runs of steps that may be taken in any order among themselves.
 *
 * A phase takes all members of some classes from one place to another. It is allowed where every state in between is: the
 * box of all its partial steps. Of the ways with the fewest steps that with the fewest phases is taken, then that on
 * which least is lost.
 */
import type { Judge } from './judge.ts'
import type { PlanStep, StateVerdict } from './model.ts'
import type { Move, Problem } from './problem.ts'
import { isGoal, keyOf, type Space, type State } from './space.ts'

/** Members of a class that take the same move. */
export interface Jump {
  readonly axis: number
  readonly move: Move
  readonly members: number
  /** Whether these are all members that are there. */
  readonly isAll: boolean
}

export type Phase = readonly Jump[]

interface Reached {
  readonly state: State
  readonly steps: number
  readonly phases: number
  readonly losses: number
  readonly phase: Phase
  readonly before: Reached | null
}

/** Up to so many, every choice of the steps that are possible is tried for a phase. */
const fewJumps = 12

export interface Way {
  readonly phases: readonly Phase[]
  /** The state after each phase. */
  readonly states: readonly State[]
}

/**
 * Finds a best way from a state to the goal.
 *
 * @param isAlive whether a state may be passed at all; absent: whether it leads on is found out here
 */
export function bestWay(
  space: Space,
  judge: Judge,
  from: State,
  isAlive: (state: State) => boolean = () => true,
  passes: (verdict: StateVerdict) => boolean = (verdict) => verdict === 'safe',
): Way | null {
  const sizes = space.problem.classes.map(({ members }) => members.length)
  // Where a class was made smaller, all that are at a place stand for more.
  const weight = ({ axis, members, isAll }: Jump) =>
    isAll ? members + (sizes[axis] ?? 0) - (space.classes[axis]?.size ?? 0) : members
  const best = new Map<string, Reached>()
  const open: Reached[] = [{ state: from, steps: 0, phases: 0, losses: 0, phase: [], before: null }]
  best.set(keyOf(from), open[0] as Reached)
  while (open.length > 0) {
    const here = takeLeast(open)
    if (best.get(keyOf(here.state)) !== here) continue
    if (isGoal(space, here.state)) return wayOf(here)
    for (const { phase, state } of phasesFrom(space, judge, here.state, isAlive, passes)) {
      const reached: Reached = {
        state,
        steps: here.steps + phase.reduce((sum, jump) => sum + weight(jump), 0),
        phases: here.phases + 1,
        losses: here.losses + judge.state(state).losses.length,
        phase,
        before: here,
      }
      const known = best.get(keyOf(state))
      if (known !== undefined && !isLess(reached, known)) continue
      best.set(keyOf(state), reached)
      open.push(reached)
    }
  }
  return null
}

function isLess(a: Reached, b: Reached): boolean {
  if (a.steps !== b.steps) return a.steps < b.steps
  if (a.phases !== b.phases) return a.phases < b.phases
  return a.losses < b.losses
}

/** There are few: phases lead from one plain state to another. */
function takeLeast(open: Reached[]): Reached {
  let least = 0
  for (const [i, each] of open.entries()) if (isLess(each, open[least] as Reached)) least = i
  const [taken] = open.splice(least, 1)
  return taken as Reached
}

function wayOf(end: Reached): Way {
  const phases: Phase[] = []
  const states: State[] = []
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
  state: State,
  isAlive: (state: State) => boolean,
  passes: (verdict: StateVerdict) => boolean,
): Generator<{ phase: Phase; state: State }> {
  // The steps of a phase may be taken in any order, so that each of them leads on by itself.
  const jumps = jumpsFrom(space, state).flatMap((jump) => {
    const after = afterAll(space, judge, state, [jump], passes)
    return after !== null && isAlive(after) ? [{ jump, after }] : []
  })
  const chosen: Jump[] = []
  function* extend(first: number): Generator<{ phase: Phase; state: State }> {
    for (const [i, { jump, after: alone }] of jumps.entries()) {
      if (i < first) continue
      const isTaken = chosen.some(({ axis, move }) => axis === jump.axis && move.from === jump.move.from)
      if (isTaken) continue
      chosen.push(jump)
      const after = chosen.length === 1 ? alone : afterAll(space, judge, state, chosen, passes)
      const isOpen = after !== null && isAlive(after)
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
function jumpsFrom(space: Space, state: State): Jump[] {
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

/** So many members took each jump; and every state to which that can have led. */
interface Between {
  readonly taken: readonly number[]
  readonly states: Map<string, State>
}

/**
 * The state after a phase, where every order of its steps is safe and leads to the same one: each state in the box of its
 * partial steps, and each step between two of them. Null where not.
 */
function afterAll(
  space: Space,
  judge: Judge,
  start: State,
  jumps: readonly Jump[],
  passes: (verdict: StateVerdict) => boolean,
): State | null {
  // What rises by itself, and what is written, can depend on the order.
  const isPlain = start.length === space.classes.length
  let layer: Between[] = [{ taken: jumps.map(() => 0), states: new Map([[keyOf(start), start]]) }]
  for (;;) {
    const next = new Map<string, Between>()
    for (const { taken, states } of layer) {
      for (const state of states.values()) {
        if (!passes(judge.state(state).verdict)) return null
        for (const [i, jump] of jumps.entries()) {
          const before = taken[i] ?? 0
          if (before >= jump.members) continue
          if (!passes(judge.step(state, jump).verdict)) return null
          const after = taken.with(i, before + 1)
          const between = next.get(after.join()) ?? { taken: after, states: new Map() }
          next.set(after.join(), between)
          // By counts alone one way leads to the same state as any other.
          if (isPlain && between.states.size > 0) continue
          const to = stepBy(space, judge, state, jump, isPlain)
          between.states.set(keyOf(to), to)
        }
      }
    }
    if (next.size > 0) layer = [...next.values()]
    else {
      const ends = layer.flatMap(({ states }) => [...states.values()])
      return ends.length === 1 ? (ends[0] ?? null) : null
    }
  }
}

function stepBy(space: Space, judge: Judge, state: State, { axis, move }: Jump, isPlain: boolean): State {
  if (!isPlain)
    return judge.steps(state).find((each) => each.axis === axis && each.move === move)?.to ?? state
  const step = space.classes[axis]?.steps(state[axis] ?? 0).find((each) => each.move === move)
  return step === undefined ? state : state.with(axis, step.to)
}

/** Where each member of each class is. */
export type Positions = readonly (readonly number[])[]

export function startPositions({ classes }: Problem): number[][] {
  return classes.map(({ members }) => members.map(() => 0))
}

/**
 * The steps of a phase with the names of the units, and where everything is afterwards. A jump of all members of a class at
 * a place takes all that are there.
 *
 * @param positions where each member is; changed in place
 */
export function namePhase({ classes }: Problem, phase: Phase, positions: number[][]): PlanStep[] {
  const taken: { axis: number; member: number; move: Move }[] = []
  for (const { axis, move, members, isAll } of phase) {
    const places = positions[axis] ?? []
    const here = [...places.keys()].filter((member) => places[member] === move.from)
    for (const member of isAll ? here : here.slice(0, members)) taken.push({ axis, member, move })
  }
  return taken.map(({ axis, member, move }) => {
    const row = positions[axis]
    if (row) row[member] = move.to
    const own = classes[axis]
    return {
      unit: `${own?.members[member] ?? ''}${own?.parts[move.part]?.suffix ?? ''}`,
      role: own?.parts[move.part]?.role ?? '',
      from: own?.places[move.from]?.values[move.part] ?? '',
      to: own?.places[move.to]?.values[move.part] ?? '',
    }
  })
}
