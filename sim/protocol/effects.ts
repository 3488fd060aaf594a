/**
 * What becomes of what an end asks for: the only place that says what an action of its chart does to its words, its
 * queue and its calls. A run carries the effects out with messages, times and a trace, the exploration of a pair with
 * letters.
 */
import type { EndAsk, Said } from '#machines/connection-end.ts'
import { madeIn } from '../memo/made-in.ts'
import { type Parcel, understands, type Word } from './words.ts'

/**
 * - `say`: a word goes out to the peer
 * - `send`: the message at hand goes out; `send oldest`: the one that has waited longest in its queue does
 * - `keep`: the message at hand joins the end of its queue
 * - `lose`: the message at hand, the oldest of its queue, or all that it holds reaches nobody, and a call fails with it
 * - `flush`: its queue goes on as soon as what is going on now is over
 * - `answer`: the call at hand is answered; `take`: the reply at hand is
 * - `swallow`: the message at hand is taken for something else, or not understood, and nothing comes of it
 * - `close`: the end closes the connection
 * - `dial`: another connection is dialled in place of this one, with this offer
 * - `note`: its application says what it has heard
 */
export type Effect =
  | { readonly does: 'say'; readonly word: Word }
  | { readonly does: 'send' | 'send oldest' | 'keep' | 'flush' | 'answer' | 'take' | 'swallow' }
  | { readonly does: 'lose'; readonly what: 'message' | 'oldest' | 'all'; readonly why: string }
  | { readonly does: 'close'; readonly why: string }
  | { readonly does: 'dial'; readonly offers: string }
  | { readonly does: 'note'; readonly isGood: boolean; readonly version: string }

/** How an end stands when it asks for something. */
export interface AskingEnd {
  /** The message that has arrived, or that is to be sent. */
  readonly message: Parcel | null
  /** How many messages its queue holds. */
  readonly held: number
  /** What it believes to be agreed; null while it does not. */
  readonly believes: string | null
}

type Effects = readonly Effect[]

const one = (does: 'send' | 'keep' | 'answer' | 'take' | 'swallow'): Effects => [{ does }]
const lose = (what: 'message' | 'oldest' | 'all', why: string): Effect => ({ does: 'lose', what, why })

const [send, keep, answer, take, swallow] = [
  one('send'),
  one('keep'),
  one('answer'),
  one('take'),
  one('swallow'),
]
const say = (word: Word): Effects => [{ does: 'say', word }]
const close = say({ kind: 'close' })
const flush: Effects = [{ does: 'flush' }]
const sendOldest: Effects = [{ does: 'send oldest' }, { does: 'flush' }]
const unsent: Effects = [lose('all', 'it was still queued when the connection ended')]
const refused: Effects = [lose('message', 'the handshake is not over')]
const late: Effects = [lose('message', 'the connection is closed')]

const isFull = 'the queue is full'
const whenFull: Readonly<Record<Said<'overflow'>['whenFull'], Effects>> = {
  refuse: [lose('message', isFull)],
  'drop the oldest': [lose('oldest', isFull), { does: 'keep' }],
  close: [lose('message', isFull), { does: 'close', why: 'has a full queue and closes' }],
}

/** What becomes of what an end asks for, wherever it stands; or of how it stands when it asks. */
type Outcome = Effects | ((standing: AskingEnd) => Effects)

const effects: { readonly [A in EndAsk]: (said: Said<A>) => Outcome } = {
  sendVersion: ({ version, again }) => say({ kind: 'version', said: version, ...(again && { again }) }),
  sendError: ({ supported }) => say({ kind: 'error', said: supported }),
  noteAccepted: ({ version }) => [{ does: 'note', isGood: true, version }],
  noteRefused: ({ version }) => [{ does: 'note', isGood: false, version }],
  closeSocket: () => close,
  dialAgain: ({ offers }) => [{ does: 'dial', offers }],
  deliver:
    () =>
    ({ message, believes }) => {
      if (message === null) return []
      if (!understands(believes, message)) return swallow
      return message.kind === 'call' ? answer : take
    },
  swallow: () => swallow,
  hold: () => keep,
  overflow: (said) => whenFull[said.whenFull],
  refuse: () => refused,
  transmit: () => send,
  transmitHeld:
    () =>
    ({ held }) =>
      held > 0 ? sendOldest : flush,
  discardHeld: () => unsent,
  discard: () => late,
}

const known = new WeakMap<Ask, Outcome>()

/** Something that an end asks for: the name of an action of its chart, and what it says with it. */
interface Ask {
  readonly type: string
  readonly params: unknown
}

/** What becomes of something that an end asks for: the same effects each time. Throws where its chart has no such action. */
export function effectsOf(ask: Ask, standing: AskingEnd): Effects {
  const outcome = madeIn(known, ask, () => {
    if (!isAsk(ask.type)) throw new Error(`An end asks for ${ask.type}, of which nobody knows`)
    return effects[ask.type](ask.params as never)
  })
  return typeof outcome === 'function' ? outcome(standing) : outcome
}

const isAsk = (name: string): name is EndAsk => Object.hasOwn(effects, name)
