/**
 * A second source for what an exploration says, slow and obvious: states are objects that are copied for every move, told apart by
 * their text, and walked through by recursion with counts of any size.
 *
 * Explores one pair of releases completely: every order in which messages can be delivered and calls can be made. Nothing
 * is ever undone, so the states of a pair form a graph without circles, and the number of schedules is the number of paths
 * through it.
 */

import type { Exploration, PairRest } from '#sim/pair/explore.ts'
import { isParcel } from '#sim/pair/letters.ts'
import type { CallFate, PairSpec } from '#sim/pair/pair-spec.ts'
import { waysToMix } from '#sim/pair/ways-on.ts'
import { outcomeOf } from '#sim/protocol/outcome-of.ts'
import { isSame, spokenBy, understands } from '#sim/protocol/words.ts'
import { type Outcome, outcomes } from '#sim/scenario/outcome.ts'
import { opposite, sides } from '#sim/scenario/side.ts'
import {
  beliefsOf,
  type ExploredPair,
  factsOf,
  handshake,
  initialState,
  keyOf,
  movesOf,
  type PairMove,
  type PairState,
  pairOf,
  viewOf,
} from './pair-state.ts'
import { waysOnSlowly } from './ways-on.ts'

/** How large the graph of a pair is: its states, the moves between them, and the states from which none leads on. */
interface Graph {
  readonly states: number
  readonly moves: number
  readonly ends: number
}

interface Ending {
  readonly state: PairState
  readonly outcome: Outcome
}

/** What lies ahead of a state: schedules by the outcome that they end in, and the worst ending with a way there. */
interface Ahead {
  readonly counts: ReadonlyMap<Outcome, bigint>
  readonly worst: Ending
  readonly next: string | null
  readonly rest: Ahead | null
  /** Calls made and answered on the last connection of that way, from here on. */
  readonly made: number
  readonly answered: number
  /** Whether that way leads to another connection. */
  readonly isAnother: boolean
}

interface Search {
  readonly pair: ExploredPair
  /** How many moves there are between states, and from how many states none leads on. */
  moves: number
  ends: number
  readonly seen: Map<string, Ahead>
  readonly rests: Map<string, PairRest>
  readonly remembered: Set<string>
}

/** Explores a pair of releases under every delivery order. */
export function exploreSlowly(spec: PairSpec): { readonly graph: Graph; readonly said: Exploration } {
  const pair = pairOf(spec)
  const search: Search = { pair, moves: 0, ends: 0, seen: new Map(), rests: new Map(), remembered: new Set() }
  const ahead = look(search, initialState(pair))
  const { moves, ends } = search
  const { state, outcome } = ahead.worst
  const said: Exploration = {
    outcome,
    outcomes: Object.fromEntries(ahead.counts),
    schedules: total(ahead.counts),
    states: search.seen.size,
    rests: [...search.rests.values()],
    ends: { dialer: factsOf(pair, state, 'dialer'), acceptor: factsOf(pair, state, 'acceptor') },
    calls: { made: ahead.made, answered: ahead.answered },
    get schedule() {
      return wayOf(pair, ahead)
    },
    remembered: [...search.remembered],
  }
  return { graph: { states: search.seen.size, moves, ends }, said }
}

function look(search: Search, state: PairState): Ahead {
  const { pair, seen } = search
  const key = keyOf(state)
  const known = seen.get(key)
  if (known !== undefined) return known
  const found = isSettled(pair, state) ? goOn(search, state) : branch(search, state)
  seen.set(key, found)
  return found
}

function branch(search: Search, state: PairState): Ahead {
  const moves = movesOf(search.pair, state)
  search.moves += moves.length
  if (moves.length === 0) return endHere(search, state, 1n)
  const counts = new Map<Outcome, bigint>()
  let worst: Ahead | null = null
  for (const [name, next] of moves) {
    if (next.redial !== null) search.remembered.add(next.redial)
    const rest = look(search, next)
    for (const [outcome, count] of rest.counts) counts.set(outcome, (counts.get(outcome) ?? 0n) + count)
    if (worst !== null && badness(rest) <= badness(worst)) continue
    const isAnother = rest.isAnother || next.redial !== null
    worst = {
      counts,
      worst: rest.worst,
      next: name,
      rest,
      made: rest.made + (isAnother ? 0 : next.made),
      answered: rest.answered + (isAnother ? 0 : next.answered),
      isAnother,
    }
  }
  return worst ?? endHere(search, state, 1n)
}

