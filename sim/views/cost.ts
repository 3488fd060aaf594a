/**
 * What an order costs: its rollout is simulated with waves of several sizes, over several seeds. All times are virtual
 * milliseconds.
 */
import { lookUp } from '#machines/look-up.ts'
import type { RolloutStep } from '#machines/rollout.ts'
import { roundTime } from '../engine/kernel.ts'
import { rolloutActor } from '../engine/names.ts'
import type { Cost, WaveCost } from '../plan/model.ts'
import { observedVerdict } from '../run/observations.ts'
import { type Run, runOf, simulate } from '../run/run.ts'
import type { Scenario } from '../scenario/model.ts'
import { clusterSwitches, switchesOf } from '../scenario/switches.ts'
import { fewestUp } from './capacity.ts'
import { timesWithoutService } from './without-service.ts'

/** Steps that may be taken in any order among themselves. */
export type Phases = readonly (readonly { readonly unit: string; readonly to: string }[])[]

/** What one run came to. */
interface Measure {
  /** The longest time without service that any node of a role had in all, by role. */
  readonly withoutService: ReadonlyMap<string, number>
  readonly capacity: ReadonlyMap<string, number>
  readonly duration: number
  readonly kept: boolean
}

/** A wave size is as gentle as another if nobody is without service longer than this many times as long. */
const tolerance = 1.01

/**
 * Measures what an order costs with waves of these sizes, and of one. Time without service is that of the node of a role
 * that had to do without for the longest time in all, from the beginning of the rollout on; a node that is upgraded
 * itself is without. Every run is as long as its rollout, and then until everybody who comes back has come back. The gentlest
 * is the largest wave that keeps nobody waiting longer than waves of one do, and leaves somebody up to whom others connect.
 *
 * @param phases the order: a wave has steps of one phase only, and levels of the cluster and operations are alone in theirs
 * @param waves how many nodes are upgraded at a time at most
 */
export function costOf(
  scenario: Scenario,
  phases: Phases,
  seeds: readonly number[],
  waves: readonly number[],
): Cost {
  const sizes = [...new Set([1, ...waves])].toSorted((a, b) => a - b)
  const costs = sizes.map((wave) => costOfWave(scenario, phases, seeds, wave))
  const [single] = costs
  const served = rolesOf(scenario).filter((role) => isServed(scenario, role))
  const isGentle = ({ kept, withoutService, smallestCapacity }: WaveCost) =>
    kept &&
    served.every((role) => (lookUp(smallestCapacity, role) ?? 0) > 0) &&
    Object.entries(withoutService).every(
      ([role, { worst }]) => worst <= (lookUp(single?.withoutService, role)?.worst ?? 0) * tolerance,
    )
  return { seeds, waves: costs, gentlest: costs.findLast(isGentle)?.wave ?? 1, served }
}

function costOfWave(scenario: Scenario, phases: Phases, seeds: readonly number[], wave: number): WaveCost {
  const groups = wavesOf(scenario, phases, wave)
  const measures = seeds.map((seed) => measure(scenario, groups, seed))
  const valuesOf = (of: (each: Measure) => ReadonlyMap<string, number>, role: string) =>
    measures.map((each) => of(each).get(role) ?? 0)
  const withoutService = rolesThatDial(scenario).map((role) => {
    const times = valuesOf((each) => each.withoutService, role)
    return [role, { mean: roundTime(sum(times) / Math.max(1, times.length)), worst: Math.max(0, ...times) }]
  })
  const capacity = rolesOf(scenario).map((role) => [
    role,
    Math.min(...valuesOf((each) => each.capacity, role)),
  ])
  return {
    wave,
    withoutService: Object.fromEntries(withoutService),
    smallestCapacity: Object.fromEntries(capacity),
    duration: Math.max(0, ...measures.map(({ duration }) => duration)),
    kept: measures.every(({ kept }) => kept),
  }
}

/**
 * Cuts an order into waves, of which none takes two steps of the same node.
 *
 * @internal tests ask it by itself
 */
export function wavesOf(scenario: Scenario, phases: Phases, size: number): RolloutStep[][] {
  const alone = new Set(clusterSwitches(scenario).map(({ id }) => id))
  const holders = new Map(
    scenario.nodes.flatMap((spec) => switchesOf(scenario, spec).map(({ id }) => [id, spec.id])),
  )
  return phases.flatMap((phase) => {
    const waves: RolloutStep[][] = []
    let nodes = new Set<string>()
    for (const { unit, to } of phase) {
      const node = holders.get(unit) ?? unit
      const last = waves.at(-1)
      const isAlone = alone.has(unit)
      if (last === undefined || isAlone || nodes.size === 0 || nodes.size >= size || nodes.has(node)) {
        waves.push([{ node: unit, to }])
        nodes = new Set(isAlone ? [] : [node])
      } else {
        last.push({ node: unit, to })
        nodes.add(node)
      }
    }
    return waves
  })
}

function measure(scenario: Scenario, waves: readonly (readonly RolloutStep[])[], seed: number): Measure {
  // Who has yet to connect at first is not without service because of the rollout.
  const at = Math.max(scenario.upgrade.at, scenario.timing.settle)
  const sizes = waves.map(({ length }) => length)
  const run = simulate(runOf(scenario, { seed, steps: waves.flat(), waves: sizes, at }))
  const times = timesWithoutService(run, at)
  const longest = (role: string) =>
    Math.max(0, ...scenario.nodes.filter((node) => node.role === role).map(({ id }) => times.get(id) ?? 0))
  const roles = rolesOf(scenario)
  const fewest = fewestUp(
    run,
    roles.map((role) => [role]),
    at,
  )
  const capacity = new Map(roles.map((role, i) => [role, fewest[i] ?? 0]))
  const done = doneAt(run)
  return {
    withoutService: new Map(rolesThatDial(scenario).map((role) => [role, longest(role)])),
    capacity,
    duration: roundTime((done ?? run.end.at) - at),
    kept: done !== null && observedVerdict(run) === 'safe',
  }
}

/** When the rollout was done; null where it was not. */
function doneAt({ trace }: Run): number | null {
  const done = trace.lastOf('transition', ({ actor, to }) => actor === rolloutActor && to[0] === 'done')
  return done?.at ?? null
}

/** Whether others connect to the nodes of a role, of which there are several: one of them can stay up. */
const isServed = ({ nodes, links }: Scenario, role: string) =>
  links.some(({ dialer, acceptor }) => acceptor === role && dialer !== role) &&
  nodes.filter((node) => node.role === role).length > 1

const rolesOf = ({ nodes }: Scenario) => [...new Set(nodes.map(({ role }) => role))]

const rolesThatDial = (scenario: Scenario) =>
  rolesOf(scenario).filter((role) => scenario.links.some(({ dialer }) => dialer === role))

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
