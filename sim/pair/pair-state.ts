/** How a pair of ends that is explored stands at one moment. */
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

/** Everything that can differ between two moments, and what has come of the moves so far. It is changed in place. */
export interface PairState {
  readonly dialer: Half
  readonly acceptor: Half
  /** Test calls that wait for their answer. */
  testCalls: number
  isTested: boolean
  /** How often each repeated call is still to be made. */
  readonly repeats: Int32Array
  /** Calls made and answered on this connection so far. */
  made: number
  answered: number
  /** The offer with which the last move has dialled this connection; null where it has not. */
  redial: string | null
}

export const halfOf = (state: PairState, side: Side): Half =>
  side === 'dialer' ? state.dialer : state.acceptor

/** Makes one state stand as another does, before anything happens to it. */
export function copyTo(to: PairState, from: PairState): void {
  to.dialer.end = from.dialer.end
  to.dialer.sent = from.dialer.sent
  to.acceptor.end = from.acceptor.end
  to.acceptor.sent = from.acceptor.sent
  to.testCalls = from.testCalls
  to.isTested = from.isTested
  for (let i = 0; i < to.repeats.length; i++) to.repeats[i] = from.repeats[i] as number
  to.made = from.made
  to.answered = from.answered
  to.redial = null
}

/** The version that its dialer speaks; null while none is agreed. */
export function spokenIn({ dialer, acceptor }: PairState): string | null {
  return spokenBy('dialer', { dialer: dialer.end.sight.version, acceptor: acceptor.end.sight.version })
}

/** Whether a queue is being flushed. */
export const isFlushing = ({ dialer, acceptor }: PairState): boolean =>
  dialer.end.mayCome !== null || acceptor.end.mayCome !== null

/** Whether the connection works, and no word of a handshake is on its way any more: nothing can change it then. */
export function isSettled(state: PairState, streams: Streams): boolean {
  const { dialer, acceptor, isTested } = state
  if (!isTested || isFlushing(state)) return false
  if (!isSame(dialer.end.sight.version, acceptor.end.sight.version)) return false
  return sides.every(
    (side) =>
      halfOf(state, side).end.sight.state === 'open' &&
      isRead(halfOf(state, opposite(side)).sent, halfOf(state, side).end.sight.version, streams),
  )
}

/** Whether who believes in this takes all that arrives for messages that it understands. */
function isRead(stream: Stream, version: string | null, streams: Streams): boolean {
  if (stream.first === null || stream.rest === null) return true
  const letter = streams.letter(stream.first)
  return isParcel(letter) && understands(version, letter) && isRead(stream.rest, version, streams)
}
