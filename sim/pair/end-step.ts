/**
 * What an end of a pair does when something happens to it. It is the same machine as in a run, and what that asks for has the same
 * effects, with letters in place of messages. Nothing of this depends on its peer.
 */
import type { connectionEnd, EndContext, EndEvent, HandshakeState } from '#machines/connection-end.ts'
import { madeIn } from '../memo/made-in.ts'
import { type Effect, effectsOf } from '../protocol/effects.ts'
import { handshakeOf } from '../protocol/outcome-of.ts'
import { seenAs } from '../protocol/seen-as.ts'
import type { TransitionTable } from '../protocol/transition-table.ts'
import { close, eventOf, moreHeld, noneHeld, sendEvent } from '../protocol/words.ts'
import { isParcel, type Letter, type ParcelLetter } from './letters.ts'

/** Where an end stands in its handshake, and what it believes to be agreed while it is open. */
export interface PairSight {
  readonly state: HandshakeState
  readonly version: string | null
}

/** An end while something happens to it, and what it does meanwhile. It is changed in place. */
export interface SteppedEnd {
  readonly table: TransitionTable<typeof connectionEnd>
  /** How many messages its queue holds at most; absent: any number. */
  readonly bound: number | undefined
  state: number
  readonly held: ParcelLetter[]
  /** How many letters may still arrive before its queue goes on; null where none is being flushed. */
  mayCome: number | null
  /** How it waits for its peer: the event that ends its patience. */
  patience: string | null
  /** Whether its queue begins to be flushed, so that what is on its way to it now may still come before that goes on. */
  flushes: boolean
  readonly sent: Letter[]
  /** By how many the test calls that wait for an answer are more. */
  testCalls: number
  /** How many calls are answered. */
  answered: number
  /** The offer with which another connection is dialled; null where none is. */
  redial: string | null
}

/** A letter arrives. */
export function receive(end: SteppedEnd, letter: Letter): void {
  if (end.mayCome !== null) end.mayCome--
  const said = 'said' in letter ? letter.said : ''
  const again = letter.kind === 'version' && letter.again === true
  tell(end, eventOf(letter.kind, said, again), isParcel(letter) ? letter : null)
}

/** Its application hands it a message to be sent: it is told whether its queue has room. */
export function send(end: SteppedEnd, message: ParcelLetter): void {
  tell(end, sendEvent(end.bound, end.held.length), message)
}

/** Its queue goes on; where it is not over by that, it will do so again at the same moment. */
export function goOn(end: SteppedEnd): void {
  const { mayCome } = end
  end.mayCome = null
  tell(end, end.held.length > 0 ? moreHeld : noneHeld)
  if (end.flushes) end.mayCome = mayCome
  end.flushes = false
}

/** It has waited for its peer long enough. */
export function giveUp(end: SteppedEnd): void {
  if (end.patience !== null) tell(end, silence(end.patience))
}

const silences = new Map<string, EndEvent>()

/** What an end is told when its timer of this name is over. */
const silence = (type: string) => madeIn(silences, type, () => ({ type }) as unknown as EndEvent)

/** Steps the machine, and does what it asks for. */
function tell(end: SteppedEnd, event: EndEvent, message: ParcelLetter | null = null): void {
  const step = end.table.step(end.state, event)
  end.state = step.state
  for (const action of step.actions) {
    if (action.kind === 'do') {
      const standing = { message, held: end.held.length, believes: sightOf(end).version }
      for (const effect of effectsOf(action, standing)) carryOut(end, effect, message)
    } else {
      const isPatient = action.kind === 'set timer' && Number.isFinite(action.delay)
      end.patience = isPatient ? action.event.type : null
    }
  }
}

/** Where an end stands. */
export const sightOf: (end: Pick<SteppedEnd, 'table' | 'state'>) => PairSight = seenAs(
  ({ table, state: number }): PairSight => {
    const state = handshakeOf(table.leaves(number))
    const { agreed } = table.snapshot(number).context as EndContext
    return { state, version: state === 'open' ? agreed : null }
  },
)

/** Carries an effect out, with letters. */
function carryOut(end: SteppedEnd, effect: Effect, message: ParcelLetter | null): void {
  const { held, sent } = end
  switch (effect.does) {
    case 'say':
      sent.push(effect.word)
      break
    case 'send':
      transmit(end, message)
      break
    case 'send oldest':
      transmit(end, held.shift() ?? null)
      break
    case 'keep':
      if (message) held.push(message)
      break
    case 'lose':
      if (effect.what === 'message') lose(end, message)
      else if (effect.what === 'oldest') lose(end, held.shift() ?? null)
      else {
        for (const each of held.splice(0)) lose(end, each)
        // A queue that was being flushed has nothing to go on with.
        end.flushes = false
        end.mayCome = null
      }
      break
    case 'flush':
      end.flushes = true
      break
    case 'answer':
      if (message) send(end, { kind: 'reply', isTest: message.isTest })
      break
    case 'take':
      end.answered++
      if (message?.isTest) end.testCalls--
      break
    case 'close':
      tell(end, close)
      break
    case 'dial':
      end.redial = effect.offers
      break
    case 'swallow':
    case 'note':
  }
}

function transmit(end: SteppedEnd, message: ParcelLetter | null): void {
  if (message === null) return
  const { kind, isTest } = message
  end.sent.push({ kind, isTest, written: sightOf(end).version })
}

/** A call that was never sent is waited for no longer. */
function lose(end: SteppedEnd, message: ParcelLetter | null): void {
  if (message?.kind === 'call' && message.isTest) end.testCalls--
}
