/**
 * The mixed states of a problem: how many members of each class are at which of its places. States are made as they are
 * asked for. A class may be given fewer members than it has where no rule depends on their number.
 */
import { lookUp } from '#machines/look-up.ts'
import type { Move, Problem, UnitClass } from './problem.ts'

/** How many members of a class are at each of its places, as one number; and what can become of that. */
export interface ClassState {
  readonly counts: readonly number[]
  /** How many steps lead here. */
  readonly rank: number
}

export interface ClassStep {
  readonly move: Move
  readonly to: number
  /** How many members can take it. */
  readonly members: number
}

export interface ClassSpace {
  readonly unitClass: UnitClass
  readonly size: number
  readonly start: number
  readonly goal: number
  readonly state: (index: number) => ClassState
  readonly steps: (index: number) => readonly ClassStep[]
  readonly find: (counts: readonly number[]) => number
}

/** Sets of forms of data, each as one number. */
export interface FormSets {
  readonly at: (index: number) => ReadonlySet<string>
  readonly find: (forms: ReadonlySet<string>) => number
}

export interface Space {
  readonly problem: Problem
  readonly classes: readonly ClassSpace[]
  /** What was written, where that depends on the way; null where it follows from where everything is. */
  readonly written: FormSets | null
  readonly start: State
  readonly goal: State
}

/**
 * For each class the number of its state; then, for each automatic level, the place of its value; then, where that depends
 * on the way, the number of the set of forms in which data was written.
 */
export type State = readonly number[]

export const keyOf = (state: State): string => state.join()

/** The space of a problem with this many members of each class, or with all of them. */
export function spaceOf(
  problem: Problem,
  sizes: readonly number[] = problem.classes.map(({ members }) => members.length),
): Space {
  const classes = problem.classes.map((unitClass, i) => classSpace(unitClass, sizes[i] ?? 1))
  const levels = (problem.scenario.levels ?? []).filter(({ name }) => Object.hasOwn(problem.risen, name))
  const risen = levels.map(({ name, values }) => values.indexOf(lookUp(problem.risen, name) ?? ''))
  const written = hasWays(problem) ? formSets() : null
  const forms = written === null ? [] : [written.find(problem.written)]
  return {
    problem,
    classes,
    written,
    start: [...classes.map(({ start }) => start), ...risen, ...forms],
    // Where automatic levels end is found on the way.
    goal: classes.map(({ goal }) => goal),
  }
}

/**
 * Whether what was written matters and depends on the way: where a unit may leave values of its path out, or where levels
 * decide what a release writes, so that it matters which of both was there when.
 */
function hasWays({ scenario: { roles }, keep, isStraight }: Problem): boolean {
  if (!keep.has('readable')) return false
  const releases = roles.flatMap((role) => role.releases)
  const isWritten = releases.some(({ data, with: others = [] }) => data ?? others.some((each) => each.data))
  return isWritten && (!isStraight || releases.some(({ with: others = [] }) => others.length > 0))
}

function formSets(): FormSets {
  const sets: ReadonlySet<string>[] = []
  const known = new Map<string, number>()
  return {
    at: (index) => sets[index] ?? new Set(),
    find(forms) {
      const key = JSON.stringify([...forms].toSorted())
      const index = known.get(key) ?? sets.push(new Set(forms)) - 1
      known.set(key, index)
      return index
    },
  }
}

/** Whether every unit is at its goal. */
export function isGoal({ goal }: Space, state: State): boolean {
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
    (product, { size, unitClass }) =>
      product * combinations(size + unitClass.places.length - 1, unitClass.places.length - 1),
    1,
  )
}

function combinations(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * (n - i + 1)) / i
  return Math.round(result)
}
