/** Where each unit is, by its name, while units that nothing tells apart are only counted. */

import type { PlanStep } from '../../scenario/order/units.ts'
import type { ClassMove } from '../space/on-the-way.ts'
import type { Problem, UnitClass, UnitMove } from '../space/problem.ts'
import type { Phase } from './box.ts'

/** Where each member of each class is at first: by class and member, the number of its place. */
export function startPositions({ classes }: Problem): number[][] {
  return classes.map(({ members }) => members.map(() => 0))
}

/**
 * The steps of a phase with the names of the units, and where everything is afterwards.
 *
 * @param positions where each member is; changed in place
 */
export function namePhase({ classes }: Problem, phase: Phase, positions: number[][]): PlanStep[] {
  const taken: { axis: number; member: number; move: UnitMove }[] = []
  for (const { axis, move, members, skips = 0 } of phase) {
    const places = positions[axis] ?? []
    const here = [...places.keys()].filter((member) => member >= skips && places[member] === move.from)
    for (const member of here.slice(0, members)) taken.push({ axis, member, move })
  }
  return taken.map(({ axis, member, move }) => {
    const row = positions[axis]
    if (row) row[member] = move.to
    const own = classes[axis]
    if (own === undefined) throw new Error(`There is no class ${axis}`)
    return nameStep(own, move, own.members[member] ?? '')
  })
}

/**
 * The step of a unit from where its member is, which is moved.
 *
 * @param positions where each member is; changed in place
 * @param at which unit it is; undefined where there is none of its name
 * @param to the value that it goes to
 * @returns null where that is not its next one
 */
export function moveOf(
  { classes }: Problem,
  positions: readonly number[][],
  at: UnitPlace | undefined,
  to: string,
): ClassMove | null {
  if (at === undefined) return null
  const { axis, member, part } = at
  const row = positions[axis] ?? []
  const own = classes[axis]
  const move = own?.moves.find((each) => {
    return each.part === part && each.from === row[member] && own.places[each.to]?.values[part] === to
  })
  if (move === undefined) return null
  row[member] = move.to
  return { axis, move }
}

/** What an order does, step by step, as far as each is the next one of its unit. */
export function movesOf(problem: Problem, steps: readonly PlanStep[]): ClassMove[] {
  const positions = startPositions(problem)
  const places = placesOf(problem)
  return steps.flatMap(({ unit, to }) => moveOf(problem, positions, places.get(unit), to) ?? [])
}

/** Which part of which member of which class each unit is. */
export interface UnitPlace {
  readonly axis: number
  readonly member: number
  readonly part: number
}

/** Each unit's place, by its name. */
export function placesOf({ classes }: Problem): ReadonlyMap<string, UnitPlace> {
  const places = new Map<string, UnitPlace>()
  for (const [axis, { members, parts }] of classes.entries()) {
    for (const [part, { suffix }] of parts.entries()) {
      for (const [member, name] of members.entries()) places.set(`${name}${suffix}`, { axis, member, part })
    }
  }
  return places
}

/** A step of one member of a class, by the names of people. */
export function nameStep(own: UnitClass, { from, to, part }: UnitMove, member: string): PlanStep {
  return {
    unit: `${member}${own.parts[part]?.suffix ?? ''}`,
    role: own.parts[part]?.role ?? '',
    from: own.places[from]?.values[part] ?? '',
    to: own.places[to]?.values[part] ?? '',
  }
}
