/**
 * What `@xstate/inspect` reads of a service of XState 4, and the events of its protocol. Its own types lean on those of
 * XState 4 and mean nothing under XState 5.
 */
import type { InspectedEvent, When } from '../inspection.ts'

/** An event on its way. What Parley adds says when it was taken, in the run. */
export interface ScxmlEvent {
  readonly $$type: 'scxml'
  readonly type: 'external'
  readonly name: string
  readonly data: InspectedEvent
  /** The machine from which it comes. */
  readonly origin?: string
  readonly parley?: When
}

/** A state. */
export interface ServiceState {
  readonly value: unknown
  readonly context: unknown
  /** The event that led to it. */
  readonly _event: ScxmlEvent
  readonly event: InspectedEvent
  readonly done: boolean
  readonly tags: readonly string[]
}

export interface ServiceMachine {
  /** In the form of XState 4. */
  readonly definition: object
  readonly toJSON: () => object
}

/** A machine that runs. */
export interface BridgedService {
  readonly sessionId: string
  readonly id: string
  readonly machine: ServiceMachine
  readonly state: ServiceState
  readonly initialState: ServiceState
  readonly parent?: { readonly sessionId: string }
  send: (event: unknown) => void
  readonly subscribe: (listener: (state: ServiceState) => void) => { readonly unsubscribe: () => void }
  readonly onStop: (listener: () => void) => void
}

/** Where services are announced to inspectors. */
export interface DevTools {
  readonly services: Set<BridgedService>
  readonly register: (service: BridgedService) => void
}
