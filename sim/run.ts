/**
 * A run: one simulation of a scenario, decided by the scenario, a seed and a list of interventions.
 *
 * It is computed once, from time zero to its end. Going to any time in it is a checkpoint and a replay, and gives the
 * very state that the run had there. A branch is another run, with another list of interventions.
 */
import { peek } from './agenda.ts'
import { buildCluster, type Cluster } from './cluster.ts'
import { deeds } from './deeds.ts'
import type { Intervention } from './intervention.ts'
import { begin, type Sim, scheduleAt, tick, type Watch } from './kernel.ts'
import type { Scenario } from './scenario/model.ts'
import type { TraceEvent } from './trace.ts'
import { copyWorld, createWorld, type World } from './world.ts'

export interface RunSpec {
  readonly scenario: Scenario
  /** A 32-bit integer. */
  readonly seed: number
  readonly interventions: readonly Intervention[]
  /** Where it ends, in virtual milliseconds. */
  readonly until: number
}

export interface Run {
  readonly spec: RunSpec
  readonly cluster: Cluster
  /** Everything that happened, in order. */
  readonly trace: readonly TraceEvent[]
  /** How many moments it has. Moment 0 is the start; each later one is something that happened at one stroke. */
  readonly moments: number
  /** States to replay from, in order; the first is the start. */
  readonly checkpoints: readonly World[]
}

/** Moments between two checkpoints at least: a seek replays half as many on average. */
const checkpointEvery = 128

/** Computes a run. */
export function simulate(spec: RunSpec): Run {
  const trace: TraceEvent[] = []
  const cluster = buildCluster(spec.scenario, spec.seed)
  const world = createWorld(cluster)
  const sim: Sim = { cluster, world, deeds, listen: (event) => trace.push(event) }
  start(sim, spec)
  const checkpoints = [copyWorld(world)]
  let next = checkpointEvery
  while ((peek(world.agenda)?.at ?? Infinity) <= spec.until) {
    tick(sim)
    if (world.moment < next) continue
    checkpoints.push(copyWorld(world))
    // A copy costs what the world holds; kept this far apart, all of them cost no more than the run itself.
    next = world.moment + Math.max(checkpointEvery, world.actors.size)
  }
  return { spec, cluster, trace, moments: world.moment, checkpoints }
}

function start(sim: Sim, { interventions }: RunSpec): void {
  for (const intervention of interventions) {
    scheduleAt(sim, intervention.at, { kind: 'intervene', intervention })
  }
  begin(sim)
}

/**
 * The interventions of the scenario's own upgrade: one rollout, in this order.
 *
 * @param waves how many steps are taken together each time; one, unless told otherwise
 */
export function rolloutOf(
  scenario: Scenario,
  steps = scenario.upgrade.steps,
  waves?: readonly number[],
): Intervention[] {
  return [{ at: scenario.upgrade.at, do: 'roll out', steps, ...(waves && { waves }) }]
}

/** The state of the run at a virtual time, with everything done that happens at that time. */
export function stateAt(run: Run, time: number): World {
  const world = replay(
    run,
    (checkpoint) => checkpoint.now <= time,
    (next) => next <= time,
  )
  world.now = Math.max(world.now, Math.min(time, run.spec.until))
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
  for (const actor of world.actors.values()) watch.made(world, actor)
  start({ cluster, world, deeds, listen: () => {}, watch }, spec)
  return world
}

/** Takes a state of the run, in place, to a later moment, while somebody watches. */
export function goOnWatched({ spec, cluster }: Run, world: World, moment: number, watch: Watch): void {
  const sim: Sim = { cluster, world, deeds, listen: () => {}, watch }
  while (world.moment < moment && (peek(world.agenda)?.at ?? Infinity) <= spec.until) tick(sim)
}

function replay(
  { spec, cluster, checkpoints }: Run,
  isBefore: (checkpoint: World) => boolean,
  goesOn: (next: number, world: World) => boolean,
): World {
  const world = copyWorld(checkpoints.findLast(isBefore) ?? (checkpoints[0] as World))
  const sim: Sim = { cluster, world, deeds, listen: () => {} }
  for (;;) {
    const next = peek(world.agenda)?.at ?? Infinity
    if (next > spec.until || !goesOn(next, world)) return world
    tick(sim)
  }
}
