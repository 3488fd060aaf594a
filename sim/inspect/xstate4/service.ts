import type { InspectedActor } from '../inspection.ts'
import { configOf4 } from './machine.ts'
import type { ScxmlEvent, Service, ServiceMachine, ServiceState } from './protocol.ts'

/** A service that is told what it does, instead of doing it. */
export interface ToldService {
  readonly service: Service
  /** Tells inspectors of an event that the machine is handed. */
  readonly event: (event: ScxmlEvent) => void
  /** Tells them of a state that it is in now. */
  readonly state: (state: ServiceState) => void
  readonly stop: () => void
}

/**
 * A service of XState 4's shape.
 *
 * @param receive takes what an inspector sends to it
 */
export function toldService(
  { id, machine }: { readonly id: string; readonly machine: ServiceMachine },
  initialState: ServiceState,
  receive: (event: unknown) => void,
): ToldService {
  const listeners = new Set<(state: ServiceState) => void>()
  const stops = new Set<() => void>()
  let state = initialState
  let isTelling = false
  const take = (event: unknown) => {
    if (!isTelling) receive(event)
  }
  let tell = take
  const service: Service = {
    sessionId: id,
    id,
    machine,
    initialState,
    get state() {
      return state
    },
    // An inspector puts a function in place of this one that tells of an event and then hands it on. Whoever sends an
    // event from an inspector gets the original: else it would be told of once when it is sent and again when it is taken.
    get send() {
      return take
    },
    set send(replacement) {
      tell = replacement
    },
    subscribe(listener) {
      listeners.add(listener)
      return { unsubscribe: () => void listeners.delete(listener) }
    },
    onStop: (listener) => void stops.add(listener),
  }
  return {
    service,
    event(event) {
      isTelling = true
      tell(event)
      isTelling = false
    },
    state(next) {
      state = next
      for (const listener of listeners) listener(next)
    },
    stop: () => {
      for (const listener of stops) listener()
    },
  }
}

/** The machine of an actor, as an inspector reads it. */
export function serviceMachine({ logic }: InspectedActor): ServiceMachine {
  const definition = configOf4(logic)
  return { definition, toJSON: () => definition }
}
