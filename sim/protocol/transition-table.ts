/**
 * A statechart, run as a table.
 *
 * XState computes each (state, event) once, as its pure functions do; the answer is kept. What runs is therefore
 * XState's own behaviour at the speed of a look-up. A machine fits if its context, apart from the constant `rules`
 * that it was made with, has few values: the snapshots are told apart by their value and that context.
 */

import {
  type AnyActorScope,
  type AnyStateMachine,
  createActor,
  type EventFromLogic,
  type ExecutableActionObject,
  type InputFrom,
  type SnapshotFrom,
} from 'xstate'
import { madeIn } from '../memo/made-in.ts'
import { leavesOf } from './leaves.ts'

/** Something that a machine asks its surroundings to do. */
export type Action =
  | { readonly kind: 'do'; readonly type: string; readonly params: unknown }
  | {
      readonly kind: 'set timer'
      readonly id: string
      readonly delay: number
      readonly event: { type: string }
    }
  | { readonly kind: 'cancel timer'; readonly id: string }

export interface Transition {
  /** The number of the state that the machine is in now. */
  readonly state: number
  readonly actions: readonly Action[]
  /** The leaves before and after it, where these are not the same. */
  readonly move: Move | null
}

export interface Move {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

export interface TransitionTable<M extends AnyStateMachine = AnyStateMachine> {
  readonly machine: M
  /** The initial state, and what the machine asks for on entering it. */
  readonly initial: Transition
  /** What `event` does in the state numbered `state`. Events are told apart by their JSON, which is read once for each object. */
  step(state: number, event: EventFromLogic<M>): Transition
  /** XState's snapshot of a state. */
  snapshot(state: number): SnapshotFrom<M>
  /** The names of the active leaves of a state, such as `handshake.open` and `queue.passing`. */
  leaves(state: number): readonly string[]
  /** What there is to see of its states, see `seenAs`: by who looks, and then by state. */
  readonly seen: unknown[][]
  /** Figures of what has been computed so far: states met, and calls of XState. */
  readonly size: { states: number; computed: number }
}

/** Makes the table of `machine` with this input. It is filled as it is used. */
export function tabulate<M extends AnyStateMachine>(machine: M, input: InputFrom<M>): TransitionTable<M> {
  const numbers = new Map<string, number>()
  const snapshots: SnapshotFrom<M>[] = []
  const names: (readonly string[])[] = []
  const rows: (Transition | undefined)[][] = []
  const size = { states: 0, computed: 0 }

  function intern(snapshot: SnapshotFrom<M>): number {
    const key = keyOf(snapshot as never)
    const known = numbers.get(key)
    if (known !== undefined) return known
    const number = snapshots.push(snapshot) - 1
    numbers.set(key, number)
    names.push(leavesOf((snapshot as { value: unknown }).value))
    rows.push([])
    size.states = snapshots.length
    return number
  }

  function record(before: number | null, compute: (scope: AnyActorScope) => unknown): Transition {
    size.computed++
    const { scope, asked } = scopeOf(machine, input)
    asked.length = 0
    const state = intern(compute(scope) as SnapshotFrom<M>)
    const [from, to] = [at(names, before ?? state), at(names, state)]
    return { state, actions: asked.flatMap(toAction), move: from.join() === to.join() ? null : { from, to } }
  }

  return {
    machine,
    initial: record(null, (scope) => machine.getInitialSnapshot(scope, input)),
    step(state, event) {
      const row = at(rows, state)
      const number = numberOf(event)
      row[number] ??= record(state, (scope) => machine.transition(at(snapshots, state), event, scope))
      return row[number]
    },
    snapshot: (state) => at(snapshots, state),
    leaves: (state) => at(names, state),
    seen: [],
    size,
  }
}

interface Scope {
  readonly scope: AnyActorScope
  /** What was asked for last, which nobody carries out. */
  readonly asked: ExecutableActionObject[]
}

const scopes = new WeakMap<AnyStateMachine, Scope>()

/**
 * What XState computes in. Its pure functions, `initialTransition` and `transition`, make a new one each time, and an actor
 * for it that enters its first state: that takes longer than what is asked for.
 */
function scopeOf(machine: AnyStateMachine, input: unknown): Scope {
  const known = scopes.get(machine)
  if (known !== undefined) return known
  const self = createActor(machine, { input })
  const asked: ExecutableActionObject[] = []
  const nothing = () => {}
  const scope: AnyActorScope = {
    self,
    id: '',
    sessionId: '',
    system: self.system,
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: (action) => asked.push(action),
  }
  const made = { scope, asked }
  scopes.set(machine, made)
  return made
}

function toAction({ type, params }: Pick<ExecutableActionObject, 'type' | 'params'>): Action[] {
  if (type === 'xstate.cancel') {
    return [{ kind: 'cancel timer', id: (params as { sendId: string }).sendId }]
  }
  if (type === 'xstate.raise') {
    const { id, delay, event } = params as { id: string; delay?: number; event: { type: string } }
    // A raise without a delay was taken within the same step.
    return delay === undefined ? [] : [{ kind: 'set timer', id, delay, event }]
  }
  return [{ kind: 'do', type, params }]
}

function keyOf(snapshot: { value: unknown; context: { rules?: unknown } }): string {
  const { rules: _, ...context } = snapshot.context
  return JSON.stringify([snapshot.value, context])
}

/** Every event that was ever handed to a machine has a number: those that say the same have the same one. */
const numbers = { byObject: new WeakMap<object, number>(), byText: new Map<string, number>() }

function numberOf(event: { type: string }): number {
  const known = numbers.byObject.get(event)
  if (known !== undefined) return known
  const number = madeIn(numbers.byText, eventKey(event), () => numbers.byText.size)
  numbers.byObject.set(event, number)
  return number
}

function eventKey(event: { type: string }): string {
  for (const name in event) if (name !== 'type') return JSON.stringify(event)
  return event.type
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new RangeError(`No state ${index} in this table`)
  return item
}
