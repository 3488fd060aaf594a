/**
 * A rolling upgrade: the steps of an order, one after the other or in waves, with a pause after each for the cluster to
 * settle.
 */
import { assign, type StateValueFrom, setup } from 'xstate'

export interface RolloutStep {
  /** The id of a node, or of anything else that is raised or done: a level, a level of a node, an operation. */
  readonly node: string
  /** A release, or a value. */
  readonly to: string
}

/** Steps in their order, and how many of them are taken together each time. */
export interface Waves {
  readonly steps: readonly RolloutStep[]
  /** The sizes of the waves, first to last. What is not in one is taken a step at a time. No wave names a unit twice. */
  readonly waves?: readonly number[]
}

export interface RolloutRules extends Waves {
  /** Virtual milliseconds between the end of one wave and the start of the next. */
  readonly settle: number
}

export interface RolloutContext {
  readonly rules: RolloutRules
  /** The place in `steps` of the first step of the wave that is being taken, or was taken last. */
  readonly step: number
  /** The places of the steps of that wave that are not taken yet. */
  readonly left: readonly number[]
}

export type RolloutEvent =
  | { type: 'begin' }
  | { type: 'node running'; node: string; release: string }
  /** Anything but a node stands at a value now. */
  | { type: 'value reached'; unit: string; value: string }

/** What a rollout asks of whoever steps it: the names of its actions. */
const asks = {
  takeSteps: (_: unknown, _params: { steps: readonly RolloutStep[] }) => {},
}

export type RolloutAsk = keyof typeof asks

export const rollout = setup({
  types: {} as { context: RolloutContext; input: RolloutRules; events: RolloutEvent },
  guards: {
    isLastWave,
    completesWave,
    completesStep,
    isEmpty: ({ context }) => context.rules.steps.length === 0,
  },
  delays: { settle: ({ context }) => context.rules.settle },
  actions: {
    advance: assign({ step: ({ context }) => context.step + waveOf({ context }).steps.length }),
    beginWave: assign({ left: ({ context }) => waveOf({ context }).steps.map((_, i) => context.step + i) }),
    tickOff: assign({ left: (args) => leftAfter(args) }),
    ...asks,
  },
}).createMachine({
  id: 'rollout',
  description: 'The order in which the cluster is upgraded.',
  context: ({ input }) => ({ rules: input, step: 0, left: [] }),
  initial: 'planned',
  states: {
    planned: {
      description: 'Not begun.',
      on: {
        begin: [
          { guard: 'isEmpty', target: 'done', description: 'there is nothing to do' },
          { target: 'upgrading', description: 'the rollout begins' },
        ],
      },
    },
    upgrading: {
      description:
        'Waits for every node of this wave to run its new release, and for levels to stand at their new values.',
      entry: ['beginWave', { type: 'takeSteps', params: waveOf }],
      on: {
        'node running': [
          { guard: 'completesWave', target: 'settling', description: 'the node runs its new release' },
          {
            guard: 'completesStep',
            actions: 'tickOff',
            description: 'one of the nodes runs its new release',
          },
        ],
        'value reached': [
          { guard: 'completesWave', target: 'settling', description: 'the new value is reached' },
          { guard: 'completesStep', actions: 'tickOff', description: 'one of the new values is reached' },
        ],
      },
    },
    settling: {
      description: 'Gives the cluster time to reconnect.',
      after: {
        settle: [
          { guard: 'isLastWave', target: 'done', description: 'that was the last step' },
          { target: 'upgrading', actions: 'advance', description: 'the next step' },
        ],
      },
    },
    done: { description: 'Every step is taken.' },
  },
})

export type RolloutState = StateValueFrom<typeof rollout>

type Args = { context: RolloutContext; event: RolloutEvent }

/** The steps that are taken together, beginning with the one at a place. */
export function waveAt({ steps, waves = [] }: Waves, place: number): readonly RolloutStep[] {
  let end = 0
  const isIn = (size: number) => {
    end += size
    return end > place
  }
  return steps.slice(place, waves.some(isIn) ? end : place + 1)
}

function waveOf({ context }: { context: RolloutContext }) {
  return { steps: waveAt(context.rules, context.step) }
}

function isLastWave({ context }: { context: RolloutContext }) {
  return context.step + waveOf({ context }).steps.length >= context.rules.steps.length
}

function completesStep(args: Args) {
  return leftAfter(args).length < args.context.left.length
}

function completesWave(args: Args) {
  return completesStep(args) && leftAfter(args).length === 0
}

function leftAfter({ context: { rules, left }, event }: Args): readonly number[] {
  const reached = reachedBy(event)
  const isReached = (place: number) => {
    const step = rules.steps[place]
    return reached !== null && reached.node === step?.node && reached.to === step.to
  }
  return left.filter((place) => !isReached(place))
}

function reachedBy(event: RolloutEvent): RolloutStep | null {
  switch (event.type) {
    case 'node running':
      return { node: event.node, to: event.release }
    case 'value reached':
      return { node: event.unit, to: event.value }
    default:
      return null
  }
}
