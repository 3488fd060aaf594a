/** What there is to see: a fold over what the viewer is told. */

import { toName5 } from '#sim/inspect/xstate4/names.ts'
import type { ScxmlEvent, ServiceState } from '#sim/inspect/xstate4/protocol.ts'
import { type RunContext, runId } from '#sim/inspect/xstate4/run-service.ts'
import { leavesOf } from '#sim/protocol/leaves.ts'
import type { Received, ReceivedMachine } from './received.ts'

/** An event that a machine was handed, and what came of it. */
export interface SeenEvent {
  /** Counts the events that this machine was seen to be handed. */
  readonly number: number
  readonly type: string
  /** The texts and flags that came with it. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The machine from which it came. */
  readonly source: string | null
  /** Virtual milliseconds. */
  readonly at: number
  readonly moment: number
  /** The leaves before and after, where they are others; null where the event changed none. */
  readonly move: { readonly from: readonly string[]; readonly to: readonly string[] } | null
}

export interface SeenMachine {
  /** Such as `end c1-s1#2 dialer`. */
  readonly id: string
  /** `end`, `connector`, `node` or `rollout`. */
  readonly kind: string
  readonly machine: ReceivedMachine
  readonly state: ServiceState
  /** Its active leaves, such as `handshake.open` and `queue.passing`. */
  readonly leaves: readonly string[]
  /** Oldest first. */
  readonly events: readonly SeenEvent[]
}

export interface Seen {
  /** What is shown of the run; null before anything is. */
  readonly run: RunContext | null
  /** The machines that are there at the time that is shown, by their ids. */
  readonly machines: ReadonlyMap<string, SeenMachine>
}

export const nothing: Seen = { run: null, machines: new Map() }

/** More events of one machine are not kept. */
const kept = 500

/** What there is to see after something more was received. */
export function see(seen: Seen, received: Received): Seen {
  const { sessionId } = received
  if (sessionId === runId) return seeRun(seen, received)
  if (received.type === 'service.register') return withMachine(seen, begin(sessionId, received))
  const machine = seen.machines.get(sessionId)
  if (machine === undefined) return seen
  switch (received.type) {
    case 'service.event':
      return withMachine(seen, take(machine, received.event))
    case 'service.state':
      return withMachine(seen, stand(machine, received.state))
    case 'service.stop': {
      const machines = new Map(seen.machines)
      machines.delete(sessionId)
      return { ...seen, machines }
    }
  }
}

function seeRun(seen: Seen, received: Received): Seen {
  if (received.type === 'service.stop') return nothing
  if (received.type === 'service.event') return seen
  return { ...seen, run: received.state.context as RunContext }
}

function withMachine(seen: Seen, machine: SeenMachine): Seen {
  return { ...seen, machines: new Map(seen.machines).set(machine.id, machine) }
}

function begin(
  id: string,
  { machine, state }: { readonly machine: ReceivedMachine; readonly state: ServiceState },
): SeenMachine {
  return { id, kind: machine.id, machine, state, leaves: leavesOf(state.value), events: [] }
}

function take(machine: SeenMachine, { name, data, origin, parley }: ScxmlEvent): SeenMachine {
  // Only what happens in the run has a time there.
  if (name === 'xstate.init' || parley === undefined) return machine
  const { type, ...fields } = data
  const number = (machine.events.at(-1)?.number ?? 0) + 1
  const event = { number, type: toName5(type), fields, source: origin ?? null, ...parley, move: null }
  return { ...machine, events: [...machine.events.slice(1 - kept), event] }
}

function stand(machine: SeenMachine, state: ServiceState): SeenMachine {
  const leaves = leavesOf(state.value)
  const { name, parley } = state._event
  if (name === 'parley.seek') {
    const events = machine.events.filter(({ moment }) => moment <= (parley?.moment ?? 0))
    return { ...machine, state, leaves, events }
  }
  const last = machine.events.at(-1)
  if (last === undefined || leaves.join() === machine.leaves.join()) return { ...machine, state, leaves }
  const moved = { ...last, move: { from: machine.leaves, to: leaves } }
  return { ...machine, state, leaves, events: [...machine.events.slice(0, -1), moved] }
}

/** The names of the events that a machine takes notice of in its state, and of those that it does not. */
export function eventsNow({ machine, state }: SeenMachine): {
  readonly heeded: readonly string[]
  readonly others: readonly string[]
} {
  // The package leaves out what XState 4 needs to tell this by itself.
  const next = new Set(machine.resolveState(state).nextEvents)
  const named = machine.events.filter((name) => name !== '')
  return {
    heeded: named.filter((name) => next.has(name)).map(toName5),
    others: named.filter((name) => !next.has(name)).map(toName5),
  }
}
