/** Precedences in words. */
import type { Scenario } from '../scenario/model.ts'
import { sayList } from '../words.ts'
import type { StepGroup, Unit } from './model.ts'

/** `every client before any server`, with the releases where a role takes several steps. */
export function sayPrecedence(
  scenario: Scenario,
  units: readonly Unit[],
  before: StepGroup,
  after: StepGroup,
): string {
  return `${sayGroup(scenario, units, before, 'every')} before ${sayGroup(scenario, units, after, 'any')}`
}

/** The units of a step, as many as there are: `every client`, `server s1`, `fcv to 7.0`, `every ibp to 3.9`. */
export function sayGroup(
  scenario: Scenario,
  all: readonly Unit[],
  { role, units, to }: StepGroup,
  each: 'every' | 'any',
): string {
  const ofRole = all.filter((unit) => unit.role === role)
  const isNode = ofRole.some(({ kind }) => kind === 'node')
  const isAll = units.length === ofRole.length
  const some = `${each === 'every' ? 'all of' : 'any of'} ${sayList(units)}`
  const several = isAll ? `${each} ${role}` : some
  const one = isNode ? `${role} ${units[0]}` : (units[0] ?? role)
  const who = units.length === 1 ? one : several
  const takesOne = ofRole.every(({ path }) => path.length === 2)
  return isNode && takesOne ? who : sayTo(scenario, who, role, to)
}

function sayTo({ operations = [] }: Scenario, who: string, role: string, to: string): string {
  if (operations.some(({ name }) => name === role))
    return to === 'running' ? `the start of ${who}` : `the end of ${who}`
  return `${who} to ${to}`
}
