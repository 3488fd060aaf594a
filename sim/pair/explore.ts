/**
 * Explores one pair of releases completely: every order in which messages can be delivered and calls can be made. Nothing
 * is ever undone, so the states of a pair form a graph without circles, and the number of schedules is the number of paths
 * through it.
 */

import { outcomeOf } from '../protocol/outcome-of.ts'
import type { EndFacts } from '../protocol/why.ts'
import { isSame, spokenBy, understands } from '../protocol/words.ts'
import { isBroken, type Outcome, outcomes } from '../scenario/outcome.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'
import { isParcel } from './letters.ts'
import {
  beliefsOf,
  type CallFate,
  type ExploredPair,
  factsOf,
  handshake,
  initialState,
  keyOf,
  movesOf,
  type PairMove,
  type PairSight,
  type PairSpec,
  type PairState,
  pairOf,
  viewOf,
} from './pair-state.ts'
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
  readonly seen: Map<string, Ahead>
  readonly rests: Map<string, PairRest>
  readonly remembered: Set<string>
}

/** Explores a pair of releases under every delivery order. */
export function explore(spec: PairSpec): Exploration {
  const pair = pairOf(spec)
  const search: Search = { pair, seen: new Map(), rests: new Map(), remembered: new Set() }
  const ahead = look(search, initialState(pair))
  const { state, outcome } = ahead.worst
  return {
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
  const ahead = endHere(search, state, waysOn(calls, replies, repeats) * waysToMix(left))
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

function endHere({ pair, rests }: Search, state: PairState, count: bigint): Ahead {
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

/**
 * Whether a dialer finds a connection usable that is of no use: it stays with it, or loses it again and may do so for ever, as
 * whoever answers first is taken each time.
 */
export const isKept = ({ outcome, isTested }: PairRest) => isBroken(outcome) && isTested
