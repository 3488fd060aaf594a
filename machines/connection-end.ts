/**
 * One end of a connection: how it agrees on a version, and what it does meanwhile with what it would send.
 *
 * Both ends of every connection run this chart; a release's `EndRules` decide which of its states can be
 * reached. The chart knows neither payloads nor time: messages wait in the simulator's queue, and the `queue`
 * region only says what happens to them.
 *
 * Source of the two behaviours that it starts from: ZEO/zrpc/connection.py 1.38.2.1.4.2, 18 December 2002.
 */
import { assign, raise, setup } from 'xstate'
import { acceptsVersion, answerTo, type EndRules } from './rules.ts'

export interface EndContext {
  readonly rules: EndRules
  /** What the peer said, if it has spoken. */
  readonly heard: string | null
  /** What this end believes the connection speaks. */
  readonly agreed: string | null
}

export type EndEvent =
  | { type: 'connected' }
  | { type: 'version'; version: string }
  | { type: 'message' }
  | { type: 'send' }
  | { type: 'more held' }
  | { type: 'none held' }
  | { type: 'close' }
  | { type: 'closed' }
  | { type: 'agreed' }
  | { type: 'over' }

/** What an end does with a handshake that it does not accept, or with anything else that comes in its place. */
const refusal = [
  {
    guard: 'stallsOnMismatch',
    target: 'stalled',
    actions: ['remember', { type: 'logRefused', params: heardVersion }],
    description: 'not accepted: ignored',
  },
  {
    target: 'rejected',
    actions: ['remember', { type: 'logRefused', params: heardVersion }, 'closeSocket'],
    description: 'not accepted: closes',
  },
] as const

export const connectionEnd = setup({
  types: {} as { context: EndContext; input: EndRules; events: EndEvent },
  guards: { speaksAtOnce, accepts, stallsOnMismatch, sendsMeanwhile },
  actions: {
    remember: assign({ heard: ({ event }) => (event.type === 'version' ? event.version : null) }),
    agree: assign({
      agreed: ({ context, event }) =>
        event.type === 'version' ? answerTo(context.rules, event.version) : context.agreed,
    }),
    tellQueueAgreed: raise({ type: 'agreed' }),
    tellQueueOver: raise({ type: 'over' }),
    // Carried out by the simulator.
    sendVersion: (_, _params: { version: string }) => {},
    logReceived: (_, _params: { version: string }) => {},
    logRefused: (_, _params: { version: string }) => {},
    closeSocket: () => {},
    deliver: () => {},
    swallow: () => {},
    hold: () => {},
    transmit: () => {},
    transmitHeld: () => {},
    discardHeld: () => {},
    discard: () => {},
  },
}).createMachine({
  id: 'end',
  description: 'One end of a connection: its handshake, and the queue of what it would send.',
  type: 'parallel',
  context: ({ input }) => ({ rules: input, heard: null, agreed: null }),
  states: {
    handshake: {
      description: 'How this end agrees on a version with its peer.',
      initial: 'dialling',
      on: {
        close: { target: '.closed', actions: 'closeSocket', description: 'this node closes the connection' },
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
                actions: {
                  type: 'sendVersion',
                  params: ({ context }) => ({ version: context.rules.offers }),
                },
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
                actions: ['remember', 'agree', { type: 'logReceived', params: agreedVersion }],
                description: 'accepted',
              },
              ...refusal,
            ],
            message: refusal,
          },
        },
        awaiting: {
          description: 'Waits for the peer to speak first. Nothing else may be sent.',
          on: {
            version: [
              {
                guard: 'accepts',
                target: 'open',
                actions: [
                  'remember',
                  'agree',
                  { type: 'logReceived', params: agreedVersion },
                  { type: 'sendVersion', params: agreedVersion },
                ],
                description: 'accepted, answers it',
              },
              ...refusal,
            ],
            message: refusal,
          },
        },
        open: {
          description: 'Believes that a version is agreed.',
          entry: 'tellQueueAgreed',
          on: { message: { actions: 'deliver', description: 'handed to the application' } },
        },
        stalled: {
          description: 'Did not accept the peer’s version and stays in its handshake for ever.',
          on: {
            message: { actions: 'swallow', description: 'taken for another handshake' },
            version: { actions: 'swallow', description: 'taken for another handshake' },
          },
        },
        rejected: {
          description: 'Did not accept the peer’s version and has closed the connection.',
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
          always: { guard: 'sendsMeanwhile', target: 'passing', description: 'never queues' },
          on: {
            send: { actions: 'hold', description: 'queued' },
            agreed: { target: 'flushing', description: 'the handshake is over' },
          },
        },
        flushing: {
          description: 'Queued messages are sent, oldest first. A new one joins the end of the queue.',
          entry: 'transmitHeld',
          on: {
            send: { actions: 'hold', description: 'queued behind the others' },
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

type Args = { context: EndContext; event: EndEvent }

function speaksAtOnce({ context }: Args) {
  return context.rules.speaks === 'at once'
}

function accepts({ context, event }: Args) {
  return event.type === 'version' && acceptsVersion(context.rules, event.version)
}

function stallsOnMismatch({ context }: Args) {
  return context.rules.otherwise === 'stall'
}

function sendsMeanwhile({ context }: Args) {
  return context.rules.meanwhile === 'send'
}

function heardVersion({ event }: Args) {
  return { version: event.type === 'version' ? event.version : '' }
}

function agreedVersion({ context, event }: Args) {
  return { version: event.type === 'version' ? answerTo(context.rules, event.version) : '' }
}
