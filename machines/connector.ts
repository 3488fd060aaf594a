/**
 * The connection manager of a client: it tries its addresses until one of them answers a test call, and starts
 * again when the connection is lost.
 *
 * Source: ZEO's ConnectionManager and ConnectThread (ZEO/zrpc/client.py). Its rounds wait `min_disconnect_poll`
 * and then twice as long each time, up to `max_disconnect_poll`; only the connecting of sockets is bounded in
 * time, the test call is not, so a peer that never answers it holds the manager for ever.
 */
import { assign, setup } from 'xstate'

/** Times in virtual milliseconds. */
export interface ConnectorRules {
  /** How many addresses it may try. */
  readonly addresses: number
  readonly minDisconnectPoll: number
  readonly maxDisconnectPoll: number
  /** How long the sockets of the first round may take to connect, and of every later one. */
  readonly firstAttemptTimeout: number
  readonly laterAttemptTimeout: number
}

/** ZEO's own figures. */
export const zeoConnector: Omit<ConnectorRules, 'addresses'> = {
  minDisconnectPoll: 5_000,
  maxDisconnectPoll: 300_000,
  firstAttemptTimeout: 5_000,
  laterAttemptTimeout: 75_000,
}

export interface ConnectorContext {
  readonly rules: ConnectorRules
  /** Attempts of this round that have not failed yet. */
  readonly pending: number
  /** How long the next pause lasts. */
  readonly poll: number
  readonly firstRound: boolean
}

export type ConnectorEvent =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'attempt connected' }
  /** The first call was answered; `fallback` if the peer is one that is used only while there is no better. */
  | { type: 'attempt tested'; fallback?: true }
  | { type: 'attempt failed' }
  | { type: 'connection lost' }

/** What a connector asks of whoever steps it: the names of its actions. */
const asks = {
  dialAddresses: () => {},
  dialOthers: () => {},
  testConnection: () => {},
  notifyClient: () => {},
  useFallback: () => {},
  closeAttempts: () => {},
}

export type ConnectorAsk = keyof typeof asks

export const connector = setup({
  types: {} as { context: ConnectorContext; input: ConnectorRules; events: ConnectorEvent },
  guards: {
    isLastAttempt: ({ context }) => context.pending <= 1,
    isFallback: ({ event }) => event.type === 'attempt tested' && event.fallback === true,
  },
  delays: {
    attemptTimeout: ({ context: { rules, firstRound } }) =>
      firstRound ? rules.firstAttemptTimeout : rules.laterAttemptTimeout,
    disconnectPoll: ({ context }) => context.poll,
  },
  actions: {
    beginRound: assign({ pending: ({ context }) => context.rules.addresses }),
    countFailure: assign({ pending: ({ context }) => context.pending - 1 }),
    resetPoll: assign({ poll: ({ context }) => context.rules.minDisconnectPoll, firstRound: true }),
    doublePoll: assign({
      poll: ({ context }) => Math.min(context.poll * 2, context.rules.maxDisconnectPoll),
      firstRound: false,
    }),
    ...asks,
  },
}).createMachine({
  id: 'connector',
  description: 'The client’s connection manager for one service.',
  context: ({ input }) => ({
    rules: input,
    pending: 0,
    poll: input.minDisconnectPoll,
    firstRound: true,
  }),
  initial: 'idle',
  on: { stop: { target: '.idle', actions: ['closeAttempts', 'resetPoll'], description: 'the node stops' } },
  states: {
    idle: {
      description: 'Its node is not running.',
      on: { start: { target: 'trying', description: 'the node runs' } },
    },
    trying: {
      description: 'Dials every address and waits for a socket to connect.',
      entry: ['beginRound', 'dialAddresses'],
      on: {
        'attempt connected': {
          target: 'testing',
          actions: 'testConnection',
          description: 'a socket connects',
        },
        'attempt failed': [
          { guard: 'isLastAttempt', target: 'waiting', description: 'no address answers' },
          { actions: 'countFailure', description: 'one address does not answer' },
        ],
      },
      after: {
        attemptTimeout: {
          target: 'waiting',
          actions: 'closeAttempts',
          description: 'nothing connects in time',
        },
      },
    },
    testing: {
      description: 'A socket is connected, and the first call is made to see whether the peer can be used.',
      on: {
        'attempt connected': { actions: 'testConnection', description: 'another socket connects' },
        'attempt tested': [
          {
            guard: 'isFallback',
            target: 'fallback',
            actions: 'useFallback',
            description: 'a fallback answers',
          },
          { target: 'notified', description: 'the first call is answered' },
        ],
        'attempt failed': [
          { guard: 'isLastAttempt', target: 'waiting', description: 'no connection is left' },
          { actions: 'countFailure', description: 'one connection fails' },
        ],
      },
    },
    fallback: {
      description: 'The client works with what it can get, such as a read-only server, and goes on looking.',
      on: {
        'attempt connected': { actions: 'testConnection', description: 'another socket connects' },
        'attempt tested': [
          { guard: 'isFallback', description: 'no better than what is used' },
          { target: 'notified', description: 'a better one answers' },
        ],
        'connection lost': {
          target: 'trying',
          actions: 'closeAttempts',
          description: 'the connection is lost',
        },
      },
      after: {
        disconnectPoll: {
          target: 'fallback',
          reenter: true,
          actions: ['doublePoll', 'dialOthers'],
          description: 'the pause is over: dials the others',
        },
      },
    },
    notified: {
      description: 'The client has a connection that works.',
      entry: ['resetPoll', 'notifyClient'],
      on: { 'connection lost': { target: 'trying', description: 'the connection is lost' } },
    },
    waiting: {
      description: 'Pauses before the next round. Each pause is twice as long as the one before.',
      after: {
        disconnectPoll: { target: 'trying', actions: 'doublePoll', description: 'the pause is over' },
      },
    },
  },
})
