/**
 * What an inspector is told of a run: its machines, the events that they are handed, and the states that they are in.
 * This is all that Parley knows of inspectors; a bridge to one is a sink of these records.
 */
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import type { Actor } from '#sim/engine/world.ts'

/** When something happened. */
export interface When {
  /** Virtual milliseconds. */
  readonly at: number
  readonly moment: number
}

/** A machine of a run. */
export interface InspectedActor {
  /** As the trace names it, such as `end c1-s1#1 dialer`. */
  readonly id: string
  readonly machine: Actor['machine']
  readonly logic: AnyStateMachine
}

/** An event, as the machine takes it. */
export interface InspectedEvent {
  readonly type: string
}

/**
 * - `actor`: there is a machine, in this state; what was told of one with the same id is void
 * - `event`: a machine is handed an event; `source` is the machine from which it comes, where it comes from one
 * - `snapshot`: the state of a machine. After an event, it is what the event has led to, and `transition` is the number
 *   of that in the trace, where the leaves are others now. Without an event, time was turned back, or has leapt: it is the
 *   state at the time that is shown now, and what was told of later times is void
 * - `gone`: there is no such machine at the time that is shown
 */
export type Inspection = When &
  (
    | { readonly kind: 'actor'; readonly actor: InspectedActor; readonly snapshot: AnyMachineSnapshot }
    | {
        readonly kind: 'event'
        readonly actor: InspectedActor
        readonly event: InspectedEvent
        readonly source: string | null
      }
    | {
        readonly kind: 'snapshot'
        readonly actor: InspectedActor
        readonly snapshot: AnyMachineSnapshot
        readonly event: InspectedEvent | null
        readonly transition: number | null
      }
    | { readonly kind: 'gone'; readonly actor: InspectedActor }
  )

/** Takes what there is to tell, in its order. */
export type Sink = (inspection: Inspection) => void
