/** How a pair of ends stands at one moment, but for the calls that are still to be repeated. */
import { isSame, spokenBy, understands } from '../protocol/words.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'
import type { EndAutomaton, EndState } from './end-automaton.ts'
import { isParcel } from './letters.ts'
import type { Stream, Streams } from './streams.ts'

/** One side of a pair: its end, and what that has sent and has not arrived. */
export interface Half {
  readonly automaton: EndAutomaton
  end: EndState
  sent: Stream
}

/** A pair, as it may be changed in place until a move is over, and what has come of that move. */
export interface Situation {
  readonly dialer: Half
  readonly acceptor: Half
  /** Test calls that wait for their answer. */
  testCalls: number
  isTested: boolean
  /** Calls that were made and answered, and the offer with which another connection was dialled; null where none was. */
  made: number
  answered: number
  redial: string | null
}

/** Another situation, in which nothing has come of a move yet. */
export function copyOf({ dialer, acceptor, testCalls, isTested }: Configuration): Situation {
  const nothing = { made: 0, answered: 0, redial: null }
  return { dialer: { ...dialer }, acceptor: { ...acceptor }, testCalls, isTested, ...nothing }
}

/** A configuration: the same one is the same object. Whatever moves it has it has however many calls are left, but for repeats. */
export interface Configuration extends Readonly<Pick<Situation, 'testCalls' | 'isTested'>> {
  readonly number: number
  readonly dialer: Readonly<Half>
  readonly acceptor: Readonly<Half>
  /** Whether the connection works, and no word of a handshake is on its way any more: nothing can change it then. */
  readonly isSettled: boolean
  /** The places of the calls that may be repeated here, as long as any are left. */
  readonly repeatable: readonly number[]
  /** Its moves but for repeats, and what comes of a repeat of any call: once they were asked for. */
  moves: readonly PairMove[] | undefined
  repeat: PairMove | undefined
}

/** Something that may happen: a letter arrives at a side, its queue goes on, it gives up, or it repeats a call. */
export interface PairMove extends Readonly<Pick<Situation, 'made' | 'answered' | 'redial'>> {
  readonly does: 'arrives' | 'goes on' | 'gives up' | 'repeats'
  readonly side: Side
  /** The letter that arrives, by its number; 0 where there is none. */
  readonly letter: number
  readonly to: Configuration
}

type Sides = { readonly [S in Side]: Readonly<Half> }

/** The version that its dialer speaks; null while none is agreed. */
export function spokenIn({ dialer, acceptor }: Sides): string | null {
  return spokenBy('dialer', { dialer: dialer.end.sight.version, acceptor: acceptor.end.sight.version })
}

/** Whether a queue is being flushed. */
export const isFlushing = ({ dialer, acceptor }: Sides): boolean =>
  dialer.end.mayCome !== null || acceptor.end.mayCome !== null

/** Whether nothing can change any more what comes of it. */
export function isSettled(situation: Situation, streams: Streams): boolean {
  const { dialer, acceptor, isTested } = situation
  if (!isTested || isFlushing(situation)) return false
  if (!isSame(dialer.end.sight.version, acceptor.end.sight.version)) return false
  return sides.every(
    (side) =>
      situation[side].end.sight.state === 'open' &&
      isRead(situation[opposite(side)].sent, situation[side].end.sight.version, streams),
  )
}

/** Whether who believes in this takes all that arrives for messages that it understands. */
function isRead({ first, rest }: Stream, version: string | null, streams: Streams): boolean {
  if (first === null || rest === null) return true
  const letter = streams.letter(first)
  return isParcel(letter) && understands(version, letter) && isRead(rest, version, streams)
}
