/**
 * The mixed states of a problem: how many members of each class are at which of its places. States are made as they are
 * asked for. A class may be given fewer members than it has where no rule depends on their number.
 */

import { remembers } from '../../rules/remembered-offers.ts'
import type { Level } from '../../scenario/model.ts'
import { waysToStand } from '../../scenario/order/count-orders.ts'
import { keepsData } from '../../scenario/release.ts'
import type { Problem, UnitClass, UnitMove } from './problem.ts'

/** How many members of a class are at each of its places, as one number; and what can become of that. */
interface ClassState {
  readonly counts: readonly number[]
  /** How many steps lead here. */
  readonly rank: number
}

export interface ClassStep {
  readonly move: UnitMove
  readonly to: number
  /** How many members can take it. */
  readonly members: number
}

interface ClassSpace {
  readonly unitClass: UnitClass
  readonly size: number
  readonly start: number
  readonly goal: number
  readonly state: (index: number) => ClassState
  readonly steps: (index: number) => readonly ClassStep[]
  readonly find: (counts: readonly number[]) => number
}

/** Sets of names, each as one number. */
interface Sets {
  readonly at: (index: number) => ReadonlySet<string>
  readonly find: (names: ReadonlySet<string>) => number
}

export interface Space {
  readonly problem: Problem
  readonly classes: readonly ClassSpace[]
  /** The levels that rise by themselves. */
  readonly rising: readonly Level[]
  /** What was written, where that depends on the way; null where it follows from where everything is. */
  readonly written: Sets | null
  /** What dialers remember of refusals; null where none remembers any. */
  readonly memory: Sets | null
  readonly start: SpaceState
  readonly goal: SpaceState
  /** For how many steps one counts that is looked at: where there are many classes, to judge one takes as long as several. */
  readonly breadth: number
}

/**
 * For each class the number of its state; then, for each level that rises by itself, the place of its value; then the numbers
 * of two sets: of the forms in which data was written, and of what dialers remember, 0 where the space has none.
 */
export type SpaceState = readonly number[]

/** Members that are under way: they have left one place and are not at the other. A state without them has fewer members. */
export type Down = readonly { readonly axis: number; readonly move: UnitMove; readonly members: number }[]

export const nobodyDown: Down = []

/** Where the levels that rise by themselves stand in a state, in their order. */
export function risenIn({ classes, rising }: Space, state: SpaceState): readonly string[] {
  return rising.map(({ values }, i) => values[state[classes.length + i] ?? 0] ?? '')
}

/** The state with these levels and sets in place of its own. */
export function withRest(
  { classes, rising }: Space,
  state: SpaceState,
  { levels, written, memory }: { levels?: readonly number[]; written?: number; memory?: number },
): SpaceState {
  const own = state.slice(classes.length, classes.length + rising.length)
  return [
    ...state.slice(0, classes.length),
    ...(levels ?? own),
    written ?? state.at(-2) ?? 0,
    memory ?? state.at(-1) ?? 0,
  ]
}

/** The forms in which data was written by the time of a state. */
export function writtenIn({ written, problem }: Space, state: SpaceState): ReadonlySet<string> {
  return written?.at(state.at(-2) ?? 0) ?? problem.written
}

const nothing: ReadonlySet<string> = new Set()

/** What dialers may remember in a state, as of `remembered-offers.ts`. */
export function rememberedIn({ memory }: Space, state: SpaceState): ReadonlySet<string> {
  return memory?.at(state.at(-1) ?? 0) ?? nothing
}

export const keyOf = (state: SpaceState): string => state.join()

/**
 * The space of a problem with this many members of each class, or with all of them.
 *
 * @param isExact whether it tells states apart by what was written on the way also where that breaks nothing, so that every
 *   loss of it is seen
 */
export function spaceOf(
  problem: Problem,
  sizes: readonly number[] = problem.classes.map(({ members }) => members.length),
  isExact = false,
): Space {
  const classes = problem.classes.map((unitClass, i) => classSpace(unitClass, sizes[i] ?? 1))
  const rising = (problem.scenario.levels ?? []).filter(({ raised }) => raised === 'automatically')
  const risen = rising.map(({ name, values }) => values.indexOf(problem.risen.get(name) ?? ''))
  const written = (isExact || problem.keep.has('readable')) && hasWays(problem) ? sets() : null
  const memory = remembers(problem.scenario) ? sets() : null
  return {
    problem,
    classes,
    rising,
    written,
    memory,
    start: [
      ...classes.map(({ start }) => start),
      ...risen,
      written?.find(problem.written) ?? 0,
      memory?.find(nothing) ?? 0,
    ],
    // Where automatic levels end is found on the way.
    goal: classes.map(({ goal }) => goal),
    breadth: 1 + Math.floor(classes.length / classesAsFast),
  }
}

/** So many classes are judged about as fast as one. */
const classesAsFast = 8

/**
 * Whether what was written matters and depends on the way: where a unit may leave values of its path out, or where levels
 * decide what a release writes, so that it matters which of both was there when.
 */
function hasWays({ scenario: { roles }, isStraight }: Problem): boolean {
  const releases = roles.flatMap((role) => role.releases)
  return keepsData(releases) && (!isStraight || releases.some(({ with: others = [] }) => others.length > 0))
}

function sets(): Sets {
  const all: ReadonlySet<string>[] = []
  const known = new Map<string, number>()
  return {
    at: (index) => all[index] ?? nothing,
    find(names) {
      const key = JSON.stringify([...names].toSorted())
      const index = known.get(key) ?? all.push(new Set(names)) - 1
      known.set(key, index)
      return index
    },
  }
}

/** Whether a step of this class takes a node down. */
export function isNodeMove({ classes }: Space, axis: number): boolean {
  return classes[axis]?.unitClass.kind === 'node'
}

/** Whether where the members of a space are says all of it. */
export function isPlain({ rising, written, memory }: Space): boolean {
  return rising.length === 0 && written === null && memory === null
}

/** Whether every unit is at its goal. */
export function isGoal({ goal }: Space, state: SpaceState): boolean {
  return goal.every((index, i) => state[i] === index)
}

function classSpace(unitClass: UnitClass, size: number): ClassSpace {
  const { places, moves } = unitClass
  const states: ClassState[] = []
  const known = new Map<string, number>()
  const steps: (readonly ClassStep[])[] = []
  const find = (counts: readonly number[]) => {
    const key = counts.join()
    const index = known.get(key)
    if (index !== undefined) return index
    const rank = counts.reduce((sum, count, place) => sum + count * (places[place]?.rank ?? 0), 0)
    states.push({ counts, rank })
    known.set(key, states.length - 1)
    return states.length - 1
  }
  const at = (place: number) => find(places.map((_, i) => (i === place ? size : 0)))
  const state = (index: number) => states[index] ?? { counts: [], rank: 0 }
  return {
    unitClass,
    size,
    start: at(0),
    goal: at(places.length - 1),
    state,
    find,
    steps(index) {
      const made = steps[index]
      if (made !== undefined) return made
      const { counts } = state(index)
      const found = moves.flatMap((move): ClassStep[] => {
        const members = counts[move.from] ?? 0
        if (members === 0) return []
        const next = [...counts]
        next[move.from] = members - 1
        next[move.to] = (next[move.to] ?? 0) + 1
        return [{ move, to: find(next), members }]
      })
      steps[index] = found
      return found
    },
  }
}

/** How many mixed states there are at most. */
export function sizeOf({ classes }: Space): number {
  return classes.reduce(
    (product, { size, unitClass }) => product * waysToStand(size, unitClass.places.length),
    1,
  )
}
