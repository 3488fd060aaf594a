/**
 * The brute force: every upgrade order and every delivery order of a small cluster, walked through the machines themselves.
 *
 * All connections of the cluster stand side by side in one state, and any of them may go on next. When nothing moves any
 * more, any step may be taken: a node goes down, its ends close and its peers hear of it, it comes up with its other
 * release, and its connections are made anew. It knows nothing of classes, phases or lattices: it is what the planner is
 * held against.
 *
 * Between two steps connections share nothing, so that what happens on one commutes with what happens on another. Unless
 * every interleaving is asked for, one connection goes on until nothing moves on it before the next one does: each is still
 * walked in every order of its own deliveries, and what is left in the end is the same.
 */

import type { PairWalk } from '../checker.ts'
import { buildCluster, type Pair } from '../cluster.ts'
import { pairWalk } from '../matrix.ts'
import { type Condition, type Scenario, type Upgrade, usualConditions } from '../scenario/model.ts'
import type { Finding } from '../verdict.ts'
import { countAll } from './count.ts'
import { judgeDown, judgeService } from './exhaustive-service.ts'
import { firstState, type Mixed, membersOf, releasesOf, riseAfter, writtenAt } from './exhaustive-state.ts'
import { judgeValues } from './judge-values.ts'
import type { PlanStep, Unit } from './model.ts'
import { problemOf } from './problem.ts'
import { judgeMove } from './rules/moves.ts'
import { unitsOf } from './units.ts'

export interface ExhaustiveOptions {
  readonly keep?: readonly Condition[]
  /** Only this order; absent: every order. */
  readonly order?: Upgrade['steps']
  /** Whether deliveries on different connections are interleaved in every way too. A few connections are many then. */
  readonly interleaved?: boolean
  /** How many states of the cluster are walked through, at most. */
  readonly limit?: number
  /** Told how many states were walked through, now and then. */
  readonly progress?: (states: number) => void
}

export interface Exhaustive {
  /** Whether there is a safe order, or whether the order that was asked for is one. */
  readonly verdict: 'safe' | 'unsafe' | 'unknown'
  /** Decimal. `safeOrders` is null where the limit was hit. */
  readonly allOrders: string
  readonly safeOrders: string | null
  /** How many states of the whole cluster were walked through, and by how many moves. */
  readonly states: number
  readonly moves: number
  /** How many mixed states were met. */
  readonly mixedStates: number
  /** A shortest order into a state that is not safe; null where none was met. */
  readonly failure: { readonly steps: readonly PlanStep[]; readonly fault: Finding } | null
}

const usualLimit = 2_000_000

