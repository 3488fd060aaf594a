/**
 * A run: one simulation of a scenario, decided by the scenario, a seed and a list of interventions.
 *
 * It is computed once, from time zero to its end. Going to any time in it is a checkpoint and a replay, and gives the
 * very state that the run had there. A branch is another run, with another list of interventions.
 */

import type { RolloutStep } from '#machines/rollout.ts'
import { checkFollowed, type Path } from '../choices/path.ts'
import { handlers } from '../effects/handlers.ts'
import { buildCluster, type Cluster } from '../engine/cluster.ts'
import type { Intervention } from '../engine/intervention.ts'
import { keepTrace } from '../engine/kept-trace.ts'
import { begin, type Sim, scheduleAt, type Watch } from '../engine/kernel.ts'
import type { Trace } from '../engine/trace.ts'
import { actorsIn, copyWorld, createWorld, type World } from '../engine/world.ts'
import { looks } from '../observed/looks.ts'
import type { Scenario } from '../scenario/model.ts'
import { keepCheckpoints } from './checkpoints.ts'
import { nextIn } from './next.ts'
import { endingOf, type RunEnd } from './run-end.ts'
import type { RunSpec } from './run-spec.ts'
import { usualSeed } from './usual-seed.ts'

export interface Run {
  readonly spec: RunSpec
  readonly cluster: Cluster
  readonly end: RunEnd
  /** Everything that happened, in order. */
  readonly trace: Trace
  /** How many moments it has. Moment 0 is the start; each later one is something that happened at one stroke. */
  readonly moments: number
  /** States to replay from, in order; the first is the start. */
  readonly checkpoints: readonly World[]
}

/** A run of which there is only the beginning. */
export interface RunSoFar extends Pick<Run, 'spec' | 'cluster' | 'trace'> {
  /** The virtual time that it has come to. */
  readonly now: number
}

/** Computes a run. Throws a `PathFault` where its path cannot be followed. */
export function simulate(spec: RunSpec): Run {
  const pieces = simulating(spec)
  for (;;) {
    const { done, value } = pieces.next()
    if (done) return value
  }
}

/** Moments of one piece: whoever computes a run in pieces waits no longer than for so many. */
const piece = 32

/** Computes a run in pieces, for whoever has other things to do between them. What there is of it is the same object each time. */
export function* simulating(spec: RunSpec): Generator<RunSoFar, Run> {
  const cluster = buildCluster(spec.scenario, spec.seed)
  const world = createWorld(cluster)
  const trace = keepTrace(cluster.pairs)
  const sim: Sim = { cluster, world, handlers, looks, listen: trace.add }
  const soFar: RunSoFar = {
    spec,
    cluster,
    trace,
    get now() {
      return world.now
    },
  }
  start(sim, spec)
  const checkpoints = keepCheckpoints(world)
  const ending = endingOf(cluster, spec, trace)
  for (let done = 1; ; done++) {
    const next = nextIn(cluster, world, spec)
    const end = ending(world, next.at)
    if (end) {
      checkFollowed(cluster, world, spec.path ?? [])
      return { spec, cluster, end, trace, moments: world.moment, checkpoints: checkpoints.all() }
    }
    next.happens(sim)
    checkpoints.offer(world)
    if (done % piece === 0) yield soFar
  }
}

function start(sim: Sim, { interventions }: RunSpec): void {
  for (const intervention of interventions) {
    scheduleAt(sim, intervention.at, { kind: 'intervene', intervention })
  }
  begin(sim)
}

/** What can be asked of the run of an upgrade; everything else is what its scenario says. */
export interface Asked {
  readonly seed?: number
  /** The order of the rollout. */
  readonly steps?: readonly RolloutStep[]
  /** How many steps are taken together each time; one, unless told otherwise. */
  readonly waves?: readonly number[]
  /** When the rollout begins. */
  readonly at?: number
  /** What is done beside, in order of time. */
  readonly interventions?: readonly Intervention[]
  /** Where the run is to end, not sooner and not later. Absent: where it ends by itself. */
  readonly cut?: number
  /** What happens, by names. */
  readonly path?: Path
}

/**
 * The run of an upgrade: one rollout, and whatever else is done. Whoever asks for a run asks here, so that the same question
 * gives the same run, with the same digest, wherever it is asked.
 */
export function runOf(
  scenario: Scenario,
  { seed = usualSeed, steps, waves, at, interventions = [], cut, path }: Asked = {},
): RunSpec {
  const rollout = rolloutOf(scenario, steps, waves).map((each) => (at === undefined ? each : { ...each, at }))
  return {
    scenario,
    seed,
    interventions: [...rollout, ...interventions],
    until: cut ?? scenario.until,
    ...(cut !== undefined && { cut }),
    ...(path !== undefined && { path }),
  }
}

/**
 * The interventions of the scenario's own upgrade: one rollout, in this order; none where there is no step to take.
 *
 * @param waves how many steps are taken together each time; one, unless told otherwise
 * @internal tests ask for runs with it
 */
export function rolloutOf(
  scenario: Scenario,
  steps: readonly RolloutStep[] = scenario.upgrade.steps,
  waves?: readonly number[],
): Intervention[] {
  if (steps.length === 0) return []
  return [{ at: scenario.upgrade.at, do: 'roll out', steps, ...(waves && { waves }) }]
}

/** The state of the run at a virtual time, with everything done that happens at that time. */
export function stateAt(run: Run, time: number): World {
  const world = replay(
    run,
    (checkpoint) => checkpoint.now <= time,
    (next) => next <= time,
  )
  world.now = Math.max(world.now, Math.min(time, run.end.at))
  return world
}

/** The state of the run just after its moment of that number. */
export function stateAfter(run: Run, moment: number): World {
  const last = Math.min(moment, run.moments)
  return replay(
    run,
    (checkpoint) => checkpoint.moment <= last,
    (_, world) => world.moment < last,
  )
}

/** Begins a run again, while somebody watches. Gives its state at moment 0. */
export function startWatched({ spec, cluster }: Run, watch: Watch): World {
  const world = createWorld(cluster)
  for (const actor of actorsIn(world)) watch.made(world, actor)
  start({ cluster, world, handlers, looks, listen: null, watch }, spec)
  return world
}

/** Takes a state of the run, in place, to a later moment, while somebody watches. */
export function goOnWatched({ spec, end, cluster }: Run, world: World, moment: number, watch: Watch): void {
  const sim: Sim = { cluster, world, handlers, looks, listen: null, watch }
  while (world.moment < moment) {
    const next = nextIn(cluster, world, spec)
    if (next.at > end.at) return
    next.happens(sim)
  }
}

function replay(
  { spec, end, cluster, checkpoints, moments }: Run,
  isBefore: (checkpoint: World) => boolean,
  goesOn: (next: number, world: World) => boolean,
): World {
  const world = copyWorld(checkpoints.findLast(isBefore) ?? (checkpoints[0] as World))
  const sim: Sim = { cluster, world, handlers, looks, listen: null }
  for (;;) {
    const next = nextIn(cluster, world, spec)
    if (next.at > end.at || !goesOn(next.at, world)) return world
    // Time may never have gone on.
    if (end.why === 'endless' && world.moment >= moments) return world
    next.happens(sim)
  }
}
