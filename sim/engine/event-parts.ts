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

/** Puts an event together again. Field by field: objects of many shapes that are spread into each other take ten times as long. */
export function assemble(
  { rest, side, connection, message, call }: Parts,
  { id, at, moment, cause }: Stamp,
  pairs: Pairs,
): TraceEvent {
  const known = rest as TraceEvent
  if (connection === null) return { ...known, id, at, moment, cause }
  const { kind, severity } = known
  const pair = pairs.get(pairOf(connection))
  const node = side === null ? '' : (pair?.[side] ?? '')
  switch (known.kind) {
    case 'send':
    case 'deliver':
    case 'hold':
    case 'swallow':
    case 'lost': {
      const to = side === null ? '' : (pair?.[opposite(side)] ?? '')
      const own = {
        id: message === 0 ? null : messageId(connection, side ?? 'dialer', message),
        kind: known.message.kind,
        name: known.message.name,
        call: call === 0 ? null : callId(connection, call),
      }
      const whole: Message = complete(own, known.message)
      const common = { id, at, moment, cause, severity, connection, from: node, to, message: whole }
      if (known.kind === 'lost') return { ...common, kind: 'lost', reason: known.reason }
      if (known.kind === 'swallow') {
        const { believes } = known
        return { ...common, kind: 'swallow', ...(believes !== undefined && { believes }) }
      }
      return { ...common, kind: known.kind }
    }
    case 'call': {
      const { name, status, reason } = known
      const own = callId(connection, call)
      return {
        id,
        at,
        moment,
        cause,
        severity,
        kind: 'call',
        connection,
        node,
        call: own,
        name,
        status,
        reason,
      }
    }
    case 'heard': {
      const { version, logs } = known
      return { id, at, moment, cause, severity, kind: 'heard', connection, node, version, logs }
    }
    case 'attempt': {
      const { outcome, reason } = known
      return { id, at, moment, cause, severity, kind: 'attempt', connection, outcome, reason }
    }
    case 'timer': {
      const actor = endActor(connection, side ?? 'dialer')
      return { id, at, moment, cause, severity, kind: 'timer', actor, timer: known.timer }
    }
    case 'transition': {
      const { event, from, to } = known
      const actor = endActor(connection, side ?? 'dialer')
      return { id, at, moment, cause, severity, kind: 'transition', actor, event, from, to }
    }
    default:
      throw new Error(`No ${kind} is about a connection alone`)
  }
}

/** The same with what few messages say. */
function complete(
  message: { -readonly [K in keyof Message]: Message[K] },
  { said, again, written }: Message,
): Message {
  if (said !== undefined) message.said = said
  if (again !== undefined) message.again = again
  if (written !== undefined) message.written = written
  return message
}

const withMessage = (rest: Parts['rest'], message: object) => ({ ...rest, message })

/** The number at the end of the name of a message or of a call. */
const numberIn = (name: string | null) => (name === null ? 0 : Number(name.slice(name.lastIndexOf(' ') + 1)))
