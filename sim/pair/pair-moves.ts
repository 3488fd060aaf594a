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
import { passesTest } from '../protocol/traffic.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'
import {
  type Configuration,
  copyOf,
  isFlushing,
  isSettled,
  type PairMove,
  type Situation,
  spokenIn,
} from './configuration.ts'
import { createEndAutomaton, type EndStep } from './end-automaton.ts'
import { sayLetter } from './letters.ts'
import type { PairSpec } from './pair-spec.ts'
import { createStreams } from './streams.ts'

/** The configurations of a pair, and its moves between them. Each is worked out once, when it is asked for. */
export interface PairMoves {
  /** How it stands when the dial has arrived: the acceptor has a socket then, and the dialer has one when the `accept` does. */
  readonly start: Configuration
  readonly at: (number: number) => Configuration
  /** All that may happen next but for repeated calls, in order. They come behind it, by their places. */
  readonly moves: (configuration: Configuration) => readonly PairMove[]
  /** The dialer repeats a call: what comes of it is the same for all. */
  readonly repeat: (configuration: Configuration) => PairMove
  /** @param call the place of the call that is repeated, where one is */
  readonly say: (move: PairMove, call: number) => string
}

/** The moves of a pair, of which nothing is worked out yet. */
export function createPairMoves({ rules, calls, fateOf, offers }: PairSpec): PairMoves {
  const streams = createStreams()
  const dialers = createEndAutomaton(rules.dialer, streams)
  const acceptors = createEndAutomaton(whenDialled(rules.acceptor), streams)
  const accept = streams.numberOf({ kind: 'accept' })
  const plainCall = streams.numberOf({ kind: 'call', isTest: false })
  const testCall = streams.numberOf({ kind: 'call', isTest: true })
  const numbers = new Map<string, Configuration>()
  const configurations: Configuration[] = []

  function configurationOf(situation: Situation): Configuration {
    const { dialer, acceptor, testCalls, isTested } = situation
    const parts = [dialer.end, acceptor.end, dialer.sent, acceptor.sent].map(({ number }) => number)
    return madeIn(numbers, `${parts} ${testCalls} ${isTested}`, () => {
      const isOpen = isTested && dialer.end.sight.state === 'open' && !isFlushing(situation)
      const made: Configuration = {
        number: configurations.length,
        dialer,
        acceptor,
        testCalls,
        isTested,
        isSettled: isSettled(situation, streams),
        repeatable: isOpen ? repeatable(spokenIn(situation)) : [],
        moves: undefined,
        repeat: undefined,
      }
      configurations.push(made)
      return made
    })
  }

  function dial(offer: string | undefined): Configuration {
    const sent = streams.add(streams.empty, accept)
    const situation: Situation = {
      dialer: { automaton: dialers, end: dialers.start(offer), sent: streams.empty },
      acceptor: { automaton: acceptors, end: acceptors.start(), sent },
      testCalls: 0,
      isTested: false,
      made: 0,
      answered: 0,
      redial: null,
    }
    take(situation, 'acceptor', acceptors.receive(situation.acceptor.end, accept))
    return configurationOf(situation)
  }

  /** A move is made: with all that follows from it at once. */
  function moved(
    from: Configuration,
    does: PairMove['does'],
    side: Side,
    letter: number,
    make: (situation: Situation) => void,
  ): PairMove {
    const situation = copyOf(from)
    make(situation)
    const { redial } = situation
    // Another connection: nothing of this one matters any more.
    if (redial !== null) return { does, side, letter, to: dial(redial), made: 0, answered: 0, redial }
    if (!situation.isTested && passesTest(situation.dialer.end.sight.state, situation.testCalls)) {
      situation.isTested = true
      for (const name of calls.start) want(situation, name, false)
    }
    const { made, answered } = situation
    return { does, side, letter, to: configurationOf(situation), made, answered, redial: null }
  }

  const made = new Map<string | null, readonly number[]>()

  /** The places of the repeated calls that are made where this is spoken. */
  const repeatable = (spoken: string | null) =>
    madeIn(made, spoken, () =>
      calls.repeat.flatMap((name, i) => (fateOf(name, spoken) === 'made' ? [i] : [])),
    )

  /** An end takes a step. */
  function take(situation: Situation, side: Side, step: EndStep): void {
    const half = situation[side]
    const peer = situation[opposite(side)]
    half.end = step.flushes ? half.automaton.flushing(step.end, peer.sent.length) : step.end
    for (const letter of step.sent) half.sent = streams.add(half.sent, letter)
    situation.testCalls += step.testCalls
    situation.answered += step.answered
    if (step.redial !== null) situation.redial = step.redial
  }

  function arrive(situation: Situation, side: Side): void {
    const { automaton, end } = situation[side]
    const peer = situation[opposite(side)]
    const { first, rest } = peer.sent
    if (first === null || rest === null) return
    peer.sent = rest
    take(situation, side, automaton.receive(end, first))
    if (first === accept) for (const name of calls.test) want(situation, name, true)
  }

  /** The application wants to make a call. */
  function want(situation: Situation, name: string, isTest: boolean): void {
    if (isGoneState(situation.dialer.end.sight.state)) return
    const fate = fateOf(name, spokenIn(situation))
    if (fate === 'made') call(situation, isTest)
    else if (fate === 'failed') situation.made++
  }

  /** A call is given to the dialer to send. */
  function call(situation: Situation, isTest: boolean): void {
    situation.made++
    if (isTest) situation.testCalls++
    take(situation, 'dialer', dialers.send(situation.dialer.end, isTest ? testCall : plainCall))
  }

  function movesOf(from: Configuration): PairMove[] {
    const flushes = isFlushing(from)
    const moves: PairMove[] = []
    for (const side of sides) {
      const { first } = from[opposite(side)].sent
      if (first === null || (flushes && (from[side].end.mayCome ?? 0) === 0)) continue
      moves.push(moved(from, 'arrives', side, first, (next) => arrive(next, side)))
    }
    for (const side of sides) {
      const { automaton, end } = from[side]
      if (end.mayCome === null) continue
      moves.push(moved(from, 'goes on', side, 0, (next) => take(next, side, automaton.goOn(end))))
    }
    // Patience is long: it ends where nothing is on its way any more.
    if (moves.length > 0 || flushes) return moves
    for (const side of sides) {
      const { automaton, end } = from[side]
      if (end.patience === null) continue
      moves.push(moved(from, 'gives up', side, 0, (next) => take(next, side, automaton.giveUp(end))))
    }
    return moves
  }

  return {
    start: dial(offers),
    at(number) {
      const configuration = configurations[number]
      if (configuration === undefined) throw new RangeError(`No configuration ${number} of this pair`)
      return configuration
    },
    moves(configuration) {
      configuration.moves ??= movesOf(configuration)
      return configuration.moves
    },
    repeat(configuration) {
      configuration.repeat ??= moved(configuration, 'repeats', 'dialer', 0, (next) => call(next, false))
      return configuration.repeat
    },
    say({ does, side, letter }, call) {
      switch (does) {
        case 'arrives':
          return `${sayLetter(streams.letter(letter))} reaches the ${side}`
        case 'goes on':
          return `the queue of the ${side} goes on`
        case 'gives up':
          return `the ${side} has waited long enough`
        case 'repeats':
          return `the ${side} repeats ${calls.repeat[call]}`
      }
    },
  }
}
