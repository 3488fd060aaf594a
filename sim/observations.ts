/** What was found in a run, from when until when: a fold over its trace, and a look at how it ends. */
import type { RolloutStep } from '#machines/rollout.ts'
import type { Cluster, Pair } from './cluster.ts'
import { obstacleTo } from './levels.ts'
import { ofCluster } from './looks.ts'
import { nodeView } from './node-view.ts'
import { isServiceAtRest, judgeDialer, observedLinks, observedService, timedActors } from './observed.ts'
import { isBroken, isOutcome } from './outcome.ts'
import { advance, begunIn, type Progress } from './progress.ts'
import { type Run, stateAt } from './run.ts'
import type { TraceEvent } from './trace.ts'
import { type Finding, keepOf, keyOf, severityOf, type Verdict, verdictOf } from './verdict.ts'
import { nodeActor, rolloutActor, type World } from './world.ts'

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
export function observedVerdict(run: Run, observations = observationsOf(run)): Verdict {
  return verdictOf(observations, run.end.why === 'at rest')
}

/** Everything that was found in a run, in the order in which it was found. */
export function observationsOf(run: Run): Observation[] {
  const { trace, end } = run
  const found: Observation[] = []
  /** The places of those that last. */
  const lasting = new Map<string, number>()
  const begin = (finding: Finding, at: number, from: number) => {
    const key = keyOf(finding)
    if (lasting.has(key)) return
    lasting.set(key, found.push({ ...finding, at, from, until: null }) - 1)
  }
  const over = (key: string, until: number) => {
    const place = lasting.get(key)
    const lasted = found[place ?? -1]
    if (place === undefined || lasted === undefined) return
    found[place] = { ...lasted, until }
    lasting.delete(key)
  }
  const failedStarts = new Map<string, Finding>()
  let progress: Progress | null = null
  /** How many steps had been begun before the last that the rollout did. */
  let settled = 0
  for (const event of trace) {
    const begun = begunIn(progress)
    if (isOfRollout(event)) settled = begun
    progress = advance(progress, event)
    const { at } = event
    switch (event.kind) {
      case 'rule': {
        const { rule, verdict: severity, reason, source, pair, isOfStep } = event
        const finding = { rule, severity, reason, source, ...(pair && { pair }) }
        // What is seen when a wave has settled is seen of that wave, although the next one begins.
        const isOfSettled = !isOfStep && isOfRollout(trace[event.cause ?? -1])
        const from = isOfSettled ? settled : begunIn(progress)
        if (isOfStep) found.push({ ...finding, isAlways: true, at, from, until: from })
        else begin(finding, at, from)
        break
      }
      case 'rule over': {
        const isOfSettled = isOfRollout(trace[event.cause ?? -1])
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
  const { findings, seen } = lookAtEnd(run, world)
  const left = new Set(findings.map(keyOf))
  for (const where of seen) {
    for (const key of (world.findings.get(where) ?? new Map<string, Finding>()).keys()) {
      if (!left.has(key)) over(key, last)
    }
  }
  for (const finding of findings) begin(finding, end.at, last)
  for (const finding of stuckRollout(run, world)) begin(finding, stuckSince(run), last)
  return found
}

const isOfRollout = (event: TraceEvent | undefined) =>
  event?.kind === 'transition' && event.actor === rolloutActor

/**
 * What is seen in the end: of every connector that is at rest or never will be, and of the service as a whole where all are at
 * rest; with where that was noted before.
 */
function lookAtEnd({ cluster, end }: Run, world: World): { findings: Finding[]; seen: string[] } {
  const keep = keepOf(cluster.scenario)
  const timed = timedActors(world)
  const findings: Finding[] = []
  const seen: string[] = []
  for (const service of cluster.services.values()) {
    if (end.restless.includes(service.id))
      findings.push(...service.pairs.flatMap((pair) => restlessPair(cluster, world, pair)))
    else if (isServiceAtRest(cluster, world, service, timed))
      findings.push(...judgeDialer(cluster, world, keep, service))
    else continue
    seen.push(service.id)
  }
  if (seen.length === cluster.services.size && end.restless.length === 0) {
    findings.push(...observedService(cluster, world, observedLinks(cluster, world)))
    seen.push(ofCluster)
  }
  return { findings, seen }
}

/** What is wrong with a pair whose dialer dials again and again, though nothing changes any more. */
function restlessPair(cluster: Cluster, world: World, { id, link, dialer, acceptor }: Pair): Finding[] {
  const latest = world.connections.get(world.latest.get(id) ?? '')
  if (latest === undefined || nodeView(world, acceptor).state !== 'running') return []
  const outcome = [latest.outcome, latest.before].find(
    (each) => each !== null && isOutcome(each) && isBroken(each),
  )
  return [
    {
      rule: `link ${link.name}`,
      severity: severityOf('broken', keepOf(cluster.scenario)),
      reason: `${dialer} dials ${acceptor} again and again, and no connection lasts`,
      source: null,
      pair: {
        link: link.name,
        dialer: nodeView(world, dialer).release,
        acceptor: nodeView(world, acceptor).release,
        outcome: outcome !== undefined && outcome !== null && isOutcome(outcome) ? outcome : 'rejected',
        id,
      },
    },
  ]
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
  const last = trace.findLast((event) => event.kind === 'transition' && actors.includes(event.actor))
  return last?.at ?? end.at
}

function sayGoal({ nodes, switches }: Cluster, { node: unit, to }: RolloutStep): string {
  const level = switches.get(unit)
  return nodes.has(unit) || level?.node === null ? `${unit} to be at ${to}` : `${unit} to be ${to}`
}

/** Why a step is never completed. */
function whyNever(cluster: Cluster, world: World, { node: unit }: RolloutStep): string {
  const node = cluster.switches.get(unit)?.node ?? unit
  if (!cluster.nodes.has(node)) return 'and nobody takes it there'
  const { state, release } = nodeView(world, node)
  if (state !== 'crashed') return `and ${node} runs ${release}`
  return obstacleTo(cluster, world, node) === null ? `and ${node} is dead` : `and ${node} did not start`
}
