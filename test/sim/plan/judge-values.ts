/** What is said of a cluster by the values of its units, whatever led there. */

import { everyFinding, judgementOf } from '#sim/plan/space/judge.ts'
import type { Judgement } from '#sim/plan/space/judgement.ts'
import { formsOf } from '#sim/rules/data.ts'
import type { Keep } from '#sim/rules/verdict.ts'
import type { Present, View } from '#sim/rules/view.ts'
import { sizesOf } from '#sim/scenario/headcount.ts'
import { usesHosts } from '#sim/scenario/hosts.ts'
import { type Scenario, usualConditions } from '#sim/scenario/model.ts'
import { releaseOf } from '#sim/scenario/release.ts'

const judges = new WeakMap<Scenario, Map<string, Judgement>>()

/**
 * What is said of a cluster in which everything has these values: releases of nodes, levels, operations.
 *
 * @param values the value of each unit; what is not there has the value that the scenario starts with
 * @param written forms in which data was written before
 */
export function judgeValues(
  scenario: Scenario,
  values: ReadonlyMap<string, string>,
  keep: Keep = new Set(scenario.upgrade.keep ?? usualConditions),
  written: ReadonlySet<string> = new Set(),
): Judgement {
  const view = viewOfValues(scenario, values, written)
  const key = JSON.stringify([
    view.nodes.map(({ role, release, own, count, isFallback, host }) => [
      role,
      release.name,
      own,
      count,
      isFallback,
      host,
    ]),
    view.levels,
    view.operations,
    [...view.written],
    [...keep],
  ])
  const known = judges.get(scenario) ?? new Map<string, Judgement>()
  judges.set(scenario, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const judgement = judgementOf(everyFinding(view, keep, sizesOf(scenario)))
  known.set(key, judgement)
  return judgement
}

function viewOfValues(
  scenario: Scenario,
  values: ReadonlyMap<string, string>,
  written: ReadonlySet<string>,
): View {
  const { levels = [], operations = [] } = scenario
  const nodes = new Map<string, Present>()
  const forms = new Set(written)
  const cluster = Object.fromEntries(
    levels
      .filter(({ raised }) => raised !== 'on each node')
      .map(({ name, start }) => [name, values.get(name) ?? start] as const),
  )
  const hasHosts = usesHosts(scenario)
  for (const { id, role, release: first, isFallback = false, host = null } of scenario.nodes) {
    const release = releaseOf(scenario, role, values.get(id) ?? first)
    const own = Object.fromEntries(
      levels
        .filter(({ raised, members }) => raised === 'on each node' && members.includes(role))
        .map(({ name, start }) => [name, values.get(`${id}.${name}`) ?? start]),
    )
    const key = JSON.stringify([role, release.name, own, isFallback, hasHosts && host])
    const same = nodes.get(key)
    nodes.set(key, { role, release, own, count: (same?.count ?? 0) + 1, isFallback, host, where: null })
    const data = formsOf({ levels: cluster }, { release, own })
    if (data !== null) forms.add(data.writes)
  }
  return {
    scenario,
    nodes: [...nodes.values()],
    levels: cluster,
    operations: Object.fromEntries(operations.map(({ name }) => [name, values.get(name) ?? 'not yet'])),
    written: forms,
    down: [],
    memory: new Set(),
    fresh: null,
  }
}
