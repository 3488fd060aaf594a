/**
 * What the two ends of a connection say to each other, and what an end is told by what arrives: the same in a run, where
 * messages take their time, and where a pair is explored.
 */

import type { EndEvent } from '#machines/connection-end.ts'
import { anything } from '#machines/rules.ts'
import { madeIn } from '../memo/made-in.ts'
import { opposite } from '../scenario/side.ts'

/** What an end says in its handshake, or when its connection begins or ends. */
export type Word =
  | { readonly kind: 'accept' | 'close' }
  | { readonly kind: 'version'; readonly said: string; readonly again?: true }
  | { readonly kind: 'error'; readonly said: string }

/** A message of the application, as far as an end looks at it. */
export interface Parcel {
  /** `call` or `reply`. */
  readonly kind: string
  /** The version that its sender believed to be agreed when it sent it; null or absent where it believed in none. */
  readonly written?: string | null
}

/** Anything that may arrive at an end. */
export type Arrival = 'accept' | 'version' | 'error' | 'call' | 'reply' | 'close' | 'reset' | 'refuse'

const connected: EndEvent = { type: 'connected' }
const closed: EndEvent = { type: 'closed' }
const message: EndEvent = { type: 'message' }

const versions = new Map<string, EndEvent>()
const versionsAgain = new Map<string, EndEvent>()
const errors = new Map<string, EndEvent>()

const tells: { readonly [A in Arrival]: (said: string, again: boolean) => EndEvent } = {
  accept: () => connected,
  version: (version, again) =>
    again
      ? madeIn(versionsAgain, version, () => ({ type: 'version', version, again }))
      : madeIn(versions, version, () => ({ type: 'version', version })),
  error: (supported) => madeIn(errors, supported, () => ({ type: 'error', supported })),
  call: () => message,
  reply: () => message,
  close: () => closed,
  reset: () => closed,
  refuse: () => closed,
}

/**
 * What an end is told by what arrives: the same object each time. `said` is what a version or an error says, and nothing in all
 * else.
 */
export function eventOf(kind: Arrival, said = '', again = false): EndEvent {
  return tells[kind](said, again)
}

/** What an end is told by its own node: to close, and whether its queue holds more. */
export const [close, moreHeld, noneHeld]: readonly [EndEvent, EndEvent, EndEvent] = [
  { type: 'close' },
  { type: 'more held' },
  { type: 'none held' },
]

const full: EndEvent = { type: 'send', full: true }
const room: EndEvent = { type: 'send' }

/** What an end is told that is to send a message while its queue holds so many. */
export function sendEvent(bound = Number.POSITIVE_INFINITY, held = 0): EndEvent {
  return held >= bound ? full : room
}

/** What the two ends of a connection believe to be agreed; null while an end believes in nothing. */
export interface Beliefs {
  readonly dialer: string | null
  readonly acceptor: string | null
}

/** Whether two beliefs go together: who lets its peer choose without a word goes along with everything. */
export const isSame = (a: string | null, b: string | null) => a === b || a === anything || b === anything

/** Whether an end takes a message for what it is. What was written before anything was agreed is read by anybody. */
export function understands(believes: string | null, { written = null }: Parcel): boolean {
  return written === null || believes === null || isSame(believes, written)
}

/** The version that an end speaks, which is its peer's where that one has chosen without a word; null while none is. */
export function spokenBy(side: keyof Beliefs, beliefs: Beliefs): string | null {
  const own = beliefs[side]
  const spoken = own === anything ? beliefs[opposite(side)] : own
  return spoken === anything ? null : spoken
}
