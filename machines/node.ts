/** A node of the cluster: it runs one release, and is taken down to start as another, or with another configuration. */
import { assign, type StateValueFrom, setup } from 'xstate'

/** Times in virtual milliseconds. */
export interface NodeRules {
  /** The release that the node runs at first. */
  readonly release: string
  /** How long it finishes what it has begun before it goes down for an upgrade. */
  readonly drain: number
  /** How long it stays down while the other release is put in place. */
  readonly down: number
  /** How long a start takes. */
  readonly start: number
}

export interface NodeContext {
  readonly rules: NodeRules
  readonly release: string
  /** The release that it starts as next; its own if nothing else is asked. */
  readonly next: string
}

export type NodeEvent =
  /** To the release that it runs, too: it is restarted, and reads its configuration anew. */
  { type: 'upgrade'; to: string } | { type: 'kill' } | { type: 'restart' } | { type: 'cannot run' }

/** What a node asks of whoever steps it: the names of its actions. */
const asks = {
  startServices: () => {},
  refuseNewWork: () => {},
  readConfiguration: () => {},
  closeConnections: () => {},
  dropConnections: () => {},
}

export type NodeAsk = keyof typeof asks

export const node = setup({
  types: {} as { context: NodeContext; input: NodeRules; events: NodeEvent },
  delays: {
    drain: ({ context }) => context.rules.drain,
    down: ({ context }) => context.rules.down,
    start: ({ context }) => context.rules.start,
  },
  actions: {
    chooseNext: assign({
      next: ({ context, event }) => (event.type === 'upgrade' ? event.to : context.next),
    }),
    installNext: assign({ release: ({ context }) => context.next }),
    ...asks,
  },
}).createMachine({
  id: 'node',
  description: 'One member of the cluster, running one release at a time.',
  context: ({ input }) => ({ rules: input, release: input.release, next: input.release }),
  initial: 'running',
  states: {
    running: {
      description: 'Runs its release: dials, accepts and serves.',
      entry: 'startServices',
      on: {
        upgrade: { target: 'draining', actions: 'chooseNext', description: 'another release is asked for' },
        kill: { target: 'crashed', description: 'the process dies' },
      },
    },
    draining: {
      description: 'Takes on nothing new and finishes what it has begun.',
      entry: 'refuseNewWork',
      on: {
        upgrade: { actions: 'chooseNext', description: 'yet another release is asked for' },
        kill: { target: 'crashed', description: 'the process dies' },
      },
      after: { drain: { target: 'down', description: 'the time to finish is over' } },
    },
    down: {
      description: 'Stopped. The next release is put in place.',
      entry: 'closeConnections',
      on: { upgrade: { actions: 'chooseNext', description: 'yet another release is asked for' } },
      after: { down: { target: 'starting', description: 'the release is in place' } },
    },
    starting: {
      description: 'The process starts. It does not accept connections yet.',
      entry: ['installNext', 'readConfiguration'],
      on: {
        upgrade: { target: 'down', actions: 'chooseNext', description: 'yet another release is asked for' },
        kill: { target: 'crashed', description: 'the process dies' },
        'cannot run': { target: 'crashed', description: 'it cannot run at a level and gives up' },
      },
      after: { start: { target: 'running', description: 'the process is up' } },
    },
    crashed: {
      description: 'The process has died, and its connections with it. It stays dead until it is restarted.',
      entry: 'dropConnections',
      on: {
        restart: { target: 'starting', description: 'somebody restarts it' },
        upgrade: { target: 'starting', actions: 'chooseNext', description: 'restarted as another release' },
      },
    },
  },
})

export type NodeState = StateValueFrom<typeof node>
