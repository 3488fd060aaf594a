/**
 * The brute force without any of what makes it bearable: no groups, no choices that come first, whole worlds, one after the
 * other. What `exhaustive` says of an order is held against it.
 */

import { type Choice, choicesIn, everyChoice, take, takeUrgent } from '#sim/choices/choices.ts'
import { connectionsKey, nodesKey } from '#sim/choices/key.ts'
import { silently } from '#sim/choices/settle.ts'
import { declaredFindings, viewOfWorld } from '#sim/effects/declared-rules.ts'
import { takeStep } from '#sim/effects/raise.ts'
import { buildCluster, type Cluster } from '#sim/engine/cluster.ts'
import { begin } from '#sim/engine/kernel.ts'
import { copyWorld, createWorld, type World } from '#sim/engine/world.ts'
import {
  deadNodes,
  foundAnew,
  observedCluster,
  observedConnections,
  observedLinks,
  observedService,
} from '#sim/observed/observed.ts'
import { judgeChange } from '#sim/rules/steps.ts'
import { type Finding, type Verdict, verdictOf } from '#sim/rules/verdict.ts'
import { type Scenario, usualConditions } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { planSteps, startValues, unitsOf } from '#sim/scenario/order/units.ts'

export interface Naive {
  readonly verdict: Verdict
  readonly states: number
  /** Why it is not safe, by rule and reason. */
  readonly faults: readonly string[]
}

interface Frame {
  readonly world: World
  readonly taken: number
  readonly key: string
  /** What may happen next, each as something that makes the next world. */
  readonly next: (() => { readonly world: World; readonly taken: number })[]
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
  { anytime = false, limit = 5_000 } = {},
): Naive {
  const cluster = buildCluster({ ...scenario, latency: { kind: 'fixed', ms: 0 } }, 0)
  const keep = new Set(scenario.upgrade.keep ?? usualConditions)
  const steps = planSteps(unitsOf(scenario, order), order, startValues(scenario))
  const seen = new Set<string>()
  const onWay = new Set<string>()
  const found: Finding[] = []
  const frames: Frame[] = []
  let isPiled = false

  const enter = (world: World, taken: number): void => {
    const view = viewOfWorld(cluster, world)
    world.written = view.written
    const key = `${taken} ${nodesKey(cluster, world)} ${connectionsKey(cluster, world, true)} ${[...world.written].toSorted()}`
    if (onWay.has(key)) found.push(roundIn(keep))
    if (seen.has(key)) return
    seen.add(key)
    onWay.add(key)
    // Who dials for ever may leave ever more connections behind that nobody sweeps away.
    isPiled ||= world.connections.size > world.latest.size + 3
    found.push(...declaredFindings(view))
    const moves = choicesIn(cluster, world).filter((choice) => !isOfNode(cluster, choice))
    const nodes = everyChoice(cluster, world).filter((choice) => isOfNode(cluster, choice))
    const isRest = moves.length === 0
    if (isRest) {
      found.push(
        ...deadNodes(cluster, world),
        ...observedConnections(cluster, world, keep),
        ...observedService(cluster, world, observedLinks(cluster, world)),
        ...foundAnew(cluster, world, keep),
      )
    }
    if (isRest && nodes.length > 0) found.push(...observedCluster(cluster, world, keep))
    const next = (isRest || anytime ? [...moves, ...nodes] : moves).map((choice) => () => {
      const copy = copyWorld(world)
      take(silently(cluster, copy), choice)
      takeUrgent(silently(cluster, copy))
      return { world: copy, taken }
    })
    const step = steps[taken]
    if (step !== undefined && nodes.length === 0 && (isRest || anytime)) {
      found.push(...judgeStep(cluster, step))
      next.push(() => {
        const copy = copyWorld(world)
        takeStep(silently(cluster, copy), { node: step.unit, to: step.to }, 0)
        takeUrgent(silently(cluster, copy))
        return { world: copy, taken: taken + 1 }
      })
    }
    frames.push({ world, taken, key, next })
  }

  const start = createWorld(cluster)
  start.isJudgeAsked = true
  begin(silently(cluster, start))
  takeUrgent(silently(cluster, start))
  enter(start, 0)
  for (
    let frame = frames.at(-1);
    frame !== undefined && seen.size <= limit && !isPiled;
    frame = frames.at(-1)
  ) {
    const next = frame.next.pop()
    if (next !== undefined) {
      const { world, taken } = next()
      enter(world, taken)
      continue
    }
    frames.pop()
    onWay.delete(frame.key)
  }
  const faults = found.filter(({ severity }) => severity !== 'degraded')
  return {
    verdict: verdictOf(found, seen.size <= limit && !isPiled),
    states: seen.size,
    faults: [...new Set(faults.map(({ rule, reason }) => `${rule}: ${reason}`))],
  }
}

const isOfNode = ({ nodes }: Cluster, { subject }: Choice) => nodes.has(subject)

function roundIn(keep: ReadonlySet<string>): Finding {
  const severity = keep.has('working') || keep.has('preferred') || keep.has('open') ? 'unsafe' : 'degraded'
  return { rule: 'link ', severity, reason: 'somebody dials for ever', source: null }
}

function judgeStep({ scenario, nodes, switches }: Cluster, { unit, role, from, to }: PlanStep): Finding[] {
  const kind = nodes.has(unit) ? 'node' : switches.get(unit)?.level ? 'level' : 'operation'
  return judgeChange(scenario, { kind, role, from, to })
}
