/** Precedences in words. */
import type { Scenario } from '../scenario/model.ts'
import { sayList } from '../words.ts'
import type { StepGroup } from './model.ts'

/** `every client before any server`, with the releases where a role takes several steps. */
export function sayPrecedence(scenario: Scenario, before: StepGroup, after: StepGroup): string {
  const isSame = before.role === after.role
  return `${sayGroup(scenario, before, 'every', isSame)} before ${sayGroup(scenario, after, 'any', isSame)}`
}

/** The units of a step, as many as there are: `every client`, `s1`, `fcv to 7.0`, `every ibp to 3.9`. */
export function sayGroup(
  scenario: Scenario,
  group: StepGroup,
  each: 'every' | 'any',
  withValue = false,
): string {
  const { role, units, to } = group
  const goals = new Set(
    scenario.upgrade.steps.filter(({ node }) => units.includes(node)).map((step) => step.to),
  )
  const nodes = scenario.nodes.filter((node) => node.role === role)
  const isRole = nodes.length > 0
  const isAll = !isRole || units.length === nodes.length
  const who =
    units.length === 1 && (!isRole || nodes.length > 1 || units[0] !== role)
      ? (units[0] ?? role)
      : isAll
        ? `${each} ${role}`
        : `${each === 'every' ? 'all of' : 'any of'} ${sayList(units)}`
  return isRole && goals.size === 1 && !withValue ? who : sayTo(scenario, who, role, to)
}

function sayTo({ operations = [] }: Scenario, who: string, role: string, to: string): string {
  if (operations.some(({ name }) => name === role))
    return to === 'running' ? `the start of ${who}` : `the end of ${who}`
  return `${who} to ${to}`
}
