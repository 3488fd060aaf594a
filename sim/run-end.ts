/** Where a run ends, and why there. */
import { type RolloutContext, type RolloutStep, waveAt } from '#machines/rollout.ts'
import type { Cluster, Service } from './cluster.ts'
import type { Intervention } from './intervention.ts'
import { nodeView } from './node-view.ts'
import { isServiceAtRest, timedActors } from './observed.ts'
import type { RunSpec } from './run.ts'
import { rolloutActor, type World } from './world.ts'

export interface RunEnd {
  /** Virtual milliseconds. */
  readonly at: number
  /**
   * `at rest`: all that had to happen has happened, and the cluster has had its time to settle. `cut`: it was to end there.
   * `endless`: it had not come to rest after a thousand times what was planned.
   */
  readonly why: 'at rest' | 'cut' | 'endless'
  /** The steps that the rollout waits for, where none of them can be completed any more. */
  readonly stuckIn: readonly RolloutStep[]
  /** The connectors that dial again and again, though nothing changes any more, by their ids. */
  readonly restless: readonly string[]
}

/** A run that lasts longer than this many times what was planned has no end. */
const mostLengths = 1_000

/** More moments than this at one stroke, or after all that was planned, are without end as well. */
const mostMoments = 200_000

/** Says where a run ends, if it does before the next thing happens. Asked each time before something happens. */
export type Ending = (world: World, next: number) => RunEnd | null

/**
 * Where the run of `spec` ends: not before `spec.until`, and not before everything is over that was begun. Its rollout is done
 * or can take no further step, every intervention has happened, and its connections are at rest; then the cluster has its time
 * to settle. At `spec.cut` it ends in any case.
 */
export function endingOf(cluster: Cluster, spec: RunSpec): Ending {
  const { settle } = cluster.scenario.timing
  const { until, cut = Infinity } = spec
  const last = Math.max(0, ...spec.interventions.map(({ at }) => at))
  const latest = mostLengths * plannedLength(cluster, spec)
  let rest: Resting | null = null
  let endsAt = Infinity
  let stroke = { at: 0, from: 0 }

  return (world, next) => {
    const { now, moment } = world
    const endAt = (at: number, why: RunEnd['why']): RunEnd => {
      return { at, why, stuckIn: stuckIn(cluster, world), restless: rest?.restless ?? [] }
    }
    if (next <= now) {
      if (now > stroke.at) stroke = { at: now, from: moment }
      return moment - stroke.from > mostMoments ? endAt(now, 'endless') : null
    }
    if (rest === null && now >= last && !isUnderWay(cluster, world)) rest = restingFrom(cluster, world)
    if (endsAt === Infinity && rest?.isAtRest(world)) endsAt = Math.max(until, now + settle)
    if (next > endsAt && endsAt <= cut) return endAt(endsAt, 'at rest')
    if (next > cut) return endAt(cut, 'cut')
    if (next > latest) return endAt(latest, 'endless')
    const isEndless = rest !== null && endsAt === Infinity && moment - rest.since > mostMoments
    return isEndless ? endAt(now, 'endless') : null
  }
}

/** Whether connections have come to rest since everything else was over. */
interface Resting {
  /** The moment from which on nothing else happens. */
  readonly since: number
  readonly isAtRest: (world: World) => boolean
  /** The connectors that have seen all there is for them and go on all the same. */
  readonly restless: readonly string[]
}

/**
 * Watches connections come to rest, one connector after the other: from here on nodes and levels stay as they are, so that
 * one which has come to rest has seen all that there is for it. So has one that has dialled more often than it has offers.
 */
function restingFrom(cluster: Cluster, { moment, attempts }: World): Resting {
  const awaited = new Set(cluster.services.values())
  const restless: string[] = []
  const before = new Map(attempts)
  const mostDials = 2 * (cluster.scenario.versions.length + 1)
  const dials = (world: World, { pairs }: Service) =>
    Math.max(0, ...pairs.map(({ id }) => (world.attempts.get(id) ?? 0) - (before.get(id) ?? 0)))
  return {
    since: moment,
    isAtRest(world) {
      const timed = timedActors(world)
      for (const service of awaited) {
        const isResting = isServiceAtRest(cluster, world, service, timed)
        if (!isResting && dials(world, service) <= mostDials) continue
        if (!isResting) restless.push(service.id)
        awaited.delete(service)
      }
      return awaited.size === 0
    },
    restless,
  }
}

/** How long a run takes that has nothing to wait for. */
function plannedLength({ scenario }: Cluster, { until, interventions }: RunSpec): number {
  const { drain, down, start, settle } = scenario.timing
  const ends = interventions.map((intervention) => {
    return intervention.at + wavesIn(intervention) * (drain + down + start + settle)
  })
  return Math.max(1, until, ...ends)
}

function wavesIn(intervention: Intervention): number {
  if (intervention.do !== 'roll out') return 1
  let waves = 0
  for (let place = 0; place < intervention.steps.length; waves++) place += waveAt(intervention, place).length
  return waves
}

/** Whether a node goes up or down, or a rollout has a step to take yet. */
function isUnderWay(cluster: Cluster, world: World): boolean {
  if (isAnyMoving(cluster, world)) return true
  const actor = world.actors.get(rolloutActor)
  return actor?.table.leaves(actor.state)[0] === 'settling'
}

/** Whether a node goes from one state to another by itself. */
function isAnyMoving({ nodes }: Cluster, world: World): boolean {
  return [...nodes.keys()].some((node) => {
    const { state } = nodeView(world, node)
    return state === 'draining' || state === 'down' || state === 'starting'
  })
}

/**
 * The steps of its wave that a rollout waits for, where no node moves any more: only somebody from outside could complete
 * them.
 */
function stuckIn(cluster: Cluster, world: World): readonly RolloutStep[] {
  const actor = world.actors.get(rolloutActor)
  if (actor?.table.leaves(actor.state)[0] !== 'upgrading' || isAnyMoving(cluster, world)) return []
  const { rules, left } = actor.table.snapshot(actor.state).context as RolloutContext
  return left.flatMap((place) => rules.steps[place] ?? [])
}
