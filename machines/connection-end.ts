/**
 * One end of a connection: how it agrees on a version, and what it does meanwhile with what it would send.
 *
 * Both ends of every connection run this chart; a release's `EndRules` decide which of its states can be
 * reached. The chart knows neither payloads nor time: messages wait in the simulator's queue, and the `queue`
 * region only says what happens to them.
 *
 * Source of the two behaviours that it starts from: ZEO/zrpc/connection.py 1.38.2.1.4.2, 18 December 2002.
 */
import { assign, raise, type StateValueFrom, setup } from 'xstate'
import {
  acceptsVersion,
  answerTo,
  type EndRules,
  isFallback,
  namesSupported,
  nextTry,
  type Otherwise,
  type Retry,
  type WhenFull,
} from './rules.ts'
import { sayVersions } from './words.ts'

export interface EndContext {
  readonly rules: EndRules
  /** What it offers now: less than its rules say where it tries again on the same connection. */
  readonly offers: string
  /** What the peer said, if it has spoken. */
  readonly heard: string | null
  /** What the peer said would be accepted, '' if it only refused; null if it did not refuse. */
  readonly refusal: string | null
  /** What this end believes the connection speaks. */
  readonly agreed: string | null
  /** Why it is on its own where its peer is not the reason: it has `waited` in vain, or has `left`. */
  readonly gaveUp: 'waited' | 'left' | null
}

export type EndEvent =
  | { type: 'connected' }
  /** The peer names versions; `again` if it does so after a refusal. */
  | { type: 'version'; version: string; again?: boolean }
  /** The peer refuses what this end offered. */
  | { type: 'error'; supported: string }
  | { type: 'message' }
  /** The application has something to send; `full` if no more can be queued. */
  | { type: 'send'; full?: boolean }
  | { type: 'more held' }
  | { type: 'none held' }
  | { type: 'close' }
  | { type: 'closed' }
  | { type: 'agreed' }
  | { type: 'over' }

/** The guard of each way to refuse, in the chart; none of the last. */
const guardOf = {
  stall: 'stalls',
  'error, then go on': 'saysErrorAndGoesOn',
  'go on': 'goesOn',
  'error, then wait': 'saysErrorAndWaits',
  error: 'saysError',
  'error with supported': 'saysError',
  'own version': 'saysOwn',
  close: null,
} as const satisfies Record<Otherwise, string | null>

type Refusing = NonNullable<(typeof guardOf)[Otherwise]>

const refuses =
  (guard: Refusing) =>
  ({ context }: Args) =>
    guardOf[context.rules.otherwise] === guard

/** What an end does with a handshake that it does not accept, or with anything else that comes in its place, by its guard. */
const refusing = {
  stalls: {
    guard: 'stalls',
    target: 'stalled',
    actions: ['remember', { type: 'noteRefused', params: heardVersion }],
    description: 'not accepted: ignored',
  },
  saysErrorAndGoesOn: {
    guard: 'saysErrorAndGoesOn',
    target: 'open',
    actions: [
      'remember',
      { type: 'noteRefused', params: heardVersion },
      { type: 'sendError', params: whatItAccepts },
      'fall',
    ],
    description: 'not accepted: says so and goes on',
  },
  goesOn: {
    guard: 'goesOn',
    target: 'open',
    actions: ['remember', 'fall'],
    description: 'not accepted: goes on all the same',
  },
  saysErrorAndWaits: {
    guard: 'saysErrorAndWaits',
    target: 'awaiting',
    actions: [
      'remember',
      { type: 'noteRefused', params: heardVersion },
      { type: 'sendError', params: whatItAccepts },
    ],
    description: 'not accepted: says so and waits',
  },
  saysError: {
    guard: 'saysError',
    target: 'rejected',
    actions: [
      'remember',
      { type: 'noteRefused', params: heardVersion },
      { type: 'sendError', params: whatItAccepts },
      'closeSocket',
    ],
    description: 'not accepted: says so and closes',
  },
  saysOwn: {
    guard: 'saysOwn',
    target: 'rejected',
    actions: [
      'remember',
      { type: 'noteRefused', params: heardVersion },
      { type: 'sendError', params: itsOwn },
      'closeSocket',
    ],
    description: 'not accepted: says its own and closes',
  },
} as const satisfies { readonly [G in Refusing]: { readonly guard: G; readonly [part: string]: unknown } }

