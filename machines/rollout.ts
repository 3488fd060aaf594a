/** A rolling upgrade: the steps of an order, one after the other, with a pause after each for the cluster to settle. */
import { assign, setup } from 'xstate'

export interface RolloutStep {
  /** The id of a node, or of anything else that is raised or done: a level, a level of a node, an operation. */
  readonly node: string
  /** A release, or a value. */
  readonly to: string
}

export interface RolloutRules {
  readonly steps: readonly RolloutStep[]
  /** Virtual milliseconds between the end of one step and the start of the next. */
  readonly settle: number
}

export interface RolloutContext {
  readonly rules: RolloutRules
  /** The place in `steps` of the step that is being taken, or was taken last. */
  readonly step: number
}

export type RolloutEvent =
  | { type: 'begin' }
  | { type: 'node running'; node: string; release: string }
  /** Anything but a node stands at a value now. */
  | { type: 'value reached'; unit: string; value: string }

export const rollout = setup({
  types: {} as { context: RolloutContext; input: RolloutRules; events: RolloutEvent },
  guards: { isLastStep, completesStep, isEmpty: ({ context }) => context.rules.steps.length === 0 },
  delays: { settle: ({ context }) => context.rules.settle },
  actions: {
    advance: assign({ step: ({ context }) => context.step + 1 }),
    // Carried out by the simulator.
    takeStep: (_, _params: { step: RolloutStep | undefined }) => {},
  },
}).createMachine({
  id: 'rollout',
  description: 'The order in which the cluster is upgraded.',
  context: ({ input }) => ({ rules: input, step: 0 }),
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
        'Waits for the node of this step to run its new release, or for whatever it is to stand at its new value.',
      entry: { type: 'takeStep', params: currentStep },
      on: {
        'node running': [
          { guard: 'completesStep', target: 'settling', description: 'the node runs its new release' },
        ],
        'value reached': [
          { guard: 'completesStep', target: 'settling', description: 'the new value is reached' },
        ],
      },
    },
    settling: {
      description: 'Gives the cluster time to reconnect.',
      after: {
        settle: [
          { guard: 'isLastStep', target: 'done', description: 'that was the last step' },
          { target: 'upgrading', actions: 'advance', description: 'the next step' },
        ],
      },
    },
    done: { description: 'Every step is taken.' },
  },
})

type Args = { context: RolloutContext; event: RolloutEvent }

function currentStep({ context }: { context: RolloutContext }) {
  return { step: context.rules.steps[context.step] }
}

function isLastStep({ context }: { context: RolloutContext }) {
  return context.step >= context.rules.steps.length - 1
}

function completesStep({ context, event }: Args) {
  const step = context.rules.steps[context.step]
  const reached = reachedBy(event)
  return reached !== null && reached.node === step?.node && reached.to === step.to
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
