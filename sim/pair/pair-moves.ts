/**
 * What may happen next to a pair of ends, and what comes of it.
 *
 * At every moment any of these may happen: the head of either stream arrives; an open dialer repeats a call; where nothing
 * is on its way, an end loses its patience. A queue is flushed at once, so that nothing can come first but what was on its
 * way to that end before.
 */
import { madeIn } from '../memo/made-in.ts'
import { whenDialled } from '../protocol/end-table.ts'
import { isGoneState } from '../protocol/outcome-of.ts'
import { passesTest, repeatsExplored } from '../protocol/traffic.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'
import { createEndAutomaton, type EndStep } from './end-automaton.ts'
import { sayLetter } from './letters.ts'
import type { PairSpec } from './pair-spec.ts'
import { copyTo, halfOf, isFlushing, type PairState, spokenIn } from './pair-state.ts'
import { packRepeats, type Repeats } from './repeats.ts'
import { createStreams, type Streams } from './streams.ts'

/** Something that may happen: a letter arrives at a side, its queue goes on, it gives up, or it repeats a call. */
export interface Move {
  readonly does: 'arrives' | 'goes on' | 'gives up' | 'repeats'
  readonly side: Side
  /** The number of the letter, or the place of the call; 0 where there is neither. */
  readonly what: number
}

/** Told of a move, while the state that it leads to stands in what was given for it. */
type OnMove = (does: Move['does'], side: Side, what: number) => void

/** The moves of a pair. */
export interface PairMoves {
  readonly streams: Streams
  readonly repeats: Repeats
  /**
   * How the pair stands when the dial has arrived: the acceptor has a socket then, and the dialer has one when the `accept`
   * does. It is another object each time.
   */
  readonly start: () => PairState
  /** Tells of all that may happen next, in order; of nothing where the pair has come to rest. It writes each to `next`. */
  readonly each: (from: PairState, next: PairState, onMove: OnMove) => void
  readonly say: (move: Move) => string
}

/** The moves of a pair, of which nothing is worked out yet. */
export function createPairMoves({ rules, calls, fateOf, offers }: PairSpec): PairMoves {
  const streams = createStreams()
  const dialers = createEndAutomaton(rules.dialer, streams)
  const acceptors = createEndAutomaton(whenDialled(rules.acceptor), streams)
  const repeats = packRepeats(calls.repeat.length, repeatsExplored(rules.acceptor))
  const accept = streams.numberOf({ kind: 'accept' })
  const plainCall = streams.numberOf({ kind: 'call', isTest: false })
  const testCall = streams.numberOf({ kind: 'call', isTest: true })

  function start(offer: string | undefined): PairState {
    const dialer = { automaton: dialers, end: dialers.start(offer), sent: streams.empty }
    const acceptor = {
      automaton: acceptors,
      end: acceptors.start(),
      sent: streams.add(streams.empty, accept),
    }
    const state: PairState = {
      dialer,
      acceptor,
      testCalls: 0,
      isTested: false,
      repeats: repeats.all.slice(),
      made: 0,
      answered: 0,
      redial: null,
    }
    take(state, 'acceptor', acceptors.receive(acceptor.end, accept))
    return state
  }

  const made = new Map<string | null, readonly number[]>()

  /** The places of the repeated calls that are made where this is spoken. */
  const repeatable = (spoken: string | null) =>
    madeIn(made, spoken, () =>
      calls.repeat.flatMap((name, i) => (fateOf(name, spoken) === 'made' ? [i] : [])),
    )

  const redialled = new Map<string, PairState>()

  /** An end takes a step. */
  function take(state: PairState, side: Side, step: EndStep): void {
    const half = halfOf(state, side)
    const peer = halfOf(state, opposite(side))
    half.end = step.flushes ? half.automaton.flushing(step.end, peer.sent.length) : step.end
    for (const letter of step.sent) half.sent = streams.add(half.sent, letter)
    state.testCalls += step.testCalls
    state.answered += step.answered
    if (step.redial !== null) state.redial = step.redial
  }

  function arrive(state: PairState, side: Side): void {
    const { automaton, end } = halfOf(state, side)
    const peer = halfOf(state, opposite(side))
    const { first, rest } = peer.sent
    if (first === null || rest === null) return
    peer.sent = rest
    take(state, side, automaton.receive(end, first))
    if (first === accept) for (const name of calls.test) want(state, name, true)
  }

  /** The application wants to make a call. */
  function want(state: PairState, name: string, isTest: boolean): void {
    if (isGoneState(state.dialer.end.sight.state)) return
    const fate = fateOf(name, spokenIn(state))
    if (fate === 'made') call(state, isTest)
    else if (fate === 'failed') state.made++
  }

  /** A call is given to the dialer to send. */
  function call(state: PairState, isTest: boolean): void {
    state.made++
    if (isTest) state.testCalls++
    take(state, 'dialer', dialers.send(state.dialer.end, isTest ? testCall : plainCall))
  }

  /** What follows from a move at once. */
  function follow(state: PairState): void {
    const { redial } = state
    if (redial !== null) {
      // Another connection: nothing of this one matters any more.
      copyTo(state, madeIn(redialled, redial, start))
      state.redial = redial
    } else if (!state.isTested && passesTest(state.dialer.end.sight.state, state.testCalls)) {
      state.isTested = true
      for (const name of calls.start) want(state, name, false)
    }
  }

  function each(from: PairState, next: PairState, onMove: OnMove): void {
    const flushes = isFlushing(from)
    let isStill = true
    for (const side of sides) {
      const { first } = halfOf(from, opposite(side)).sent
      if (first === null || (flushes && (halfOf(from, side).end.mayCome ?? 0) === 0)) continue
      copyTo(next, from)
      arrive(next, side)
      follow(next)
      onMove('arrives', side, first)
      isStill = false
    }
    for (const side of sides) {
      const { automaton, end } = halfOf(from, side)
      if (end.mayCome === null) continue
      copyTo(next, from)
      take(next, side, automaton.goOn(end))
      follow(next)
      onMove('goes on', side, 0)
    }
    if (flushes) return
    // Patience is long: it ends where nothing is on its way any more.
    for (const side of sides) {
      const { automaton, end } = halfOf(from, side)
      if (!isStill || end.patience === null) continue
      copyTo(next, from)
      take(next, side, automaton.giveUp(end))
      follow(next)
      onMove('gives up', side, 0)
    }
    if (!from.isTested || from.dialer.end.sight.state !== 'open') return
    for (const i of repeatable(spokenIn(from))) {
      if (repeats.left(from.repeats, i) === 0) continue
      copyTo(next, from)
      repeats.make(next.repeats, i)
      call(next, false)
      follow(next)
      onMove('repeats', 'dialer', i)
    }
  }

  return {
    streams,
    repeats,
    start: () => start(offers),
    each,
    say({ does, side, what }) {
      switch (does) {
        case 'arrives':
          return `${sayLetter(streams.letter(what))} reaches the ${side}`
        case 'goes on':
          return `the queue of the ${side} goes on`
        case 'gives up':
          return `the ${side} has waited long enough`
        case 'repeats':
          return `the ${side} repeats ${calls.repeat[what]}`
      }
    },
  }
}
