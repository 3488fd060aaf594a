/**
 * The rules that a scenario declares, in a run: whenever a node comes up or goes down, a level is raised or an operation begins
 * or is done, they are asked of the nodes that are up; and of a step when it is taken. What becomes of connections, and of
 * what they are there for, is seen and not foretold.
 */
import type { RolloutStep } from '#machines/rollout.ts'
import type { Cluster } from '../engine/cluster.ts'
import type { Sim } from '../engine/kernel.ts'
import { isUp, nodeView } from '../engine/node-view.ts'
import type { World } from '../engine/world.ts'
import { formsOf, judgeData } from '../rules/data.ts'
import { judgeLevels } from '../rules/levels.ts'
import { judgeOperations } from '../rules/operations.ts'
import { judgeMixtures, judgeSkew } from '../rules/skew.ts'
import { judgeChange, type UnitChange } from '../rules/steps.ts'
import { distinct, type Finding, keepOf } from '../rules/verdict.ts'
import type { Present, View } from '../rules/view.ts'
import type { Scenario } from '../scenario/model.ts'
import { releaseOf } from '../scenario/release.ts'
import { switchOn } from '../scenario/switches.ts'
import { askJudge, note, tellFinding } from './note.ts'

/** Has the rules looked at when all that happens at this stroke is done. `cause` is what has changed. */
export function askRules(sim: Sim, cause: number): void {
  if (hasRules(sim.cluster.scenario)) askJudge(sim, cause)
}

/** Looks at the rules, and notes what is found. */
export function judgeRules(sim: Sim, cause: number): void {
  const { world, cluster } = sim
  if (!hasRules(cluster.scenario)) return
  const view = viewOfWorld(cluster, world)
  world.written = view.written
  note(sim, 'rules', declaredFindings(view), cause)
}

/** Records that a step must not be taken, if a rule says so. It is taken all the same. */
export function judgeStep(sim: Sim, { node: unit, to }: RolloutStep, cause: number): void {
  const change = changeOf(sim, unit, to)
  if (change === null) return
  for (const finding of judgeChange(sim.cluster.scenario, change)) tellFinding(sim, finding, cause)
}

function changeOf({ cluster, world }: Sim, unit: string, to: string): UnitChange | null {
  const node = cluster.nodes.get(unit)
  if (node) return { kind: 'node', role: node.role, from: nodeView(world, unit).release, to }
  const level = cluster.switches.get(unit)?.level
  return level ? { kind: 'level', role: level.name, from: world.values.get(unit) ?? level.start, to } : null
}

/** Records what is found while a level goes from one value to another; `before` is how the cluster was. */
export function judgeRising(sim: Sim, before: View, cause: number): void {
  for (const finding of risingFindings(before, viewOfWorld(sim.cluster, sim.world))) {
    tellFinding(sim, { ...finding, isAlways: true }, cause)
  }
}

/** What the rules say while a level goes from one value to another: either is possible, with what is written at both. */
const risingFindings = (before: View, { written }: View): Finding[] =>
  declaredFindings({ ...before, written })

/** What the rules that a scenario declares say of a cluster. */
export function declaredFindings(view: View): Finding[] {
  const keep = keepOf(view.scenario)
  return distinct([
    ...judgeLevels(view),
    ...judgeOperations(view),
    ...judgeSkew(view, keep),
    ...judgeMixtures(view, keep),
    ...judgeData(view, keep),
  ])
}

/**
 * A cluster as the rules see it: the nodes that are up, those that are alike together; where everything stands; and every form
 * in which a node that was up has written.
 */
export function viewOfWorld({ scenario, nodes }: Cluster, world: World): View {
  const { levels = [], operations = [] } = scenario
  const standsAt = (id: string, start: string) => world.values.get(id) ?? start
  const ofCluster = Object.fromEntries(
    levels
      .filter(({ raised }) => raised !== 'on each node')
      .map(({ name, start }) => [name, standsAt(name, start)]),
  )
  const present = new Map<string, Present>()
  const written = new Set(world.written)
  for (const { id, role, isFallback = false, host = null } of nodes.values()) {
    if (!isUp(world, id)) continue
    const release = releaseOf(scenario, role, nodeView(world, id).release)
    const own = Object.fromEntries(
      levels
        .filter(({ raised, members }) => raised === 'on each node' && members.includes(role))
        .map(({ name, start }) => [name, standsAt(switchOn(id, name), start)]),
    )
    const key = JSON.stringify([role, release.name, Object.values(own), isFallback, host])
    const count = (present.get(key)?.count ?? 0) + 1
    present.set(key, { role, release, own, count, isFallback, host, where: null })
    const data = formsOf({ levels: ofCluster }, { release, own })
    if (data !== null) written.add(data.writes)
  }
  return {
    scenario,
    nodes: [...present.values()],
    levels: ofCluster,
    operations: Object.fromEntries(operations.map(({ name }) => [name, standsAt(name, 'not yet')])),
    written,
    down: [],
    memory: new Set(),
    fresh: null,
  }
}

const declaring = new WeakMap<Scenario, boolean>()

/** Whether a scenario declares anything that its connections do not show. */
function hasRules(scenario: Scenario): boolean {
  const known = declaring.get(scenario)
  if (known !== undefined) return known
  const { levels, operations, skew, mixtures, roles } = scenario
  const hasData = roles.some(({ releases }) => releases.some(({ data }) => data !== undefined))
  const has = hasData || [levels, operations, skew, mixtures].some((each) => each !== undefined)
  declaring.set(scenario, has)
  return has
}
