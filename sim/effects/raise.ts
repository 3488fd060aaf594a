/** How levels are raised and operations done in a run, and what comes of it. */

import type { RolloutStep } from '#machines/rollout.ts'
import { entriesOf } from '../engine/event-queue.ts'
import { invariant } from '../engine/invariant.ts'
import { record, type Sim, schedule } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import { changing, type Happening, processOf, type World } from '../engine/world.ts'
import { close } from '../protocol/words.ts'
import type { Level } from '../scenario/model.ts'
import { sides } from '../scenario/side.ts'
import { askRules, judgeRising, judgeStep, viewOfWorld } from './declared-rules.ts'
import { isGone, tellEnd } from './ends.ts'
import { obstacleTo, risesTo } from './levels.ts'
import { tellNode, tellRollout } from './tell.ts'

/** Takes a step: a node begins to change its release, a level is raised, an operation begins or is done. */
export function takeStep(sim: Sim, step: RolloutStep, cause: number): void {
  const { node: unit, to } = step
  judgeStep(sim, step, cause)
  const movable = sim.cluster.switches.get(unit)
  if (movable === undefined) tellNode(sim, unit, { type: 'upgrade', to }, cause)
  else if (movable.node === null) reach(sim, unit, to, cause)
  else {
    // A process reads its configuration when it starts.
    sim.world.configured.set(unit, to)
    const { next } = nodeView(sim.world, movable.node)
    tellNode(sim, movable.node, { type: 'upgrade', to: next }, cause)
  }
}

/** A process starts with what its configuration says, and may find that it cannot run there. */
export function readConfiguration(sim: Sim, node: string, cause: number): void {
  const { world, cluster } = sim
  world.starts.set(node, processOf(world, node) + 1)
  for (const { id } of cluster.nodes.get(node)?.switches ?? []) {
    const value = world.configured.get(id)
    world.configured.delete(id)
    if (value !== undefined) change(sim, id, value, cause)
  }
  heedLevels(sim, node, cause)
}

/** Lets a node that starts and cannot run where the levels stand give up, once it has set its timers. */
function heedLevels(sim: Sim, node: string, cause: number): void {
  if (nodeView(sim.world, node).state !== 'starting') return
  if (obstacleTo(sim.cluster, sim.world, node)) schedule(sim, 0, { kind: 'give up', node, cause })
}

/** A node that has begun to start, and cannot run where the levels stand, stays down. */
export function giveUp(sim: Sim, node: string, cause: number): void {
  const { state, release } = nodeView(sim.world, node)
  const obstacle = obstacleTo(sim.cluster, sim.world, node)
  if (state !== 'starting' || obstacle === null) return
  const reason = `${release} cannot run at ${obstacle.level} ${obstacle.value}`
  const told = record(sim, { kind: 'no start', node, release, ...obstacle, reason, severity: 'error', cause })
  tellNode(sim, node, { type: 'cannot run' }, told)
}

/** A node runs: the rollout is told at which values its configuration stands. */
export function tellConfiguration(sim: Sim, node: string, cause: number): void {
  for (const { id } of sim.cluster.nodes.get(node)?.switches ?? []) tellReached(sim, id, cause)
}

/**
 * Raises the levels that rise by themselves, as far as who is up allows now: at one stroke, or, where they stay between two
 * values for a while, one place after the other, so that connections can be made in between. They never fall.
 */
export function raiseAutomatically(sim: Sim, cause: number): void {
  const { cluster, world } = sim
  const levels = cluster.scenario.levels ?? []
  for (const level of levels.filter(({ isTransitional }) => !isTransitional)) {
    for (;;) {
      const next = risesTo(cluster, world, level)
      if (next === null) break
      reach(sim, level.name, next, cause)
    }
  }
  const slow = levels.filter(({ isTransitional }) => isTransitional)
  for (const level of slow) {
    const to = risesTo(cluster, world, level)
    if (to === null) continue
    if (!isRising(world)) schedule(sim, 0, { kind: 'rise', level: level.name, to, cause })
    return
  }
}

const isRising = ({ eventQueue }: World) => entriesOf(eventQueue).some(({ item }) => item.kind === 'rise')

/** A level that takes its time rises by one place, if who is up still allows it; and goes on. */
export function rise(sim: Sim, { level: name, to, cause }: Rise): void {
  const level = sim.cluster.scenario.levels?.find((each) => each.name === name)
  if (level !== undefined && risesTo(sim.cluster, sim.world, level) === to) reach(sim, name, to, cause)
  raiseAutomatically(sim, cause)
}

type Rise = Extract<Happening, { kind: 'rise' }>

/** A level of the cluster, or an operation, gets to a value. */
function reach(sim: Sim, id: string, to: string, cause: number): void {
  const level = sim.cluster.switches.get(id)?.level ?? null
  const before = level?.isTransitional ? viewOfWorld(sim.cluster, sim.world) : null
  const changed = change(sim, id, to, cause)
  if (changed !== cause) {
    // It may rise on at the same stroke: what is written here has been written all the same.
    sim.world.written = viewOfWorld(sim.cluster, sim.world).written
    askRules(sim, changed)
  }
  if (level !== null && changed !== cause) {
    if (before !== null) judgeRising(sim, before, changed)
    if (level.dropsConnections) dropConnections(sim, level, changed)
    for (const node of sim.cluster.nodes.keys()) heedLevels(sim, node, changed)
  }
  tellReached(sim, id, changed)
}

const mayFall = (level: Level | null) => level?.raised !== 'automatically'
const isHigher = (level: Level | null, from: string, to: string) =>
  level !== null && level.values.indexOf(from) < level.values.indexOf(to)

/** Sets a value, and gives the trace event of that; its cause where nothing changes. */
function change(sim: Sim, id: string, to: string, cause: number): number {
  const { values } = sim.world
  const from = values.get(id)
  const changed = sim.cluster.switches.get(id)
  if (changed === undefined || from === undefined || from === to) return cause
  const { level, node } = changed
  invariant(() => mayFall(level) || isHigher(level, from, to), 'a level that rises by itself never falls')
  values.set(id, to)
  return level === null
    ? record(sim, { kind: 'operation', operation: id, to, cause })
    : record(sim, { kind: 'level', level: level.name, node, from, to, cause })
}

function tellReached(sim: Sim, unit: string, cause: number): void {
  const value = sim.world.values.get(unit)
  if (value !== undefined) tellRollout(sim, { type: 'value reached', unit, value }, cause)
}

/** The members of a level close their connections, in good order; those that dial will dial again. */
function dropConnections(sim: Sim, { members }: Level, cause: number): void {
  for (const each of [...sim.world.connections.values()]) {
    for (const side of sides) {
      const role = sim.cluster.nodes.get(each.pair[side])?.role ?? ''
      const connection = members.includes(role) ? changing(sim.world, each.id) : undefined
      if (connection === undefined || isGone(connection, side)) continue
      connection.broken = true
      tellEnd(sim, connection, side, close, cause)
    }
  }
}
