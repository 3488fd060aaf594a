/** What an upgrade leads from and to: the same scenario with another start or another goal. */
import { canRunAt } from '../level.ts'
import type { Condition, Level, Scenario, Upgrade } from '../model.ts'
import { releaseOf } from '../release.ts'
import type { Unit } from './units.ts'

type Steps = Upgrade['steps']

/** The same scenario, in which each of these units starts where its path does. */
export function startingFrom(scenario: Scenario, units: readonly Unit[]): Scenario {
  const starts = new Map(units.map(({ id, path }) => [id, path[0]]))
  const nodes = scenario.nodes.map((node) => ({ ...node, release: starts.get(node.id) ?? node.release }))
  return { ...scenario, nodes }
}

/** The same scenario, in which this has to be kept on the way; absent: what it says itself. */
export function keeping(scenario: Scenario, keep: readonly Condition[] | undefined): Scenario {
  return keep === undefined ? scenario : { ...scenario, upgrade: { ...scenario.upgrade, keep } }
}

/**
 * The same scenario with an upgrade of every role that has both releases from the one to the other, straight. Other roles
 * go their own ways.
 *
 * @param from the release that they run at first; absent: the one that each node runs
 * @param to the release that they change to; absent: the one that the scenario's own upgrade ends with
 */
export function retarget(scenario: Scenario, { from, to }: { from?: string; to?: string }): Scenario {
  if (from === undefined && to === undefined) return scenario
  const last = new Map(scenario.upgrade.steps.map((step) => [step.node, step.to]))
  const has = (role: string, release: string | undefined) =>
    release === undefined ||
    scenario.roles.some(
      ({ name, releases }) => name === role && releases.some((each) => each.name === release),
    )
  const isMeant = (role: string) => has(role, from) && has(role, to)
  const nodes = scenario.nodes.map((node) =>
    from !== undefined && isMeant(node.role) ? { ...node, release: from } : node,
  )
  const own = new Map<string, Steps[number][]>()
  for (const step of scenario.upgrade.steps) own.set(step.node, [...(own.get(step.node) ?? []), step])
  const steps = nodes.flatMap(({ id, role, release }): Steps => {
    if (!isMeant(role)) return own.get(id) ?? []
    const goal = to ?? last.get(id)
    return goal === undefined || goal === release ? [] : [{ node: id, to: goal }]
  })
  const ids = new Set(nodes.map(({ id }) => id))
  const others = scenario.upgrade.steps.filter(({ node }) => !ids.has(node))
  const moved = { ...scenario, nodes, upgrade: { ...scenario.upgrade, steps: [...steps, ...others] } }
  return from === undefined ? moved : withLevelsFor(moved)
}

/** Levels at which nobody can run start at the first value at which everybody can, if there is one; what leads there is left out. */
function withLevelsFor(scenario: Scenario): Scenario {
  const { nodes, upgrade } = scenario
  // Those of roles that are no members of a level say nothing of it.
  const releases = nodes.map(({ role, release }) => releaseOf(scenario, role, release))
  const levels = scenario.levels?.map((level): Level => {
    const bears = (value: string) => releases.every((release) => canRunAt(release, level.name, value))
    const start = bears(level.start) ? undefined : level.values.find(bears)
    return start === undefined ? level : { ...level, start }
  })
  if (levels === undefined || levels.every((level, i) => level === scenario.levels?.[i])) return scenario
  const steps = upgrade.steps.filter(({ node: unit, to }) => {
    const level = levels.find(({ name }) => unit === name || unit.endsWith(`.${name}`))
    const isNode = nodes.some(({ id }) => id === unit)
    return isNode || level === undefined || level.values.indexOf(to) > level.values.indexOf(level.start)
  })
  return { ...scenario, levels, upgrade: { ...upgrade, steps } }
}
