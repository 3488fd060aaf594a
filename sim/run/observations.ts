/** What was found in a run, from when until when: a fold over its trace, and a look at how it ends. */
import type { RolloutStep } from '#machines/rollout.ts'
import { obstacleTo } from '../effects/levels.ts'
import type { Cluster } from '../engine/cluster.ts'
import { nodeActor, rolloutActor } from '../engine/names.ts'
import { nodeView } from '../engine/node-view.ts'
import { isOfMachine, type TraceEvent } from '../engine/trace-event.ts'
import type { World } from '../engine/world.ts'
import { isServiceAtRest, judgeDialer } from '../observed/observed.ts'
import { type Finding, keepOf, keyOf, type Verdict, verdictOf } from '../rules/verdict.ts'
import { advance, begunIn, type Progress, progressing } from './progress.ts'
import { type Run, stateAt } from './run.ts'

/** Something that was found in a run, and how long it lasted. */
export interface Observation extends Finding {
  /** When it was found first, in virtual milliseconds. */
  readonly at: number
  /** How many steps of the rollout had been begun by then: it was found in the last of them, and before the rollout at 0. */
  readonly from: number
  /** The same when it was over; null where it lasted to the end of the run. */
  readonly until: number | null
}

/** The verdict on what was found in a run, without what could have happened in another one. */
export function observedVerdict(
  run: Run,
  observations: readonly Observation[] = observationsOf(run),
): Verdict {
  return verdictOf(observations, run.end.why === 'at rest')
}

/** Everything that was found in a run, in the order in which it was found. */
export function observationsOf(run: Run): Observation[] {
  const { trace, end } = run
  const found: Observation[] = []
  /** The places of those that last. */
  const lasting = new Map<string, number>()
  const over = (key: string, until: number) => {
    const place = lasting.get(key)
    const lasted = found[place ?? -1]
    if (place === undefined || lasted === undefined) return
    found[place] = { ...lasted, until }
    lasting.delete(key)
  }
  const begin = (finding: Finding, at: number, from: number) => {
    const key = keyOf(finding)
    if (found[lasting.get(key) ?? -1]?.severity === finding.severity) return
    // It has become worse, or less bad.
    over(key, from)
    lasting.set(key, found.push({ ...finding, at, from, until: null }) - 1)
  }
  const failedStarts = new Map<string, Finding>()
  let progress: Progress | null = null
  const may = (event: TraceEvent) => event.kind !== 'transition' || isOfMachine(event)
  /** How many steps had been begun before the last that the rollout did. */
  let settled = 0
  for (const event of trace.ofKind([...progressing, 'rule', 'rule over', 'no start'], 0, may)) {
    const begun = begunIn(progress)
    if (isOfRollout(event)) settled = begun
    progress = advance(progress, event)
    const { at } = event
    switch (event.kind) {
      case 'rule': {
        const { rule, verdict: severity, reason, source, pair, isOfStep } = event
        const finding = { rule, severity, reason, source, ...(pair && { pair }) }
        // What is seen when a wave has settled is seen of that wave, although the next one begins.
        const isOfSettled = !isOfStep && isOfRollout(trace.event(event.cause))
        const from = isOfSettled ? settled : begunIn(progress)
        if (isOfStep) found.push({ ...finding, isAlways: true, at, from, until: from })
        else begin(finding, at, from)
        break
      }
      case 'rule over': {
        const isOfSettled = isOfRollout(trace.event(event.cause))
        over(keyOf(event), isOfSettled ? settled : begunIn(progress))
        break
      }
      case 'no start': {
        const { node, level, reason } = event
        const source = run.cluster.scenario.levels?.find(({ name }) => name === level)?.source ?? null
        const finding: Finding = {
          rule: `level ${level}`,
          severity: 'unsafe',
          reason: `${node} did not start: ${reason}`,
          source,
        }
        failedStarts.set(nodeActor(node), finding)
        begin(finding, at, begunIn(progress))
        break
      }
      case 'transition': {
        const failed = failedStarts.get(event.actor)
        if (failed && event.to[0] === 'running') over(keyOf(failed), begunIn(progress))
      }
    }
  }
  const last = begunIn(progress)
  const world = stateAt(run, end.at)
  for (const [where, findings] of looksAtEnd(run, world)) {
    const left = new Set(findings.map(keyOf))
    for (const key of world.findings.get(where)?.keys() ?? []) if (!left.has(key)) over(key, last)
    for (const finding of findings) begin(finding, end.at, last)
  }
  for (const finding of stuckRollout(run, world)) begin(finding, stuckSince(run), last)
  return found
}

const isOfRollout = (event: TraceEvent | undefined) =>
  event?.kind === 'transition' && event.actor === rolloutActor

/**
 * What is seen in the end, by where it is noted: of every connector that has come to rest, and of the service of the cluster
 * where all of them have.
 */
function looksAtEnd({ cluster, end }: Run, world: World): ReadonlyMap<string, readonly Finding[]> {
  const keep = keepOf(cluster.scenario)
  const looks = new Map(end.looks)
  for (const service of cluster.services.values()) {
    if (looks.has(service.id) || !isServiceAtRest(cluster, world, service)) continue
    looks.set(service.id, judgeDialer(cluster, world, keep, service))
  }
  return looks
}

/** A rollout that can take no further step. */
function stuckRollout({ cluster, end }: Run, world: World): Finding[] {
  if (end.stuckIn.length === 0) return []
  const waits = end.stuckIn.map((step) => `${sayGoal(cluster, step)}, ${whyNever(cluster, world, step)}`)
  const reason = `the rollout is stuck: it waits for ${waits.join('; ')}`
  return [{ rule: 'rollout', severity: 'unsafe', reason, source: null }]
}

/** When a rollout became stuck: when something last happened to the nodes that it waits for. */
function stuckSince({ cluster, trace, end }: Run): number {
  const actors = end.stuckIn.map(({ node }) => nodeActor(cluster.switches.get(node)?.node ?? node))
  const last = trace.lastOf('transition', ({ actor }) => actors.includes(actor))
  return last?.at ?? end.at
}

const sayGoal = ({ nodes }: Cluster, { node: unit, to }: RolloutStep) =>
  nodes.has(unit) ? `${unit} to run ${to}` : `${unit} to be at ${to}`

/** Why a step is never completed. */
function whyNever(cluster: Cluster, world: World, { node: unit }: RolloutStep): string {
  const node = cluster.switches.get(unit)?.node ?? unit
  if (!cluster.nodes.has(node)) return 'and nobody takes it there'
  const { state, release } = nodeView(world, node)
  if (state !== 'crashed') return `and ${node} runs ${release}`
  return obstacleTo(cluster, world, node) === null ? `and ${node} is dead` : `and ${node} did not start`
}
