/** What a step is about, and which way it goes: what it is called follows from that, in a runbook and in the page. */
import type { Scenario } from '../model.ts'
import { isOfCluster } from '../switches.ts'
import type { PlanStep } from './units.ts'

export interface StepKind {
  /** `setting`: a level in the configuration of one node. */
  readonly of: 'release' | 'level' | 'setting' | 'operation'
  /** Whether it leads to an older release, or a lower value. */
  readonly isBack: boolean
}

export function kindOfStep(
  { roles, levels = [], operations = [] }: Pick<Scenario, 'roles' | 'levels' | 'operations'>,
  { role, from, to }: Pick<PlanStep, 'role' | 'from' | 'to'>,
): StepKind {
  if (operations.some(({ name }) => name === role)) return { of: 'operation', isBack: false }
  const level = levels.find(({ name }) => name === role)
  const releases = roles.find(({ name }) => name === role)?.releases.map(({ name }) => name)
  const values = level?.values ?? releases ?? []
  const isBack = values.indexOf(to) < values.indexOf(from)
  if (level === undefined) return { of: 'release', isBack }
  return { of: isOfCluster(level) ? 'level' : 'setting', isBack }
}
