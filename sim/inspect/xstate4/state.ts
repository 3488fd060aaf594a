/** States of machines, in the form of XState 4. */
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import { State } from 'xstate4'
import type { InspectedEvent, When } from '../inspection.ts'
import { machineOf4 } from './machine.ts'
import { toName4 } from './names.ts'
import type { ScxmlEvent, ServiceState } from './protocol.ts'

/** The event by which a machine of XState 4 starts. */
export const initEvent: InspectedEvent = { type: 'xstate.init' }

/** No machine's event: it says that time was turned back or has leapt. What was told of later times is void. */
export const seekEvent: InspectedEvent = { type: 'parley.seek' }

type Resolved = Pick<ServiceState, 'value' | 'context' | 'done' | 'tags'>

const resolved = new WeakMap<AnyMachineSnapshot, Resolved>()

/** What XState 4 makes of a snapshot of XState 5, without what an inspector leaves out. */
function resolve(logic: AnyStateMachine, snapshot: AnyMachineSnapshot): Resolved {
  const known = resolved.get(snapshot)
  if (known !== undefined) return known
  const { value, context, tags, done } = machineOf4(logic).resolveState(
    State.from(snapshot.value as string, snapshot.context),
  )
  const made = { value, context, tags: [...tags], done: done === true }
  resolved.set(snapshot, made)
  return made
}

/** A state that an event has led to. */
export function stateOf4(
  logic: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: InspectedEvent,
  when: When,
): ServiceState {
  const _event = scxmlOf(event, when)
  return { ...resolve(logic, snapshot), _event, event: _event.data }
}

/** An event on its way to a machine. */
export function scxmlOf(event: InspectedEvent, { at, moment }: When, origin?: string | null): ScxmlEvent {
  const name = toName4(event.type)
  return {
    $$type: 'scxml',
    type: 'external',
    name,
    data: { ...event, type: name },
    ...(origin && { origin }),
    parley: { at, moment },
  }
}
