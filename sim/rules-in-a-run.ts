/**
 * The rules of a cluster that are not about a connection, in a run: whenever a node runs or a level is raised, the mixed
 * state that this makes is judged as the planner judges it. Connections show by themselves what becomes of them.
 */

import { record, type Sim, schedule } from './kernel.ts'
import { nodeView } from './node-view.ts'
import { judgeValues } from './plan/judge-values.ts'
import type { Scenario } from './scenario/model.ts'
import type { Finding } from './verdict.ts'

/** Has the rules looked at when all that happens at this stroke is done. `cause` is what has changed. */
export function askRules(sim: Sim, cause: number): void {
  const { world, cluster } = sim
  if (world.isJudgeAsked || !hasRules(cluster.scenario)) return
  world.isJudgeAsked = true
  schedule(sim, 0, { kind: 'judge', cause })
}

/** Records every fault that was not there when the rules were looked at last. */
export function judgeRules(sim: Sim, cause: number): void {
  const { world, cluster } = sim
  world.isJudgeAsked = false
  const values = new Map(world.values)
  for (const id of cluster.nodes.keys()) values.set(id, nodeView(world, id).release)
  const { faults } = judgeValues(cluster.scenario, values, undefined, world.formats)
  const found = faults.filter(({ rule }) => !rule.startsWith('link '))
  for (const fault of found) {
    const { rule, reason } = fault
    if (world.faults.has(keyOf(fault))) continue
    const verdict = fault.severity === 'unsafe' ? 'unsafe' : 'unsupported'
    const severity = verdict === 'unsafe' ? 'error' : 'warning'
    record(sim, { kind: 'rule', rule, verdict, reason, severity, cause })
  }
  world.faults = new Set(found.map(keyOf))
}

const keyOf = ({ rule, reason }: Finding) => `${rule}: ${reason}`

/** Whether a scenario says anything that its connections do not show. */
function hasRules({ levels, operations, skew, mixtures, service, upgrade }: Scenario): boolean {
  const said = [levels, operations, skew, mixtures, service, upgrade.keep]
  return said.some((each) => each !== undefined)
}
