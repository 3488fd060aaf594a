/** Where each unit is, by its name, while units that nothing tells apart are only counted. */
import type { Phase } from './box.ts'
import type { PlanStep } from './model.ts'
import type { Move, Problem } from './problem.ts'

/** Where each member of each class is. */
export type Positions = readonly (readonly number[])[]

export function startPositions({ classes }: Problem): number[][] {
  return classes.map(({ members }) => members.map(() => 0))
}

/**
 * The steps of a phase with the names of the units, and where everything is afterwards.
 *
 * @param positions where each member is; changed in place
 */
export function namePhase({ classes }: Problem, phase: Phase, positions: number[][]): PlanStep[] {
  const taken: { axis: number; member: number; move: Move }[] = []
  for (const { axis, move, members, skips = 0 } of phase) {
    const places = positions[axis] ?? []
    const here = [...places.keys()].filter((member) => member >= skips && places[member] === move.from)
    for (const member of here.slice(0, members)) taken.push({ axis, member, move })
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
