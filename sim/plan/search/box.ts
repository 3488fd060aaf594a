/**
 * Phases: steps of which every order is safe. Members that take the same step are counted, and where their number makes no
 * difference not every number is looked at.
 */

import type { Effort } from '../space/effort.ts'
import { capOf, type Judge } from '../space/judge.ts'
import type { UnitMove } from '../space/problem.ts'
import { isPlain, keyOf, type Space, type SpaceState } from '../space/space.ts'

/** Members of a class that take the same move. */
export interface Jump {
  readonly axis: number
  readonly move: UnitMove
  readonly members: number
  /** Whether these are all members that are there. */
  readonly isAll: boolean
  /** How many of the first members of the class do not take it, whether they are there or not. Absent: none. */
  readonly skips?: number
}

export type Phase = readonly Jump[]

/**
 * A box with more states is no phase: whoever walks it would have to walk through each of them, with some under way. Four kinds of
 * eight nodes, and thirteen nodes of which each is by itself, are within it.
 */
const mostBetween = 8_192

/** How far each jump is taken, by its place among the numbers that are looked at; and every state to which that can lead. */
interface Between {
  readonly taken: readonly number[]
  readonly states: Map<string, SpaceState>
}

/**
 * The state after a phase, where every order of its steps is safe and leads to the same one: each state in the box of its
 * partial steps, and each step between two of them. Null where not, and where the box is too large to be looked at.
 */
export function afterAll(
  space: Space,
  judge: Judge,
  start: SpaceState,
  jumps: Phase,
  effort: Effort,
): SpaceState | null {
  // What rises by itself, and what is written, can depend on the order.
  const plain = isPlain(space)
  const numbers = jumps.map((jump) => numbersOf(space, jump))
  if (numbers.reduce((product, { length }) => product * length, 1) > mostBetween) return null
  let layer: Between[] = [{ taken: jumps.map(() => 0), states: new Map([[keyOf(start), start]]) }]
  for (;;) {
    const next = new Map<string, Between>()
    for (const { taken, states } of layer) {
      for (const state of states.values()) {
        effort.look(jumps.length * space.breadth)
        if (effort.met() !== null) return null
        if (judge.state(state).verdict !== 'safe') return null
        for (const [i, jump] of jumps.entries()) {
          const place = taken[i] ?? 0
          const [before = 0, more] = [numbers[i]?.[place], numbers[i]?.[place + 1]]
          if (more === undefined) continue
          if (judge.step(state, jump).verdict !== 'safe') return null
          const after = taken.with(i, place + 1)
          const between = next.get(after.join()) ?? { taken: after, states: new Map() }
          next.set(after.join(), between)
          // By counts alone one way leads to the same state as any other.
          if (plain && between.states.size > 0) continue
          const to = stepBy(space, judge, state, jump, more - before, plain)
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

/** How many members can have taken a jump, as far as the number makes a difference: none first, all last. */
function numbersOf({ problem }: Space, { axis, members }: Jump): readonly number[] {
  const all = Array.from({ length: members + 1 }, (_, number) => number)
  const cap = capOf(problem, axis)
  // In between as many are at either place as are ever told apart.
  return cap === undefined ? all : all.filter((number) => number <= cap + 1 || number >= members - cap - 1)
}

/** The state after so many members took a move one after the other. What the first of them does beside, others do not do again. */
function stepBy(
  space: Space,
  judge: Judge,
  state: SpaceState,
  { axis, move }: Jump,
  members: number,
  plain: boolean,
): SpaceState {
  const own = space.classes[axis]
  const step = plain ? undefined : judge.stepOf(state, { axis, move })
  if (own === undefined) return state
  const { counts } = own.state(state[axis] ?? 0)
  const next = counts.with(move.from, (counts[move.from] ?? 0) - members)
  next[move.to] = (next[move.to] ?? 0) + members
  return (step?.to ?? state).with(axis, own.find(next))
}