/** Walks every order, or one, of a scenario's upgrade. */
export function exhaustive(scenario: Scenario, options: ExhaustiveOptions = {}): Exhaustive {
  const { order, interleaved = false, limit = usualLimit, progress = () => {} } = options
  const keep = new Set(options.keep ?? scenario.upgrade.keep ?? usualConditions)
  const units = unitsOf(scenario, order)
  const cluster = buildCluster(scenario, 0)
  const pairs = [...cluster.pairs.values()]
  const services = [...cluster.services.values()]
  const walks = new Map<string, PairWalk>()
  const size = { states: 0, moves: 0, mixed: 0 }
  let isCut = false
  let failure: Exhaustive['failure'] = null

  const walkFor = (pair: Pair, at: Pick<Mixed, 'values' | 'risen'>): PairWalk => {
    const [dialer, acceptor] = releasesOf(scenario, pair, at)
    const key = `${pair.link.name} ${dialer.key} ${acceptor.key}`
    const known = walks.get(key)
    if (known !== undefined) return known
    const joined = { dialer: dialer.release, acceptor: acceptor.release }
    const made = pairWalk(scenario, pair.link, joined)
    walks.set(key, made)
    return made
  }

  /** Every way in which the connections can stand when nothing moves any more, from one in which they may. */
  const settle = (from: Iterable<readonly number[]>, walksOf: readonly (PairWalk | null)[]) => {
    const seen = new Map<string, readonly number[]>()
    for (const state of from) seen.set(state.join(), state)
    const quiet = new Map<string, readonly number[]>()
    // A map goes on to what is added to it on the way.
    for (const [key, state] of seen) {
      size.states++
      if (size.states % 100_000 === 0) progress(size.states)
      if (size.states > limit) {
        isCut = true
        return quiet
      }
      let moved = false
      for (const [i, walk] of walksOf.entries()) {
        if (moved && !interleaved) break
        for (const next of walk?.moves(state[i] ?? 0) ?? []) {
          moved = true
          size.moves++
          const after = state.with(i, next)
          const afterKey = after.join()
          if (!seen.has(afterKey)) seen.set(afterKey, after)
        }
      }
      if (!moved) quiet.set(key, state)
    }
    return quiet
  }

  const judge = (mixed: Mixed, walksOf: readonly (PairWalk | null)[]): Finding | null => {
    const all = judgeValues(scenario, new Map([...mixed.values, ...mixed.risen]), keep, mixed.written)
    const rule = all.faults.find(({ rule: name }) => !name.startsWith('link '))
    if (rule !== undefined) return rule
    for (const state of mixed.settled.values()) {
      const fault = services.flatMap((service) =>
        judgeService(scenario, keep, mixed, service, (pair) => {
          const i = pairs.indexOf(pair)
          return walksOf[i]?.outcome(state[i] ?? 0) ?? 'rejected'
        }),
      )[0]
      if (fault !== undefined) return fault
    }
    return null
  }

  const walksAt = (mixed: Pick<Mixed, 'values' | 'risen'>, down: string | null = null) =>
    pairs.map((pair) => (pair.dialer === down || pair.acceptor === down ? null : walkFor(pair, mixed)))

  const first = firstState(scenario, units)
  const firstWalks = walksAt(first)
  for (const [key, state] of settle([firstWalks.map((walk) => walk?.start ?? 0)], firstWalks)) {
    first.settled.set(key, state)
  }
  const startFault = judge(first, firstWalks)
  if (startFault !== null) failure = { steps: [], fault: startFault }
  let layer = new Map<string, Mixed>(startFault === null ? [['', first]] : [])
  let safeOrders = 0n
  const length = units.reduce((sum, { path }) => sum + path.length - 1, 0)
  for (let rank = 0; layer.size > 0 && !isCut; rank++) {
    size.mixed += layer.size
    if (rank === length) for (const { orders } of layer.values()) safeOrders += orders
    const next = new Map<string, Mixed | null>()
    for (const mixed of layer.values()) {
      for (const unit of order ? units.filter(({ id }) => id === order[rank]?.node) : units) {
        const to = unit.path[(mixed.taken.get(unit.id) ?? 0) + 1]
        if (to === undefined || isCut) continue
        const step: PlanStep = { unit: unit.id, role: unit.role, from: mixed.values.get(unit.id) ?? '', to }
        const after = takeStep(mixed, unit, step)
        const known = next.get(after.key)
        const fault = after.fault ?? arrive(mixed, unit, after.mixed)
        if (isCut) break
        if (fault !== null) {
          failure ??= { steps: after.mixed.steps, fault }
          if (known === undefined) next.set(after.key, null)
          continue
        }
        if (known == null) {
          next.set(after.key, after.mixed)
          after.mixed.orders = mixed.orders
        } else {
          known.orders += mixed.orders
          for (const [key, state] of after.mixed.settled) known.settled.set(key, state)
        }
      }
    }
    layer = new Map([...next].flatMap(([key, mixed]) => (mixed === null ? [] : [[key, mixed] as const])))
  }

  /** Takes a node down and up again, or raises a level, and lets the connections settle each time. */
  function arrive(before: Mixed, unit: Unit, after: Mixed): Finding | null {
    const restarts = unit.node
    const members = membersOf(scenario, unit)
    const oldWalks = walksAt(before)
    const newWalks = walksAt(after)
    const isClosed = (pair: Pair) =>
      restarts === null
        ? members.has(pair.dialer) || members.has(pair.acceptor)
        : pair.dialer === restarts || pair.acceptor === restarts
    const closed = [...before.settled.values()].map((state) =>
      state.map((local, i) => {
        const pair = pairs[i] as Pair
        if (!isClosed(pair)) return local
        const side =
          pair.acceptor === restarts || (restarts === null && !members.has(pair.dialer))
            ? 'acceptor'
            : 'dialer'
        return oldWalks[i]?.close(local, side) ?? local
      }),
    )
    const quiet = settle(closed, oldWalks)
    if (restarts !== null) {
      const fault = judgeDown(scenario, keep, before, restarts, pairs, quiet, oldWalks)
      if (fault !== null) return fault
    }
    // Where other rules hold now, a connection that was not closed is made anew sooner or later.
    const isNew = (pair: Pair, i: number) => isClosed(pair) || oldWalks[i] !== newWalks[i]
    const reopened = [...quiet.values()].map((state) =>
      state.map((local, i) => (isNew(pairs[i] as Pair, i) ? (newWalks[i]?.start ?? 0) : local)),
    )
    for (const [key, state] of settle(reopened, newWalks)) after.settled.set(key, state)
    return judge(after, newWalks)
  }

  /** The state after a step, and what keeps the step from being taken. */
  function takeStep(before: Mixed, unit: Unit, step: PlanStep) {
    const values = new Map(before.values).set(unit.id, step.to)
    const taken = new Map(before.taken).set(unit.id, (before.taken.get(unit.id) ?? 0) + 1)
    const risen = riseAfter(scenario, before, values, unit.node)
    const mixed: Mixed = {
      values,
      taken,
      steps: [...before.steps, step],
      written: writtenAt(scenario, values, risen, before.written),
      risen,
      settled: new Map(),
      orders: 0n,
    }
    const key = JSON.stringify([...values, ...risen, ...[...mixed.written].toSorted()])
    return { key, mixed, fault: faultOfStep(scenario, units, keep, before, unit, step) }
  }

  return {
    verdict: isCut ? 'unknown' : safeOrders > 0n ? 'safe' : 'unsafe',
    allOrders: String(order ? 1n : (countAll(units) ?? 0n)),
    safeOrders: isCut ? null : String(safeOrders),
    states: size.states,
    moves: size.moves,
    mixedStates: size.mixed,
    failure,
  }
}

