/** The units of an upgrade: what is upgraded, and the values that each unit goes through. */
import { operationValues, type Scenario, type Upgrade } from '../model.ts'

/** A thing that is upgraded, and the values that it goes through, its own first. */
export interface Unit {
  /** A node's id, a level's or an operation's name, or a node's and a level's as in `b1.ibp`. */
  readonly id: string
  readonly kind: 'node' | 'level' | 'operation'
  /** The role of a node, or the name of the level or the operation. */
  readonly role: string
  /** The node that it belongs to: a node itself, or one whose configuration holds a level. Null for the others. */
  readonly node: string | null
  readonly path: readonly string[]
}

/** One unit taken one place along its path. */
export interface PlanStep {
  readonly unit: string
  readonly role: string
  readonly from: string
  readonly to: string
  /** How many more units are just like this one and take the same step, where not each is listed. */
  readonly alike?: number
}

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

/** Steps of a plan as a rollout takes them. */
export function rolloutSteps(steps: readonly PlanStep[]): Steps {
  return steps.map(({ unit, to }) => ({ node: unit, to }))
}