const refusal = [
  ...Object.values(refusing),
  {
    target: 'rejected',
    actions: ['remember', { type: 'noteRefused', params: heardVersion }, 'closeSocket'],
    description: 'not accepted: closes',
  },
] as const

/** What an end does when its own offer is refused. */
const refused = [
  {
    guard: 'goesOnWhenRefused',
    target: 'open',
    actions: ['note', 'fall'],
    description: 'refused: goes on with less',
  },
  {
    guard: 'retriesHere',
    target: 'announcing',
    reenter: true,
    actions: ['note', 'offerLess', { type: 'sendVersion', params: offerNow }],
    description: 'refused: offers less',
  },
  {
    guard: 'retriesAnew',
    target: 'retrying',
    actions: ['note', 'offerLess', 'closeSocket', { type: 'dialAgain', params: offerNext }],
    description: 'refused: dials again and offers less',
  },
  { target: 'rejected', actions: ['note', 'closeSocket'], description: 'refused: gives up' },
] as const

/** What an end does when its peer closes while it waits for a word. */
const leftAlone = [
  {
    guard: 'retriesOnClose',
    target: 'retrying',
    actions: ['offerLess', { type: 'dialAgain', params: offerNext }],
    description: 'closed without a word: dials again and offers less',
  },
  { target: 'closed', description: 'the peer or the network has closed the connection' },
] as const

/** What an end does when its peer says nothing for too long. */
const silence = [
  {
    guard: 'goesOnWhenRefused',
    target: 'open',
    actions: ['wait', 'fall'],
    description: 'silence: goes on with less',
  },
  {
    guard: 'retriesOnSilence',
    target: 'retrying',
    actions: ['wait', 'offerLess', 'closeSocket', { type: 'dialAgain', params: offerNext }],
    description: 'silence: dials again and offers less',
  },
  { target: 'rejected', actions: ['wait', 'closeSocket'], description: 'silence: gives up' },
] as const

/** What becomes of a message for which the queue has no room. */
const overflow = {
  guard: 'isFull',
  actions: { type: 'overflow', params: whenFull },
  description: 'the queue is full',
} as const

/** What an end asks of whoever steps it: the names of its actions, each with what it says. */
const asks = {
  sendVersion: (_: unknown, _params: { version: string; again?: true }) => {},
  sendError: (_: unknown, _params: { supported: string }) => {},
  noteAccepted: (_: unknown, _params: { version: string }) => {},
  noteRefused: (_: unknown, _params: { version: string }) => {},
  closeSocket: () => {},
  dialAgain: (_: unknown, _params: { offers: string }) => {},
  deliver: () => {},
  swallow: () => {},
  hold: () => {},
  overflow: (_: unknown, _params: { whenFull: WhenFull }) => {},
  refuse: () => {},
  transmit: () => {},
  transmitHeld: () => {},
  discardHeld: () => {},
  discard: () => {},
}

/** The name of something that an end asks for. */
export type EndAsk = keyof typeof asks

/** What it says with that; undefined where it says no more. */
export type Said<A extends EndAsk> = Parameters<(typeof asks)[A]>[1]

