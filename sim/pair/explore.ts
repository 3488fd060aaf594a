/**
 * Explores one pair of releases completely: every order in which messages can be delivered and calls can be made. Nothing
 * is ever undone, so the states of a pair form a graph without circles, and the number of schedules is the number of paths
 * through it.
 */
import { outcomeOf } from '../protocol/outcome-of.ts'
import type { EndFacts } from '../protocol/why.ts'
import { isBroken, type Outcome, outcomes } from '../scenario/outcome.ts'
import type { Side } from '../scenario/side.ts'
import type { PairSight } from './end-step.ts'
import { type PairGraph, walkPair } from './pair-graph.ts'
import { createPairMoves, type Move, type PairMoves } from './pair-moves.ts'
import type { CallFate, PairSpec } from './pair-spec.ts'
import { copyTo, type Half, isSettled, type PairState, spokenIn } from './pair-state.ts'
import { createPathCounts, type PathCounts } from './path-counts.ts'
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
  const moves = createPairMoves(spec)
  const graph = walkPair(moves)
  const { counts, rests, worst } = endingsOf(spec, moves, graph)
  const { way, end } = worstWay(moves, graph, worst)
  const { dialer, acceptor } = end
  const { made, answered } = endingOf(spec, moves, end)
  return {
    outcome: restOf(spec, end).outcome,
    outcomes: Object.fromEntries(counts),
    schedules: [...counts.values()].reduce((sum, count) => sum + count, 0n),
    states: graph.order.length,
    rests,
    ends: { dialer: factsOf(dialer), acceptor: factsOf(acceptor) },
    calls: { made: end.made + made, answered: end.answered + answered },
    get schedule() {
      return [...way, ...firstWay(moves, end)].map(moves.say)
    },
    remembered: graph.redials,
  }
}

interface Endings {
  /** How many schedules end in each outcome. */
  readonly counts: ReadonlyMap<Outcome, bigint>
  readonly rests: readonly PairRest[]
  /** How bad the worst is that each state may come to. */
  readonly worst: Uint8Array
}

function endingsOf(spec: PairSpec, moves: PairMoves, graph: PairGraph): Endings {
  const { order, degree, after, read } = graph
  const paths = pathsThrough(graph)
  const state = moves.start()
  const counts = new Map<Outcome, bigint>()
  const rests = new Map<string, PairRest>()
  const worst = new Uint8Array(order.length)
  for (const at of order) {
    for (let move = 0; move < degree(at); move++) {
      worst[at] = Math.max(worst[at] as number, worst[after(at, move)] as number)
    }
    if (degree(at) > 0) continue
    read(at, state)
    const rest = restOf(spec, state)
    const { outcome } = rest
    const key = JSON.stringify(rest)
    if (!rests.has(key)) rests.set(key, rest)
    counts.set(outcome, (counts.get(outcome) ?? 0n) + paths.at(at) * endingOf(spec, moves, state).ways)
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

/** One of the worst schedules: each time by the first move that leads to as bad an end as any. */
function worstWay(moves: PairMoves, { degree, after }: PairGraph, worst: Uint8Array) {
  const make = mover(moves)
  const way: Move[] = []
  const end = moves.start()
  for (let at = 0; degree(at) > 0; ) {
    let move = 0
    while (worst[after(at, move)] !== worst[at]) move++
    way.push(...make(end, move))
    at = after(at, move)
  }
  return { way, end }
}

/** Where it does not matter what happens next, the first thing does. */
function firstWay(moves: PairMoves, from: PairState): Move[] {
  const make = mover(moves)
  const way: Move[] = []
  const state = moves.start()
  copyTo(state, from)
  for (let move = make(state, 0); move.length > 0; move = make(state, 0)) way.push(...move)
  return way
}

/**
 * Gives a function that makes one of the moves that may come next, by its place among them: the state stands as it leads to
 * then. It gives the move, or none where there is none.
 */
function mover(moves: PairMoves): (state: PairState, place: number) => Move[] {
  const next = moves.start()
  const after = moves.start()
  return (state, place) => {
    const made: Move[] = []
    let passed = 0
    moves.each(state, next, (does, side, what) => {
      if (passed++ !== place) return
      made.push({ does, side, what })
      copyTo(after, next)
    })
    if (made.length > 0) copyTo(state, after)
    return made
  }
}

/** What is left to happen where nothing can change any more what comes of the pair: in how many orders, and with which calls. */
function endingOf(spec: PairSpec, moves: PairMoves, state: PairState) {
  const { dialer, acceptor, isTested } = state
  // Calls that fail at once can be made at any time, and change nothing.
  const isOpen = isTested && dialer.end.sight.state === 'open'
  const failing = isOpen ? sumOf(repeatsAt(spec, moves, state, 'failed')) : 0
  if (!isSettled(state, moves.streams)) return { ways: 1n, made: failing, answered: 0 }
  // Its calls are made and answered in some order. The orders are counted without a look at each.
  const left = repeatsAt(spec, moves, state, 'made')
  const repeats = sumOf(left)
  const [calls, replies] = [dialer.sent.length, acceptor.sent.length]
  return {
    ways: waysOn(calls, replies, repeats) * waysToMix(left),
    made: failing + repeats,
    answered: calls + replies + repeats,
  }
}

/** How often each repeated call is still to be made that comes to this where the connection speaks what it does now. */
function repeatsAt(
  { calls, fateOf }: PairSpec,
  { repeats }: PairMoves,
  state: PairState,
  fate: CallFate,
): number[] {
  const spoken = spokenIn(state)
  return calls.repeat.flatMap((name, i) =>
    fateOf(name, spoken) === fate ? [repeats.left(state.repeats, i)] : [],
  )
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0)

/** How a pair has come to rest. */
function restOf({ lostAt }: PairSpec, { dialer, acceptor, isTested }: PairState): PairRest {
  const ends = { dialer: dialer.end.sight, acceptor: acceptor.end.sight }
  const lost = lostAt({ dialer: ends.dialer.version, acceptor: ends.acceptor.version })
  // Where both ends are gone and neither says that it refused, it came to nothing all the same.
  const outcome = outcomeOf(ends.dialer, ends.acceptor, 'nothing', lost) ?? 'rejected'
  return { outcome, ends, isTested }
}

/** Where an end stands, with what it was told and what it goes by. */
function factsOf({ end: { table, state, sight } }: Half): EndFacts {
  const { rules, heard, refusal, gaveUp } = table.snapshot(state).context
  return { ...sight, rules, heard, refusal, gaveUp }
}

/**
 * Whether a dialer finds a connection usable that is of no use: it stays with it, or loses it again and may do so for ever, as
 * whoever answers first is taken each time.
 */
export const isKept = ({ outcome, isTested }: PairRest) => isBroken(outcome) && isTested
