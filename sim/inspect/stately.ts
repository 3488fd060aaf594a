/**
 * Shows a run to inspectors that speak the protocol of `@statelyai/inspect`: as XState 5 itself would, if the run were an
 * actor and its machines were the children of it.
 */
import type { AnyMachineSnapshot } from 'xstate'
import type { InspectedActor, InspectedEvent, Sink } from './inspection.ts'

/** An actor, as far as that package reads it. */
interface ActorRef {
  readonly id: string
  readonly sessionId: string
  readonly logic: { readonly config: unknown }
  readonly _parent?: ActorRef
  readonly getSnapshot: () => Snapshot
}

/** A snapshot as it is persisted, without what an inspector has no use for. */
interface Snapshot {
  readonly status: string
  readonly value: unknown
  readonly context: unknown
}

/** What that package is told: the inspection events of XState 5. */
export type StatelyEvent = { readonly actorRef: ActorRef; readonly rootId: string } & (
  | { readonly type: '@xstate.actor' }
  | {
      readonly type: '@xstate.event'
      readonly event: InspectedEvent
      readonly sourceRef: ActorRef | undefined
    }
  | { readonly type: '@xstate.snapshot'; readonly event: InspectedEvent; readonly snapshot: Snapshot }
)

/** Sessions have other names than actors: where they are the same, all ends of connections would be called `end`. */
const sessionOf = (id: string) => `x:${id}`

const root: ActorRef = {
  id: 'run',
  sessionId: sessionOf('run'),
  logic: { config: { id: 'run', initial: 'shown', states: { shown: {} } } },
  getSnapshot: () => ({ status: 'active', value: 'shown', context: {} }),
}

const rootId = root.sessionId

/** No machine's events: time was turned back or has leapt; there is no such machine at the time that is shown. */
const seekEvent: InspectedEvent = { type: 'parley.seek' }
const stopEvent: InspectedEvent = { type: 'xstate.stop' }

/** A sink that tells `next` what it is told. */
export function statelySink(next: (event: StatelyEvent) => void): Sink {
  const refs = new Map<string, ActorRef>()
  next({ type: '@xstate.actor', actorRef: root, rootId })
  return (record) => {
    const { actor } = record
    if (record.kind === 'actor') {
      const ref = refOf(actor, record.snapshot)
      refs.set(actor.id, ref)
      next({ type: '@xstate.actor', actorRef: ref, rootId })
      return
    }
    const actorRef = refs.get(actor.id)
    if (actorRef === undefined) return
    switch (record.kind) {
      case 'event': {
        const sourceRef = refs.get(record.source ?? '')
        next({ type: '@xstate.event', actorRef, rootId, event: record.event, sourceRef })
        break
      }
      case 'snapshot': {
        const snapshot = plain(record.snapshot)
        refs.set(actor.id, { ...actorRef, getSnapshot: () => snapshot })
        next({ type: '@xstate.snapshot', actorRef, rootId, event: record.event ?? seekEvent, snapshot })
        break
      }
      case 'gone': {
        const snapshot = { ...actorRef.getSnapshot(), status: 'stopped' }
        refs.delete(actor.id)
        next({ type: '@xstate.snapshot', actorRef, rootId, event: stopEvent, snapshot })
      }
    }
  }
}

/** The package looks at a snapshot later, when there is time: it finds the one of now. */
function refOf({ id, logic }: InspectedActor, snapshot: AnyMachineSnapshot): ActorRef {
  const now = plain(snapshot)
  return {
    id,
    sessionId: sessionOf(id),
    logic: { config: logic.config },
    _parent: root,
    getSnapshot: () => now,
  }
}

const plain = ({ status, value, context }: AnyMachineSnapshot): Snapshot => ({ status, value, context })
