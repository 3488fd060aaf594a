/** Where a run ends, and why there. */
import type { RolloutContext, RolloutStep } from '#machines/rollout.ts'
import type { Cluster } from '../engine/cluster.ts'
import { roundTime } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import type { Trace } from '../engine/trace.ts'
import type { World } from '../engine/world.ts'
import type { Finding } from '../rules/verdict.ts'
import { mostMomentsOf } from './next.ts'
import { plannedLength } from './planned-length.ts'
import { type Resting, restingFrom } from './resting.ts'
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
 *
 * @param trace what happens in it, as it is recorded
 * @param watch how connections are watched as they come to rest
 */
export function endingOf(cluster: Cluster, spec: RunSpec, trace: Trace, watch = restingFrom): Ending {
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
    if (rest === null && now >= last && !isUnderWay(cluster, world)) rest = watch(cluster, world, trace)
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
