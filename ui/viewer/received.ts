/** What the receivers of `@xstate/inspect` hand on. Its own types are about XState 4, and mean nothing beside XState 5. */
import type { ScxmlEvent, ServiceState } from '#sim/inspect/xstate4/protocol.ts'

/** A machine as XState 4 has made it from its definition. */
export interface ReceivedMachine {
  readonly id: string
  /** The names of all events. */
  readonly events: readonly string[]
  readonly resolveState: (state: ServiceState) => { readonly nextEvents: readonly string[] }
}

export type Received =
  | {
      readonly type: 'service.register'
      readonly sessionId: string
      readonly machine: ReceivedMachine
      readonly state: ServiceState
    }
  | { readonly type: 'service.state'; readonly sessionId: string; readonly state: ServiceState }
  | { readonly type: 'service.event'; readonly sessionId: string; readonly event: ScxmlEvent }
  | { readonly type: 'service.stop'; readonly sessionId: string }

export interface Receiver {
  readonly send: (message: { readonly type: 'xstate.event'; readonly event: string }) => void
  readonly subscribe: (next: (received: Received) => void) => { readonly unsubscribe: () => void }
}
