/** Whether a step of a class may be taken at all, whatever else there is. */

import { judgeChange } from '../../rules/steps.ts'
import type { Finding } from '../../rules/verdict.ts'
import type { Problem, UnitClass, UnitMove } from './problem.ts'

/** Judges one step of a class by itself: an upgrade that leaves releases out, or a way back that is none. */
export function judgeMove(
  { scenario, isBack }: Problem,
  unitClass: UnitClass | undefined,
  move: UnitMove,
): Finding[] {
  const part = unitClass?.parts[move.part]
  const [from = '', to = ''] = [move.from, move.to].map(
    (place) => unitClass?.places[place]?.values[move.part],
  )
  if (unitClass === undefined || part === undefined) return []
  const kind = unitClass.kind === 'node' && move.part > 0 ? 'level' : unitClass.kind
  return judgeChange(scenario, { kind, role: part.role, from, to }, isBack)
}
