/** Walks a machine through events with XState's pure functions, and says what it asked for on the way. */
import {
  type AnyStateMachine,
  type EventFromLogic,
  type InputFrom,
  initialTransition,
  type SnapshotFrom,
  transition,
} from 'xstate'

export interface Walk<M extends AnyStateMachine> {
  readonly snapshot: SnapshotFrom<M>
  /** What the last step asked for: names of actions with their parameters, timers with their delays. */
  readonly asked: readonly unknown[]
  /** Timers that run, by the name of their delay, in milliseconds. */
  readonly timers: Readonly<Record<string, number>>
}

interface Executable {
  readonly type: string
  readonly params: unknown
}

/** An event, or a timer that runs, by its name in brackets: `{ type: '[drain]' }`. */
type Told<M extends AnyStateMachine> = EventFromLogic<M> | { type: `[${string}]` }

/** Where `machine` is after these events. */
export function walk<M extends AnyStateMachine>(
  machine: M,
  input: InputFrom<M>,
  ...events: Told<M>[]
): Walk<M> {
  let timers: Record<string, { delay: number; event: { type: string } }> = {}
  const note = (actions: readonly Executable[]) => {
    const asked: unknown[] = []
    for (const { type, params } of actions) {
      if (type === 'xstate.cancel') {
        const { sendId } = params as { sendId: string }
        const { [nameOf(sendId)]: _, ...others } = timers
        timers = others
      } else if (type === 'xstate.raise') {
        const { id, delay, event } = params as { id: string; delay?: number; event: { type: string } }
        // A raise without a delay was taken within the step.
        if (delay !== undefined) timers = { ...timers, [nameOf(id)]: { delay, event } }
      } else asked.push(hasParams(params) ? { [type]: params } : type)
    }
    return asked
  }
  const [first, actions] = initialTransition(machine, input)
  let snapshot = first as SnapshotFrom<M>
  let asked = note(actions as Executable[])
  for (const event of events) {
    const timer = /^\[(.*)\]$/.exec((event as { type: string }).type)?.[1]
    if (timer !== undefined && timers[timer] === undefined) throw new Error(`No timer ${timer} runs`)
    const { [timer ?? '']: fired, ...others } = timers
    timers = others
    const [next, after] = transition(machine, snapshot, (fired?.event ?? event) as EventFromLogic<M>)
    snapshot = next as SnapshotFrom<M>
    asked = note(after as Executable[])
  }
  return {
    snapshot,
    asked,
    timers: Object.fromEntries(Object.entries(timers).map(([name, { delay }]) => [name, delay])),
  }
}

const hasParams = (params: unknown) =>
  typeof params === 'object' && params !== null && Object.keys(params).length > 0

/** `drain` for XState's `xstate.after.drain.node.draining`. */
const nameOf = (id: string) => id.split('.')[2] ?? id
