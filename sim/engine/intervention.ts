import type { Waves } from '#machines/rollout.ts'
import type { Latency } from '../scenario/model.ts'

/** An event, as a machine takes it: its type, and texts or flags that belong to it. */
export interface HandedEvent {
  readonly type: string
  readonly [field: string]: string | true
}

/**
 * Something that a person does to a run at a virtual time. A run is decided by its scenario, its seed and the list
 * of its interventions; interventions of the same time happen in the order of the list.
 *
 * `pair` names two nodes that connect, dialer first, such as `c1-s1`. What is upgraded or rolled out is a node, or
 * anything else that takes steps: a level, a node's level such as `b1.ibp`, an operation. `actor` is the name of a machine,
 * as the trace has it, such as `end c1-s1#2 dialer`; the event is one that `refusalEver` has no objection to.
 */
export type Intervention = { readonly at: number } & (
  | ({ readonly do: 'roll out' } & Waves)
  | { readonly do: 'upgrade'; readonly node: string; readonly to: string }
  | { readonly do: 'kill' | 'restart'; readonly node: string }
  | { readonly do: 'cut' | 'heal' | 'reset'; readonly pair: string }
  | { readonly do: 'slow'; readonly pair: string; readonly latency: Latency }
  | { readonly do: 'send'; readonly actor: string; readonly event: HandedEvent }
)