const badness = ({ worst }: Ahead) => outcomes.indexOf(worst.outcome)

/**
 * What lies ahead of a connection that works and on which no word of a handshake is left: its calls are made and answered
 * in some order, and nothing that comes of them can change it. The orders are counted without a look at each.
 */
function goOn(search: Search, state: PairState): Ahead {
  const [calls, replies] = [state.streams.dialer.length, state.streams.acceptor.length]
  const left = repeatsAt(search.pair, state, 'made')
  const repeats = left.reduce((sum, times) => sum + times, 0)
  const ahead = endHere(search, state, waysOnSlowly(calls, replies, repeats) * waysToMix(left))
  return { ...ahead, made: ahead.made + repeats, answered: calls + replies + repeats }
}

/** How often each repeated call is still to be made that comes to this where the connection speaks what it does now. */
function repeatsAt(pair: ExploredPair, state: PairState, fate: CallFate): number[] {
  const { calls, fateOf } = pair
  const spoken = spokenBy('dialer', beliefsOf(pair, state))
  return state.left.filter((_, i) => fateOf(calls.repeat[i] ?? '', spoken) === fate)
}

function isSettled(pair: ExploredPair, state: PairState): boolean {
  const { streams, flushing, isTested } = state
  if (!isTested) return false
  const beliefs = beliefsOf(pair, state)
  if (!isSame(beliefs.dialer, beliefs.acceptor)) return false
  return sides.every(
    (side) =>
      handshake(pair, state, side) === 'open' &&
      flushing[side] === null &&
      streams[side].every((letter) => isParcel(letter) && understands(beliefs[opposite(side)], letter)),
  )
}

function endHere(search: Search, state: PairState, count: bigint): Ahead {
  const { pair, rests } = search
  search.ends++
  const outcome = judgeEnding(pair, state)
  const [dialer, acceptor] = [viewOf(pair, state, 'dialer'), viewOf(pair, state, 'acceptor')]
  const { isTested } = state
  const key = JSON.stringify([outcome, dialer, acceptor, isTested])
  if (!rests.has(key)) rests.set(key, { outcome, ends: { dialer, acceptor }, isTested })
  // Calls that fail at once can be made at any time, and change nothing.
  const failing = isTested && dialer.state === 'open' ? repeatsAt(pair, state, 'failed') : []
  return {
    counts: new Map([[outcome, count]]),
    worst: { state, outcome },
    next: null,
    rest: null,
    made: failing.reduce((sum, times) => sum + times, 0),
    answered: 0,
    isAnother: false,
  }
}

function judgeEnding(pair: ExploredPair, state: PairState): Outcome {
  const [dialer, acceptor] = [viewOf(pair, state, 'dialer'), viewOf(pair, state, 'acceptor')]
  const lost = pair.lostAt({ dialer: dialer.version, acceptor: acceptor.version })
  // Where both ends are gone and neither says that it refused, it came to nothing all the same.
  return outcomeOf(dialer, acceptor, 'nothing', lost) ?? 'rejected'
}

function total(counts: ReadonlyMap<Outcome, bigint>): bigint {
  let sum = 0n
  for (const count of counts.values()) sum += count
  return sum
}

function wayOf(pair: ExploredPair, ahead: Ahead): string[] {
  const way: string[] = []
  let here: Ahead | null = ahead
  for (; here?.next != null; here = here.rest) way.push(here.next)
  // Where it does not matter what happens next, the first thing does.
  for (let state: PairState | undefined = ahead.worst.state; state !== undefined; ) {
    const [first]: PairMove[] = movesOf(pair, state)
    if (first) way.push(first[0])
    state = first?.[1]
  }
  return way
}
