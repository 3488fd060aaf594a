/** Whether a step may be taken at all, whatever else there is. */

import { lookUp } from '#machines/look-up.ts'
import type { Finding } from '../../verdict.ts'
import type { Move, Problem, UnitClass } from '../problem.ts'

/** Judges one step of a class by itself: an upgrade that leaves releases out, or a way back that is none. */
export function judgeMove(
  { scenario, isBack }: Problem,
  unitClass: UnitClass | undefined,
  move: Move,
): Finding[] {
  const part = unitClass?.parts[move.part]
  const [from = '', to = ''] = [move.from, move.to].map(
    (place) => unitClass?.places[place]?.values[move.part],
  )
  if (unitClass === undefined || part === undefined) return []
  const fault = (rule: string, reason: string, source: string | null): Finding[] => [
    { rule, severity: 'unsafe', reason, source, isAlways: true },
  ]
  if (unitClass.kind === 'operation') return []
  const level = scenario.levels?.find(({ name }) => name === part.role)
  const isLevel = unitClass.kind === 'level' || move.part > 0
  if (isLevel) {
    if (level === undefined || level.isReversible) return []
    const isLower = level.values.indexOf(to) < level.values.indexOf(from)
    if (!isLower) return []
    return fault(
      `level ${level.name}`,
      `${level.name} cannot be lowered from ${from} to ${to} again`,
      level.source,
    )
  }
  const role = scenario.roles.find(({ name }) => name === part.role)
  const releases = role?.releases.map(({ name }) => name) ?? []
  const release = role?.releases.find(({ name }) => name === from)
  if (release?.isFinal && releases.indexOf(to) < releases.indexOf(from)) {
    const reason = `a ${part.role} that has run ${from} cannot go back to ${to}`
    return fault('way back', reason, release.source)
  }
  if (isBack || role?.edges === undefined || lookUp(role.edges, from)?.includes(to)) return []
  const allowed = lookUp(role.edges, from)?.join(' or ') || 'nothing'
  return fault(
    `path ${part.role}`,
    `${part.role} ${from} can be upgraded to ${allowed}, not straight to ${to}`,
    release?.source ?? null,
  )
}
