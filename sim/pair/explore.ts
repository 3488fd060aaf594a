/**
 * Explores one pair of releases completely: every order in which messages can be delivered and calls can be made. Nothing
 * is ever undone, so the states of a pair form a graph without circles, and the number of schedules is the number of paths
 * through it.
 */
import { outcomeOf } from '../protocol/outcome-of.ts'
import { repeatsExplored } from '../protocol/traffic.ts'
import type { EndFacts } from '../protocol/why.ts'
import { isBroken, type Outcome, outcomes } from '../scenario/outcome.ts'
import type { Side } from '../scenario/side.ts'
import { type Configuration, type Half, type PairMove, spokenIn } from './configuration.ts'
import type { PairSight } from './end-step.ts'
import { movesFrom, type PairGraph, walkPair } from './pair-graph.ts'
import { createPairMoves, type PairMoves } from './pair-moves.ts'
import type { CallFate, PairSpec } from './pair-spec.ts'
import { createPathCounts, type PathCounts } from './path-counts.ts'
import { packRepeats, type Repeats } from './repeats.ts'
import { waysOn, waysToMix } from './ways-on.ts'

export interface Exploration {
  /** The worst outcome over all schedules. */
  readonly outcome: Outcome
  /** How many schedules end in each outcome. */
  readonly outcomes: Readonly<Partial<Record<Outcome, bigint>>>
  /** How many schedules there are. */
  readonly schedules: bigint
  /** How many different states were looked at. */
  readonly states: number
  /** Every way in which the connection may come to rest. */
  readonly rests: readonly PairRest[]
  /** Where the ends stand after a schedule with the worst outcome. */
  readonly ends: Readonly<Record<Side, EndFacts>>
  /** Calls that the dialer made and those that were answered, on the last connection of that schedule. */
  readonly calls: { readonly made: number; readonly answered: number }
  /** One schedule with the worst outcome: what happens, in order. */
  readonly schedule: readonly string[]
  /** Every offer with which the dialer dials again on some way, so that it may come to rest remembering it. */
  readonly remembered: readonly string[]
}

/** One way in which a connection may come to rest. */
export interface PairRest {
  readonly outcome: Outcome
  readonly ends: Readonly<Record<Side, PairSight>>
  /** Whether it has passed its test, so that its dialer took it for one that can be used. */
  readonly isTested: boolean
}

/** Explores a pair of releases under every delivery order. */
export function explore(spec: PairSpec): Exploration {
  const { moves, repeats } = partsOf(spec)
  const graph = walkPair(moves, repeats)
  const { counts, rests, worst } = endingsOf(spec, repeats, graph)
  const { way, end } = worstWay(moves, repeats, graph, worst)
  const last = endingOf(spec, repeats, end)
  const before = callsOf(way)
  const { dialer, acceptor } = end.configuration
  return {
    outcome: restOf(spec, end.configuration).outcome,
    outcomes: Object.fromEntries(counts),
    schedules: [...counts.values()].reduce((sum, count) => sum + count, 0n),
    states: graph.order.length,
    rests,
    ends: { dialer: factsOf(dialer), acceptor: factsOf(acceptor) },
    calls: { made: before.made + last.made, answered: before.answered + last.answered },
    get schedule() {
      return [...way, ...firstWay(moves, repeats, end)].map(({ move, call }) => moves.say(move, call))
    },
    remembered: graph.redials,
  }
}

function partsOf(spec: PairSpec): { readonly moves: PairMoves; readonly repeats: Repeats } {
  const repeats = packRepeats(spec.calls.repeat.length, repeatsExplored(spec.rules.acceptor))
  return { moves: createPairMoves(spec), repeats }
}

/**
 * All states of a pair.
 *
 * @internal its size is held against that of another exploration
 */
export function graphOf(spec: PairSpec): PairGraph {
  const { moves, repeats } = partsOf(spec)
  return walkPair(moves, repeats)
}

interface Endings {
  /** How many schedules end in each outcome. */
  readonly counts: ReadonlyMap<Outcome, bigint>
  readonly rests: readonly PairRest[]
  /** How bad the worst is that each state may come to. */
  readonly worst: Uint8Array
}

function endingsOf(spec: PairSpec, repeats: Repeats, graph: PairGraph): Endings {
  const { order, degree, after, configuration, left } = graph
  const paths = pathsThrough(graph)
  const counts = new Map<Outcome, bigint>()
  const rests = new Map<string, PairRest>()
  const worst = new Uint8Array(order.length)
  for (const at of order) {
    for (let move = 0; move < degree(at); move++) {
      worst[at] = Math.max(worst[at] as number, worst[after(at, move)] as number)
    }
    if (degree(at) > 0) continue
    const rest = restOf(spec, configuration(at))
    const { outcome } = rest
    const key = JSON.stringify(rest)
    if (!rests.has(key)) rests.set(key, rest)
    const { ways } = endingOf(spec, repeats, { configuration: configuration(at), left: left(at) })
    counts.set(outcome, (counts.get(outcome) ?? 0n) + paths.at(at) * ways)
    worst[at] = outcomes.indexOf(outcome)
  }
  return { counts, rests: [...rests.values()], worst }
}

