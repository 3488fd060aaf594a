/**
 * What many events have in common, such as the word that a release says, and what each has of its own: the connection, and the
 * numbers of its message and of its call there. A trace keeps the first once, and the second as numbers.
 */

import { opposite, type Side } from '../scenario/side.ts'
import { pairOf } from './actor-name.ts'
import type { Cluster } from './cluster.ts'
import type { Kind, Message, TraceEvent } from './trace.ts'
import { callId, endActor, messageId } from './world.ts'

/** Which nodes a pair connects. */
export type Pairs = Cluster['pairs']

export interface Parts {
  /** The event but for all that is told below, and for its place, its time and its cause. */
  readonly rest: { readonly kind: Kind }
  /** The end that has sent the message, that is the machine, or that runs at the node; null where it is none. */
  readonly side: Side | null
  /** Such as `c1-s1#2`; null where it is about none. */
  readonly connection: string | null
  /** Which message of its sender, and which call of the connection: the first is 1. 0 where it is none. */
  readonly message: number
  readonly call: number
}

/** Takes an event apart. */
export function takeApart(event: TraceEvent, pairs: Pairs): Parts {
  const { id: _id, at: _at, moment: _moment, cause: _cause, ...body } = event
  const sideAt = (connection: string, node: string): Side =>
    pairs.get(pairOf(connection))?.dialer === node ? 'dialer' : 'acceptor'
  switch (body.kind) {
    case 'send':
    case 'deliver':
    case 'hold':
    case 'swallow':
    case 'lost': {
      const { connection, from, to: _to, message, ...rest } = body
      const { id, call, ...content } = message
      const side = sideAt(connection, from)
      return {
        rest: withMessage(rest, content),
        side,
        connection,
        message: numberIn(id),
        call: numberIn(call),
      }
    }
    case 'call': {
      const { connection, node, call, ...rest } = body
      return { rest, side: sideAt(connection, node), connection, message: 0, call: numberIn(call) }
    }
    case 'heard': {
      const { connection, node, ...rest } = body
      return { rest, side: sideAt(connection, node), connection, message: 0, call: 0 }
    }
    case 'attempt': {
      const { connection, ...rest } = body
      return { rest, side: null, connection, message: 0, call: 0 }
    }
    case 'timer':
    case 'transition': {
      const { actor, ...rest } = body
      const [machine, connection = '', side] = actor.split(' ')
      if (machine !== 'end') break
      return { rest, side: side as Side, connection, message: 0, call: 0 }
    }
  }
  return { rest: body, side: null, connection: null, message: 0, call: 0 }
}

/** Where an event stands in a trace. */
export type Stamp = Pick<TraceEvent, 'id' | 'at' | 'moment' | 'cause'>

/**
 * Puts an event together again. Field by field: objects of many shapes that are spread into each other take ten times as long; and
 * in the order of the alphabet, in which a digest wants them.
 */
export function assemble(
  { rest, side, connection, ...numbers }: Parts,
  { id, at, moment, cause }: Stamp,
  pairs: Pairs,
): TraceEvent {
  const known = rest as TraceEvent
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

function messageOf(
  { again, kind, name, said, written }: Message,
  connection: string,
  sender: Side,
  numbers: Pick<Parts, 'message' | 'call'>,
): Message {
  const id = numbers.message === 0 ? null : messageId(connection, sender, numbers.message)
  const call = numbers.call === 0 ? null : callId(connection, numbers.call)
  const message: { -readonly [K in keyof Message]: Message[K] } =
    again === undefined ? { call, id, kind, name } : { again, call, id, kind, name }
  if (said !== undefined) message.said = said
  if (written !== undefined) message.written = written
  return message
}

const withMessage = (rest: Parts['rest'], message: object) => ({ ...rest, message })

/** The number at the end of the name of a message or of a call. */
const numberIn = (name: string | null) => (name === null ? 0 : Number(name.slice(name.lastIndexOf(' ') + 1)))