export const connectionEnd = setup({
  types: {} as { context: EndContext; input: EndRules; events: EndEvent },
  guards: {
    speaksAtOnce: ({ context }) => context.rules.speaks === 'at once',
    accepts,
    repliesNothing: (args) => accepts(args) && args.context.rules.replies === 'nothing',
    stalls: refuses('stalls'),
    goesOn: refuses('goesOn'),
    saysErrorAndGoesOn: refuses('saysErrorAndGoesOn'),
    saysErrorAndWaits: refuses('saysErrorAndWaits'),
    saysError: refuses('saysError'),
    saysOwn: refuses('saysOwn'),
    goesOnWhenRefused: ({ context }) => context.rules.whenRefused === 'go on',
    retriesHere: (args) => retries(args, 'error') && retryOf(args)?.where === 'same connection',
    retriesAnew: (args) => retries(args, 'error'),
    retriesOnClose: (args) => retries(args, 'close'),
    retriesOnSilence: (args) => retries(args, 'silence'),
    sendsMeanwhile: ({ context }) => context.rules.meanwhile === 'send',
    refusesMeanwhile: ({ context }) => context.rules.meanwhile === 'refuse',
    isFull: ({ event }) => event.type === 'send' && event.full === true,
  },
  delays: { patience: ({ context }) => context.rules.patience ?? Number.POSITIVE_INFINITY },
  actions: {
    remember: assign({ heard: ({ event }) => (event.type === 'version' ? event.version : null) }),
    note: assign({ refusal: ({ event }) => (event.type === 'error' ? event.supported : '') }),
    agree: assign({
      agreed: ({ context, event }) =>
        event.type === 'version' ? answerTo(offering(context), event.version) : context.agreed,
    }),
    fall: assign({ agreed: ({ context }) => context.rules.fallsTo ?? context.rules.accepts[0] ?? null }),
    offerLess: assign({ offers: ({ context, event }) => lessOf(context, event)?.offers ?? context.offers }),
    wait: assign({ gaveUp: 'waited' }),
    leave: assign({ gaveUp: 'left' }),
    tellQueueAgreed: raise({ type: 'agreed' }),
    tellQueueOver: raise({ type: 'over' }),
    ...asks,
  },
}).createMachine({
  id: 'end',
  description: 'One end of a connection: its handshake, and the queue of what it would send.',
  type: 'parallel',
  context: ({ input }) => ({
    rules: input,
    offers: input.offers,
    heard: null,
    refusal: null,
    agreed: null,
    gaveUp: null,
  }),
  states: {
    handshake: {
      description: 'How this end agrees on a version with its peer.',
      initial: 'dialling',
      on: {
        close: {
          target: '.closed',
          actions: ['leave', 'closeSocket'],
          description: 'this node closes the connection',
        },
        closed: { target: '.closed', description: 'the peer or the network has closed the connection' },
      },
      states: {
        dialling: {
          description: 'The socket is not connected yet.',
          on: {
            connected: [
              {
                guard: 'speaksAtOnce',
                target: 'announcing',
                actions: { type: 'sendVersion', params: offerNow },
                description: 'speaks at once',
              },
              { target: 'awaiting', description: 'waits for the peer to speak' },
            ],
          },
        },
        announcing: {
          description: 'Has named its version and waits for the peer’s.',
          on: {
            version: [
              {
                guard: 'accepts',
                target: 'open',
                actions: ['remember', 'agree', { type: 'noteAccepted', params: agreedVersion }],
                description: 'accepted',
              },
              ...refusal,
            ],
            message: refusal,
            error: refused,
            closed: leftAlone,
          },
          after: { patience: silence },
        },
        awaiting: {
          description: 'Waits for the peer to speak first. Nothing else may be sent.',
          on: {
            version: [
              {
                guard: 'repliesNothing',
                target: 'open',
                actions: ['remember', 'agree', { type: 'noteAccepted', params: agreedVersion }],
                description: 'accepted without a word',
              },
              {
                guard: 'accepts',
                target: 'open',
                actions: [
                  'remember',
                  'agree',
                  { type: 'noteAccepted', params: agreedVersion },
                  { type: 'sendVersion', params: reply },
                ],
                description: 'accepted, answers it',
              },
              ...refusal,
            ],
            message: refusal,
            closed: leftAlone,
          },
          after: { patience: silence },
        },
        open: {
          description: 'Believes that a version is agreed.',
          entry: 'tellQueueAgreed',
          on: {
            message: { actions: 'deliver', description: 'handed to the application' },
            version: { actions: 'swallow', description: 'there is nothing more to agree on' },
            error: [
              {
                guard: 'goesOnWhenRefused',
                actions: ['note', 'fall'],
                description: 'refused: goes on with less',
              },
              { target: 'rejected', actions: ['note', 'closeSocket'], description: 'refused: gives up' },
            ],
          },
        },
        stalled: {
          description: 'Did not accept the peer’s version and stays in its handshake for ever.',
          on: {
            message: { actions: 'swallow', description: 'taken for another handshake' },
            version: { actions: 'swallow', description: 'taken for another handshake' },
          },
        },
        retrying: {
          description: 'Was refused. Its connection is gone, and another one is dialled with a lower offer.',
          entry: 'tellQueueOver',
          on: { close: {}, closed: {} },
        },
        rejected: {
          description: 'Has not agreed with its peer and has closed the connection.',
          entry: 'tellQueueOver',
          on: { close: {}, closed: {} },
        },
        closed: {
          description: 'The connection is gone.',
          entry: 'tellQueueOver',
          on: { close: {}, closed: {} },
        },
      },
    },
    queue: {
      description: 'What becomes of the messages that this end would send.',
      initial: 'holding',
      on: { over: { target: '.shut', actions: 'discardHeld', description: 'the connection is gone' } },
      states: {
        holding: {
          description: 'Messages are queued until the handshake is over.',
          always: [
            { guard: 'sendsMeanwhile', target: 'passing', description: 'never queues' },
            { guard: 'refusesMeanwhile', target: 'refusing', description: 'never queues' },
          ],
          on: {
            send: [overflow, { actions: 'hold', description: 'queued' }],
            agreed: { target: 'flushing', description: 'the handshake is over' },
          },
        },
        refusing: {
          description: 'Whoever wants to send before the handshake is over is told no.',
          on: {
            send: { actions: 'refuse', description: 'refused' },
            agreed: { target: 'passing', description: 'the handshake is over' },
          },
        },
        flushing: {
          description: 'Queued messages are sent, oldest first. A new one joins the end of the queue.',
          entry: 'transmitHeld',
          on: {
            send: [overflow, { actions: 'hold', description: 'queued behind the others' }],
            'more held': { actions: 'transmitHeld', description: 'sends the next one' },
            'none held': { target: 'passing', description: 'the queue is empty' },
          },
        },
        passing: {
          description: 'Messages are sent as they come.',
          on: { send: { actions: 'transmit', description: 'sent' } },
        },
        shut: {
          description: 'Nothing can be sent any more.',
          on: { send: { actions: 'discard', description: 'lost' }, over: {} },
        },
      },
    },
  },
})

