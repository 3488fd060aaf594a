/**
 * What many events have in common, such as the word that a release says, and what each has of its own: the connection, and the
 * numbers of its message and of its call there. A trace keeps the first once, and the second as numbers.
 */

import { opposite, type Side } from '../scenario/side.ts'
import { callId, endActor, messageId, pairOf } from './names.ts'
import type { Message, TraceEvent } from './trace-event.ts'

/** What a message says, without which message it is. */
export type Words = Omit<Message, 'id' | 'call'>

/** What is told of its own for events of a kind. */
type OwnOf<E extends TraceEvent> = E extends { readonly message: Message }
  ? 'connection' | 'from' | 'to' | 'message'
  : E['kind'] extends 'call' | 'heard'
    ? 'connection' | 'node' | 'call'
    : E['kind'] extends 'attempt'
      ? 'connection'
      : never

type Place = 'id' | 'at' | 'moment' | 'cause'

/** An event, but for its place, its time and its cause. */
export type Body = TraceEvent extends infer E ? (E extends TraceEvent ? Omit<E, Place> : never) : never

/**
 * An event, but for these and for all that is its own: of a connection as `Own` has it. The timer and the transition of an end have
 * no actor here.
 */
export type Fact =
  | (TraceEvent extends infer E
      ? E extends TraceEvent
        ? Omit<E, Place | OwnOf<E>> &
            (E extends { readonly message: Message } ? { readonly message: Words } : unknown)
        : never
      : never)
  | Omit<Extract<Body, { readonly kind: 'timer' }>, 'actor'>
  | Omit<Extract<Body, { readonly kind: 'transition' }>, 'actor'>

/** What is an event's own. */
export interface Own {
  /** Such as `c1-s1#2`; null where it is about none. */
  readonly connection: string | null
  /** The end that has sent the message, that is the machine, or that runs at the node; null where it is none. */
  readonly side: Side | null
  /** Which message of its sender, and which call of the connection: the first is 1. 0 where it is none. */
  readonly message: number
  readonly call: number
}

/** Where an event stands in a trace. */
export type Stamp = Pick<TraceEvent, Place>

/** Which nodes each pair connects. */
export type Pairs = ReadonlyMap<string, Readonly<Record<Side, string>>>

/**
 * Puts an event together. Field by field: objects of many shapes that are spread into each other take ten times as long; and in the
 * order of the alphabet, in which a digest wants them.
 */
export function assemble(fact: Fact, own: Own, { id, at, moment, cause }: Stamp, pairs: Pairs): TraceEvent {
  const { connection, side, ...numbers } = own
  const known = fact as TraceEvent
  if (connection === null) return { ...known, id, at, moment, cause }
  const { severity } = known
  const pair = pairs.get(pairOf(connection))
  const node = side === null ? '' : (pair?.[side] ?? '')
  switch (known.kind) {
    case 'send':
    case 'deliver':
    case 'hold':
    case 'swallow':
    case 'lost': {
      const to = side === null ? '' : (pair?.[opposite(side)] ?? '')
      const message = messageOf(known.message, connection, side ?? 'dialer', numbers)
      const from = node
      switch (known.kind) {
        case 'swallow': {
          const { kind, believes } = known
          return believes === undefined
            ? { at, cause, connection, from, id, kind, message, moment, severity, to }
            : { at, believes, cause, connection, from, id, kind, message, moment, severity, to }
        }
        case 'lost': {
          const { kind, reason } = known
          return { at, cause, connection, from, id, kind, message, moment, reason, severity, to }
        }
        default:
          return { at, cause, connection, from, id, kind: known.kind, message, moment, severity, to }
      }
    }
    case 'call': {
      const { kind, name, reason, status } = known
      const call = callId(connection, numbers.call)
      return { at, call, cause, connection, id, kind, moment, name, node, reason, severity, status }
    }
    case 'heard': {
      const { kind, logs, version } = known
      return { at, cause, connection, id, kind, logs, moment, node, severity, version }
    }
    case 'attempt': {
      const { kind, outcome, reason } = known
      return { at, cause, connection, id, kind, moment, outcome, reason, severity }
    }
    case 'timer': {
      const { kind, timer } = known
      return { actor: endActor(connection, side ?? 'dialer'), at, cause, id, kind, moment, severity, timer }
    }
    case 'transition': {
      const { event, from, kind, to } = known
      const actor = endActor(connection, side ?? 'dialer')
      return { actor, at, cause, event, from, id, kind, moment, severity, to }
    }
    default:
      throw new Error(`No ${known.kind} is about a connection alone`)
  }
}

/** A message as it stands in an event: what it says, and which it is. */
export function messageOf(
  { again, kind, name, said, written }: Words,
  connection: string,
  sender: Side,
  numbers: Pick<Own, 'message' | 'call'>,
): Message {
  const id = numbers.message === 0 ? null : messageId(connection, sender, numbers.message)
  const call = numbers.call === 0 ? null : callId(connection, numbers.call)
  const message: { -readonly [K in keyof Message]: Message[K] } =
    again === undefined ? { call, id, kind, name } : { again, call, id, kind, name }
  if (said !== undefined) message.said = said
  if (written !== undefined) message.written = written
  return message
}
