/** Whether a step may be taken at all, whatever else there is. */

import { lookUp } from '#machines/look-up.ts'
import type { Scenario } from '../scenario/model.ts'
import type { RuleName } from './rule-name.ts'
import type { Finding } from './verdict.ts'

/** One unit taken from one value to another. */
export interface UnitChange {
  readonly kind: 'node' | 'level' | 'operation'
  /** The role of a node, or the name of the level. */
  readonly role: string
  readonly from: string
  readonly to: string
}

/**
 * Judges one change by itself: an upgrade that leaves releases out, or a way back that is none.
 *
 * @param isBack whether it is one of a way back, which no path has to lead along
 */
export function judgeChange(
  scenario: Scenario,
  { kind, role: name, from, to }: UnitChange,
  isBack = false,
): Finding[] {
  const fault = (rule: RuleName, reason: string, source: string | null): Finding[] => [
    { rule, severity: 'unsafe', reason, source, isAlways: true },
  ]
  if (kind === 'operation') return []
  if (kind === 'level') {
    const level = scenario.levels?.find((each) => each.name === name)
    if (level === undefined || level.isReversible) return []
    const isLower = level.values.indexOf(to) < level.values.indexOf(from)
    if (!isLower) return []
    return fault(
      `level ${level.name}`,
      `${level.name} cannot be lowered from ${from} to ${to} again`,
      level.source,
    )
  }
  const role = scenario.roles.find((each) => each.name === name)
  const releases = role?.releases.map((each) => each.name) ?? []
  const release = role?.releases.find((each) => each.name === from)
  if (release?.wayBack === 'none' && releases.indexOf(to) < releases.indexOf(from)) {
    const reason = `a ${name} that has run ${from} cannot go back to ${to}`
    return fault('way back', reason, release.source)
  }
  if (isBack || from === to || role?.edges === undefined) return []
  const ways = lookUp(role.edges, from) ?? []
  if (ways.includes(to)) return []
  return fault(
    `path ${name}`,
    ways.length === 0
      ? `no path leads from ${name} ${from} to another release`
      : `${name} ${from} can be upgraded to ${ways.join(' or ')}, not straight to ${to}`,
    release?.source ?? null,
  )
}