/** The states of its handshake, as the chart names them. */
export type HandshakeState = NonNullable<
  Extract<StateValueFrom<typeof connectionEnd>, { handshake?: unknown }>['handshake']
>

type Args = { context: EndContext; event: EndEvent }

/** The rules as they stand after retries on the same connection. */
const offering = ({ rules, offers }: EndContext): EndRules =>
  offers === rules.offers ? rules : { ...rules, offers }

function accepts({ context, event }: Args) {
  if (event.type !== 'version') return false
  const rules = offering(context)
  if (event.again && rules.detectsFallback && isFallback(rules, event.version)) return false
  return acceptsVersion(rules, event.version)
}

function retryOf({ context }: Args): Retry | null {
  const { whenRefused } = context.rules
  return typeof whenRefused === 'object' ? whenRefused : null
}

function retries(args: Args, on: Retry['on'][number]) {
  return (retryOf(args)?.on.includes(on) ?? false) && lessOf(args.context, args.event) !== null
}

/** The next try after what the peer said, or did not say. */
function lessOf(context: EndContext, event: EndEvent): EndRules | null {
  return nextTry(offering(context), event.type === 'error' ? event.supported : '')
}

function offerNow({ context: { rules, offers } }: Args): { version: string; again?: true } {
  const again = rules.triesAgain || offers !== rules.offers
  return again ? { version: offers, again } : { version: offers }
}

function offerNext({ context }: Args) {
  return { offers: context.offers }
}

function whatItAccepts({ context: { rules } }: Args) {
  return { supported: namesSupported(rules) ? sayVersions(rules.versions, rules.accepts) : '' }
}

function itsOwn({ context: { offers } }: Args) {
  return { supported: offers }
}

function reply({ context: { rules, offers, agreed } }: Args) {
  return { version: rules.replies === 'own offer' ? offers : (agreed ?? '') }
}

function heardVersion({ context: { heard } }: Args) {
  return { version: heard ?? '' }
}

function agreedVersion({ context: { agreed } }: Args) {
  return { version: agreed ?? '' }
}

function whenFull({ context }: Args): { whenFull: WhenFull } {
  return { whenFull: context.rules.queue?.whenFull ?? 'refuse' }
}
