/** Where a run ends, and why there. */
import type { RolloutContext, RolloutStep } from '#machines/rollout.ts'
import type { Cluster, Service } from '../engine/cluster.ts'
import { roundTime } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import type { World } from '../engine/world.ts'
import { ofCluster } from '../observed/looks.ts'
import { isServiceAtRest, judgeDialer, judgeRestless, observedCluster } from '../observed/observed.ts'
import { type Finding, keepOf } from '../rules/verdict.ts'
import { mostMomentsOf } from './next.ts'
import { plannedLength } from './planned-length.ts'
import type { RunSpec } from './run-spec.ts'

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
  /**
   * What was found of each connector when it came to rest after all that, by its id, and of the service of the cluster when
   * all had. Those are not there that never did.
   */
  readonly looks: ReadonlyMap<string, readonly Finding[]>
}

/** A run that lasts longer than this many times what was planned has no end. */
const mostLengths = 1_000

/** Time goes on so often without an end of what is due, and no oftener. */
const mostRounds = 200

/** What shows that a run comes nearer to its end, and after how many moments that was seen last. */
interface Progress {
  readonly rollout: number | undefined
  readonly rounds: number
  readonly since: number
}

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
  const last = Math.max(0, ...spec.interventions.map(({ at }) => roundTime(at)))
  const latest = mostLengths * plannedLength(spec)
  let rest: Resting | null = null
  let endsAt = Infinity
  const mostMoments = mostMomentsOf(cluster)
  const planned = Math.max(until, last)
  let progress: Progress = { rollout: -1, rounds: 0, since: 0 }

  return (world, next) => {
    const { now, moment, stroke, rounds } = world
    const endAt = (at: number, why: RunEnd['why']): RunEnd => {
      // Whatever somebody does later may lead on.
      const isLeftAlone = now >= last
      return { at, why, stuckIn: isLeftAlone ? stuckIn(cluster, world) : [], looks: rest?.looks ?? new Map() }
    }
    if (next <= now) {
      // What is due later has not ended it.
      return moment - stroke > mostMoments ? endAt(now, 'endless') : null
    }
    if (rest === null && now >= last && !isUnderWay(cluster, world)) rest = restingFrom(cluster, world)
    if (endsAt === Infinity && rest?.isAtRest(world)) endsAt = Math.max(until, now + settle)
    if (next > endsAt && endsAt <= cut) return endAt(endsAt, 'at rest')
    if (next > cut) return endAt(cut, 'cut')
    if (next > latest) return endAt(latest, 'endless')
    const rollout = world.rollout?.state
    const isNews = rollout !== progress.rollout || (rounds !== progress.rounds && rounds < mostRounds)
    if (now <= planned || isNews) progress = { rollout, rounds, since: moment }
    // What goes round at this stroke is left behind when time goes on.
    const isEndless = endsAt === Infinity && stroke - progress.since > mostMoments
    return isEndless ? endAt(now, 'endless') : null
  }
}

/** Whether connections have come to rest since everything else was over. */
interface Resting {
  readonly isAtRest: (world: World) => boolean
  readonly looks: RunEnd['looks']
}

/**
 * Watches connections come to rest, one connector after the other: from here on nodes and levels stay as they are, so that
 * one which has come to rest has seen all that there is for it. So has one that has dialled more often than it has offers.
 */
function restingFrom(cluster: Cluster, { attempts }: World): Resting {
  const { scenario, services } = cluster
  const keep = keepOf(scenario)
  const awaited = new Set(services.values())
  const looks = new Map<string, readonly Finding[]>()
  const before = new Map(attempts)
  const mostDials = 2 * (scenario.versions.length + 1)
  const dials = (world: World, { pairs }: Service) =>
    pairs.reduce((most, { id }) => Math.max(most, (world.attempts.get(id) ?? 0) - (before.get(id) ?? 0)), 0)
  const lookAt = (world: World, service: Service) => {
    if (isServiceAtRest(cluster, world, service)) return judgeDialer(cluster, world, keep, service)
    return dials(world, service) > mostDials ? judgeRestless(cluster, world, keep, service) : null
  }
  return {
    isAtRest(world) {
      for (const service of awaited) {
        const found = lookAt(world, service)
        if (found === null) continue
        looks.set(service.id, found)
        awaited.delete(service)
      }
      if (awaited.size > 0) return false
      looks.set(ofCluster, observedCluster(cluster, world, keep))
      return true
    },
    looks,
  }
}

/** Whether a node goes up or down, or a rollout has a step to take yet. */
function isUnderWay(cluster: Cluster, world: World): boolean {
  if (rolloutState(world) === 'settling') return true
  // What is waited for moves, as a rule: most nodes need not be looked at.
  const isWaitedFor = stepsLeft(world).some(({ node: unit }) => {
    const node = cluster.switches.get(unit)?.node ?? unit
    return cluster.nodes.has(node) && isMoving(world, node)
  })
  return isWaitedFor || isAnyMoving(cluster, world)
}

const isAnyMoving = ({ nodes }: Cluster, world: World) =>
  [...nodes.keys()].some((node) => isMoving(world, node))

/** Whether a node goes from one state to another by itself. */
function isMoving(world: World, node: string): boolean {
  const { state } = nodeView(world, node)
  return state === 'draining' || state === 'down' || state === 'starting'
}

/**
 * The steps of its wave that a rollout waits for, where no node moves any more: only somebody from outside could complete
 * them.
 */
function stuckIn(cluster: Cluster, world: World): readonly RolloutStep[] {
  return isAnyMoving(cluster, world) ? [] : stepsLeft(world)
}

function rolloutState({ rollout: actor }: World): string | undefined {
  return actor?.table.leaves(actor.state)[0]
}

/** The steps of the wave that is being taken which are not completed yet. */
function stepsLeft(world: World): readonly RolloutStep[] {
  const { rollout: actor } = world
  if (actor === null || rolloutState(world) !== 'upgrading') return []
  const { rules, left } = actor.table.snapshot(actor.state).context as RolloutContext
  return left.flatMap((place) => rules.steps[place] ?? [])
}
