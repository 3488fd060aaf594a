/** The units of an upgrade: what is upgraded, and the values that each unit goes through. */
import { releaseOf } from '../cluster.ts'
import { canRunAt } from '../levels.ts'
import {
  type Condition,
  type Level,
  operationValues,
  type Scenario,
  type Upgrade,
} from '../scenario/model.ts'
import type { PlanStep, Unit } from './model.ts'

type Steps = Upgrade['steps']

/** The units that the upgrade of a scenario changes: nodes in their order, then levels, then operations. */
export function unitsOf(scenario: Scenario, steps: Steps = scenario.upgrade.steps): Unit[] {
  const goals = new Map<string, string[]>()
  for (const { node, to } of steps) goals.set(node, [...(goals.get(node) ?? []), to])
  return startsOf(scenario).flatMap(({ path: [start = ''], ...unit }) => {
    const values = goals.get(unit.id)
    return values === undefined ? [] : [{ ...unit, path: [start, ...values] }]
  })
}

/** How many units these are, with those that the nodes of some of them stand for. */
export function sizeOf(units: readonly Unit[], nodes: Scenario['nodes'] = []): number {
  const larger = new Map(
    nodes.flatMap(({ id, standsFor }) => (standsFor === undefined ? [] : [[id, standsFor]])),
  )
  return units.reduce((sum, { node }) => sum + (larger.get(node ?? '') ?? 1), 0)
}

/** Everything in a scenario that could be a unit, with the value that it has at first for its path. */
function startsOf({ nodes, levels = [], operations = [] }: Scenario): Unit[] {
  const configured = levels.filter(({ raised }) => raised === 'on each node')
  return [
    ...nodes.map(({ id, role, release }): Unit => ({ id, kind: 'node', role, node: id, path: [release] })),
    ...configured.flatMap(({ name, members, start }) =>
      nodes
        .filter(({ role }) => members.includes(role))
        .map(({ id }): Unit => ({ id: `${id}.${name}`, kind: 'level', role: name, node: id, path: [start] })),
    ),
    ...levels
      .filter(({ raised }) => raised === 'by an operator')
      .map(({ name, start }): Unit => ({ id: name, kind: 'level', role: name, node: null, path: [start] })),
    ...operations.map(
      ({ name }): Unit => ({
        id: name,
        kind: 'operation',
        role: name,
        node: null,
        path: [operationValues[0]],
      }),
    ),
  ]
}

/** The value that everything in a scenario has at first, by unit: releases of nodes, levels, operations. */
export function startValues(scenario: Scenario): Map<string, string> {
  return new Map(startsOf(scenario).map(({ id, path: [start = ''] }) => [id, start]))
}

/**
 * The steps of an order, with where each comes from.
 *
 * @param starts the value of each unit at first
 */
export function planSteps(
  units: readonly Unit[],
  steps: Steps,
  starts: ReadonlyMap<string, string>,
): PlanStep[] {
  const values = new Map(starts)
  const roles = new Map(units.map(({ id, role }) => [id, role]))
  return steps.map(({ node: unit, to }) => {
    const from = values.get(unit) ?? ''
    values.set(unit, to)
    return { unit, role: roles.get(unit) ?? unit, from, to }
  })
}

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

/** Steps of a plan as a rollout takes them. */
export function rolloutSteps(steps: readonly PlanStep[]): Steps {
  return steps.map(({ unit, to }) => ({ node: unit, to }))
}

/**
 * The same scenario with an upgrade of every role that has both releases from the one to the other, straight. Other roles
 * go their own ways.
 *
 * @param from the release that they run at first; absent: the one that each node runs
 * @param to the release that they change to; absent: the one that the scenario's own upgrade ends with
 */
export function aim(scenario: Scenario, { from, to }: { from?: string; to?: string }): Scenario {
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
  const levels = scenario.levels?.map((level): Level => {
    const releases = nodes
      .filter(({ role }) => level.members.includes(role))
      .map(({ role, release }) => releaseOf(scenario, role, release))
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
