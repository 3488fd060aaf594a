/**
 * The run itself, as one more service: what is shown of it, which machines the inspector is told of, and how to ask for
 * others. All that an inspector and Parley have to say to each other beside XState's own is said through it.
 */
import type { Feeding } from '../feed.ts'
import type { When } from '../inspection.ts'
import type { ServiceMachine } from './protocol.ts'

/** The id of its session. */
export const runId = 'run'

/** Its context. */
export interface RunContext extends Feeding, When {
  readonly scenario: string
  readonly seed: number
  /** Where the run ends, in virtual milliseconds. */
  readonly until: number
  readonly moments: number
  /** Whether a release of this run says that it refuses, rather than only doing so. */
  readonly saysErrors: boolean
  /** The last event that an inspector sent and that was refused, and why; null after one that was not. */
  readonly refused: { readonly actor: string; readonly event: string; readonly reason: string } | null
}

/** What an inspector asks of it. */
export type RunEvent =
  /** To be told of the machines that hold these words in their names or their states. */
  | { readonly type: 'filter'; readonly filter: string }
  /** To be told of a machine in any case, and of what has happened to it. Null for none. */
  | { readonly type: 'select'; readonly actor: string | null }
  /** To show another time, in virtual milliseconds. */
  | { readonly type: 'seek'; readonly time: number }

const definition = {
  id: runId,
  description: 'What is shown of the run.',
  predictableActionArguments: true,
  initial: 'shown',
  states: {
    shown: {
      description: 'The states are those at the time that is shown.',
      on: {
        filter: { description: 'other machines are asked for' },
        select: { description: 'one machine is looked at' },
        seek: { description: 'another time is asked for' },
      },
    },
  },
}

export const runMachine: ServiceMachine = { definition, toJSON: () => definition }

/** Reads what an inspector has sent; null where it is nothing that can be asked. */
export function readRunEvent(event: {
  readonly type: string
  readonly [key: string]: unknown
}): RunEvent | null {
  const { type, filter, actor, time } = event
  if (type === 'filter' && typeof filter === 'string') return { type, filter: filter.slice(0, 200) }
  if (type === 'select' && (typeof actor === 'string' || actor === null)) return { type, actor }
  if (type === 'seek' && typeof time === 'number' && Number.isFinite(time)) return { type, time }
  return null
}
