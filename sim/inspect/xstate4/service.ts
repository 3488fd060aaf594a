import type { AnyStateMachine } from 'xstate'
import { configOf4 } from './machine.ts'
import type { BridgedService, ScxmlEvent, ServiceMachine, ServiceState } from './protocol.ts'

/** A service that is told what it does, instead of doing it. */
export interface ToldService {
  readonly service: BridgedService
  /** Makes it as good as new, in this state and without anybody who listens. */
  readonly renew: (state: ServiceState) => void
  /** Tells inspectors of an event that the machine is handed. */
  readonly event: (event: ScxmlEvent) => void
  /** Tells them of a state that it is in now. */
  readonly state: (state: ServiceState) => void
  readonly stop: () => void
}

/**
 * A service of XState 4's shape. It is renewed rather than made again, since inspectors keep what they have seen.
 *
 * @param receive takes what an inspector sends to it
 */
export function toldService(
  { id, machine }: { readonly id: string; readonly machine: ServiceMachine },
  first: ServiceState,
  receive: (event: unknown) => void,
): ToldService {
  const listeners = new Set<(state: ServiceState) => void>()
  const stops = new Set<() => void>()
  let initialState = first
  let state = first
  let isTelling = false
  const take = (event: unknown) => {
    if (!isTelling) receive(event)
  }
  let tell = take
  const service: BridgedService = {
    sessionId: id,
    id,
    machine,
    get initialState() {
      return initialState
    },
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
    renew(next) {
      listeners.clear()
      stops.clear()
      initialState = next
      state = next
    },
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

const machines = new WeakMap<AnyStateMachine, ServiceMachine>()

/** A machine as an inspector reads it. */
export function serviceMachine(logic: AnyStateMachine): ServiceMachine {
  const known = machines.get(logic)
  if (known !== undefined) return known
  const definition = configOf4(logic)
  const made = { definition, toJSON: () => definition }
  machines.set(logic, made)
  return made
}