/** How many paths lead to each state: every one of them leads on by each of its moves. */
function pathsThrough({ order, degree, after }: PairGraph): PathCounts {
  const paths = createPathCounts(order.length, 0)
  for (let i = order.length - 1; i >= 0; i--) {
    const from = order[i] as number
    for (let move = 0; move < degree(from); move++) paths.add(after(from, move), from)
  }
  return paths
}

/** A move on a way, and the place of the call that it repeats. */
interface Taken {
  readonly move: PairMove
  readonly call: number
}

interface PairState {
  readonly configuration: Configuration
  readonly left: Int32Array
}

/** One of the worst schedules: each time by the first move that leads to as bad an end as any. */
function worstWay(moves: PairMoves, repeats: Repeats, graph: PairGraph, worst: Uint8Array) {
  const { degree, after, configuration, left } = graph
  const each = movesFrom(moves, repeats)
  const way: Taken[] = []
  let at = 0
  while (degree(at) > 0) {
    let place = 0
    while (worst[after(at, place)] !== worst[at]) place++
    const taken: Taken[] = []
    each(configuration(at), left(at), (move, _, call) => taken.push({ move, call }))
    way.push(...taken.slice(place, place + 1))
    at = after(at, place)
  }
  return { way, end: { configuration: configuration(at), left: left(at) } }
}

/** Calls made and answered on a way, on its last connection. */
function callsOf(way: readonly Taken[]): { made: number; answered: number } {
  const last = way.slice(way.findLastIndex(({ move }) => move.redial !== null) + 1)
  const sum = (of: 'made' | 'answered') => last.reduce((all, { move }) => all + move[of], 0)
  return { made: sum('made'), answered: sum('answered') }
}

/** Where it does not matter what happens next, the first thing does. */
function firstWay(moves: PairMoves, repeats: Repeats, from: PairState): Taken[] {
  const each = movesFrom(moves, repeats)
  const way: Taken[] = []
  for (let here: PairState | null = from; here !== null; ) {
    const { configuration, left }: PairState = here
    let next: PairState | null = null
    each(configuration, left, (move, left, call) => {
      if (next !== null) return
      next = { configuration: move.to, left: left.slice() }
      way.push({ move, call })
    })
    here = next
  }
  return way
}

/** What is left to happen where nothing can change any more what comes of the pair: in how many orders, and with which calls. */
function endingOf(spec: PairSpec, repeats: Repeats, { configuration, left }: PairState) {
  const { dialer, acceptor, isTested, isSettled } = configuration
  const leftOf = (fate: CallFate) => repeatsAt(spec, repeats, configuration, left, fate)
  // Calls that fail at once can be made at any time, and change nothing.
  const failing = isTested && dialer.end.sight.state === 'open' ? sumOf(leftOf('failed')) : 0
  if (!isSettled) return { ways: 1n, made: failing, answered: 0 }
  // Its calls are made and answered in some order. The orders are counted without a look at each.
  const made = leftOf('made')
  const again = sumOf(made)
  const [calls, replies] = [dialer.sent.length, acceptor.sent.length]
  return {
    ways: waysOn(calls, replies, again) * waysToMix(made),
    made: failing + again,
    answered: calls + replies + again,
  }
}

/** How often each repeated call is still to be made that comes to this where the connection speaks what it does now. */
function repeatsAt(
  { calls, fateOf }: PairSpec,
  repeats: Repeats,
  configuration: Configuration,
  left: Int32Array,
  fate: CallFate,
): number[] {
  const spoken = spokenIn(configuration)
  return calls.repeat.flatMap((name, i) => (fateOf(name, spoken) === fate ? [repeats.left(left, i)] : []))
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0)

/** How a pair has come to rest. */
function restOf({ lostAt }: PairSpec, { dialer, acceptor, isTested }: Configuration): PairRest {
  const ends = { dialer: dialer.end.sight, acceptor: acceptor.end.sight }
  const lost = lostAt({ dialer: ends.dialer.version, acceptor: ends.acceptor.version })
  // Where both ends are gone and neither says that it refused, it came to nothing all the same.
  const outcome = outcomeOf(ends.dialer, ends.acceptor, 'nothing', lost) ?? 'rejected'
  return { outcome, ends, isTested }
}

/** Where an end stands, with what it was told and what it goes by. */
function factsOf({ end: { table, state, sight } }: Readonly<Half>): EndFacts {
  const { rules, heard, refusal, gaveUp } = table.snapshot(state).context
  return { ...sight, rules, heard, refusal, gaveUp }
}

/**
 * Whether a dialer finds a connection usable that is of no use: it stays with it, or loses it again and may do so for ever, as
 * whoever answers first is taken each time.
 */
export const isKept = ({ outcome, isTested }: PairRest) => isBroken(outcome) && isTested