/** What keeps a step from being taken at all; and for a level in between, what its members cannot run at. */
function faultOfStep(
  scenario: Scenario,
  units: readonly Unit[],
  keep: ReadonlySet<Condition>,
  before: Mixed,
  unit: Unit,
  { from, to }: PlanStep,
): Finding | null {
  const problem = problemOf(scenario, units, { keep: [...keep] })
  for (const own of problem.classes) {
    const part = own.parts.findIndex(({ suffix }) =>
      own.members.some((member) => `${member}${suffix}` === unit.id),
    )
    const move = own.moves.find(
      (each) =>
        each.part === part &&
        own.places[each.from]?.values[part] === from &&
        own.places[each.to]?.values[part] === to,
    )
    if (part < 0 || move === undefined) continue
    const [fault] = judgeMove(problem, own, move)
    if (fault !== undefined) return fault
  }
  const level = scenario.levels?.find(({ name }) => name === unit.role)
  if (unit.kind !== 'level' || unit.node !== null || !level?.isTransitional) return null
  // While it is raised both values have to be possible, with the connections of either and what is written at either.
  const { risen } = before
  const written = writtenAt(scenario, new Map(before.values).set(unit.id, to), risen, before.written)
  for (const value of [from, to]) {
    const midway = new Map([...before.values, ...risen, [unit.id, value] as const])
    const [fault] = judgeValues(scenario, midway, keep, written).faults
    if (fault !== undefined) return fault
  }
  return null
}
