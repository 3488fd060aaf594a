/**
 * The brute force without any of what makes it bearable: no groups, no choices that come first, whole worlds, one after the
 * other. What `exhaustive` says of an order is held against it.
 */

import { connectionsKey, nodesKey } from '#sim/brute/key.ts'
import { silently } from '#sim/brute/settle.ts'
import { choicesIn, everyChoice, take, takeUrgent } from '#sim/choices.ts'
import { buildCluster } from '#sim/cluster.ts'
import { begin } from '#sim/kernel.ts'
import { observedFindings, observedUnderWay } from '#sim/observed.ts'
import { judgeChange } from '#sim/plan/rules/moves.ts'
import { planSteps, startValues, unitsOf } from '#sim/plan/units.ts'
import { takeStep } from '#sim/raise.ts'
import { declaredFindings, viewOfWorld } from '#sim/rules-in-a-run.ts'
import { type Scenario, usualConditions } from '#sim/scenario/model.ts'
import { type Verdict, verdictOf } from '#sim/verdict.ts'
import { copyWorld, createWorld, type World } from '#sim/world.ts'

export interface Naive {
  readonly verdict: Verdict
  readonly states: number
  /** Why it is not safe, by rule and reason. */
  readonly faults: readonly string[]
}

/**
 * Walks one order of a scenario, a step at a time.
 *
 * @param anytime whether nodes go on while connections move; else only when all are at rest
 * @param limit how many states are walked through; if there are more, nothing is said
 */
export function walkNaively(
  scenario: Scenario,
  order: Scenario['upgrade']['steps'],
  { anytime = false, limit = 20_000 } = {},
): Naive {
  const cluster = buildCluster({ ...scenario, latency: { kind: 'fixed', ms: 0 } }, 0)
  const keep = new Set(scenario.upgrade.keep ?? usualConditions)
  const steps = planSteps(unitsOf(scenario, order), order, startValues(scenario))
  const start = createWorld(cluster)
  start.isJudgeAsked = true
  begin(silently(cluster, start))
  takeUrgent(silently(cluster, start))
  const faults = new Set<string>()
  const severities = new Set<'unsafe' | 'unsupported' | 'degraded'>()
  const seen = new Set<string>()
  const open: { world: World; taken: number; trail: ReadonlySet<string> }[] = []
  const keyOf = (world: World, taken: number) =>
    `${taken} ${nodesKey(cluster, world)} ${[...world.written].toSorted()} ${connectionsKey(cluster, world, true)}`
  const note = (findings: ReturnType<typeof observedFindings>) => {
    for (const { severity, rule, reason } of findings) {
      severities.add(severity)
      if (severity !== 'degraded') faults.add(`${rule}: ${reason}`)
    }
  }
  const put = (world: World, taken: number, trail: ReadonlySet<string>) => {
    world.written = viewOfWorld(cluster, world).written
    const key = keyOf(world, taken)
    if (trail.has(key)) {
      severities.add(keep.has('working') || keep.has('open') ? 'unsafe' : 'degraded')
      faults.add('a round')
    }
    if (seen.has(key)) return
    seen.add(key)
    open.push({ world, taken, trail: new Set([...trail, key]) })
  }
  put(start, 0, new Set())
  for (;;) {
    const here = open.pop()
    if (here === undefined || seen.size > limit) break
    const { world, taken, trail } = here
    const choices = choicesIn(cluster, world)
    const isNode = ({ subject }: (typeof choices)[number]) => cluster.nodes.has(subject)
    const moves = choices.filter((choice) => !isNode(choice))
    const nodes = everyChoice(cluster, world).filter(isNode)
    const isRest = moves.length === 0
    if (isRest) {
      note(observedFindings(cluster, world, keep))
      if (nodes.length > 0) note(observedUnderWay(cluster, world, keep))
    }
    note(declaredFindings(viewOfWorld(cluster, world)))
    const may = isRest || anytime ? [...moves, ...nodes] : moves
    for (const choice of may) {
      const next = copyWorld(world)
      take(silently(cluster, next), choice)
      takeUrgent(silently(cluster, next))
      put(next, taken, trail)
    }
    const step = steps[taken]
    if (step === undefined || nodes.length > 0 || !(isRest || anytime)) continue
    const kind = cluster.nodes.has(step.unit)
      ? 'node'
      : cluster.switches.get(step.unit)?.level
        ? 'level'
        : 'operation'
    note(judgeChange(scenario, { kind, role: step.role, from: step.from, to: step.to }))
    const next = copyWorld(world)
    const sim = silently(cluster, next)
    takeStep(sim, { node: step.unit, to: step.to }, 0)
    takeUrgent(sim)
    put(next, taken + 1, trail)
  }
  const isWhole = seen.size <= limit
  const verdict = verdictOf(
    [...severities].map((severity) => ({ severity })),
    isWhole,
  )
  return { verdict, states: seen.size, faults: [...faults] }
}
