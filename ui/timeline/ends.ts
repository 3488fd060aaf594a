/** What the ends of the connections believe over time, where they are stuck, and how they ended. */
import type { HandshakeState } from '#machines/connection-end.ts'
import { answerTo } from '#machines/rules.ts'
import { readActor } from '#sim/engine/actor-name.ts'
import type { Cluster } from '#sim/engine/cluster.ts'
import { pairOf } from '#sim/engine/names.ts'
import type { Trace } from '#sim/engine/trace.ts'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import { handshakeOf, isGoneState } from '#sim/protocol/outcome-of.ts'
import { isBroken, isOutcome, type Outcome } from '#sim/scenario/outcome.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import type { Side } from '#sim/scenario/side.ts'
import { type Lane, releaseAt } from './lanes.ts'

/** A state of one end of a connection, for as long as it lasts. */
interface EndSpan {
  /** The trace event that it begins with. */
  readonly id: number
  readonly connection: string
  readonly pair: string
  readonly node: string
  /** Where its handshake stands, such as `open`. */
  readonly state: HandshakeState
  /** The version that it believes is agreed, while it is open. */
  readonly version: string | null
  readonly from: number
  readonly to: number
}

/** An end that stays in its handshake and will not get out of it by itself. */
interface Stuck {
  readonly id: number
  readonly connection: string
  readonly pair: string
  readonly node: string
  readonly from: number
  readonly to: number
}

/** What one end has come to, where it did: the sign that stands there. */
export interface EndMark {
  readonly id: number
  readonly at: number
  readonly connection: string
  readonly pair: string
  readonly node: string
  readonly outcome: Extract<Outcome, 'rejected' | 'stalled' | 'half-open'>
}

/** What became of an attempt, and when that was known; what it was taken for before is left out. */
interface KnownOutcome {
  readonly id: number
  readonly at: number
  readonly connection: string
  readonly pair: string
  readonly outcome: Outcome
}

export interface Ends {
  readonly spans: readonly EndSpan[]
  readonly stuck: readonly Stuck[]
  readonly marks: readonly EndMark[]
  /** The outcomes of connections that are broken. */
  readonly failures: readonly KnownOutcome[]
}

interface Draft extends Omit<EndSpan, 'to'> {
  to: number
  /** Since when it is stuck, and by which event. */
  stuck: { readonly from: number; readonly id: number } | null
}

/** What the ends of all connections come to. */
export function foldEnds(cluster: Cluster, lanes: readonly Lane[], trace: Trace, until: number): Ends {
  const laneOf = new Map(lanes.map((lane) => [lane.node, lane]))
  const now = new Map<string, Partial<Record<Side, Draft>>>()
  const spans: EndSpan[] = []
  const stuck: Stuck[] = []
  const marks: EndMark[] = []
  const known = new Map<string, KnownOutcome>()

  const leave = (draft: Draft, at: number) => {
    const { stuck: since, ...span } = draft
    spans.push({ ...span, to: at })
    if (since) release(draft, since, at)
  }
  const release = ({ connection, pair, node }: Draft, since: { from: number; id: number }, at: number) =>
    stuck.push({ id: since.id, connection, pair, node, from: since.from, to: at })

  for (const event of trace) {
    const { id, at } = event
    const actor = event.kind === 'transition' ? readActor(cluster, event.actor) : null
    if (event.kind === 'transition' && actor?.machine === 'end') {
      const state = handshakeOf(event.to)
      if (state === handshakeOf(event.from)) continue
      const { connection, side } = actor
      const pair = actor.pair.id
      const node = actor.pair[side]
      const both = now.get(connection) ?? {}
      now.set(connection, both)
      const before = both[side]
      if (before) leave(before, at)
      const version = state === 'open' ? agreedBy(cluster, laneOf.get(node), trace, event) : null
      const isStalled = state === 'stalled'
      const draft = { id, connection, pair, node, state, version, from: at, to: until }
      both[side] = { ...draft, stuck: isStalled ? { from: at, id } : null }
      if (state === 'stalled' || state === 'rejected') {
        marks.push({ id, at, connection, pair, node, outcome: state })
      }
    } else if (event.kind === 'attempt') {
      const { connection, outcome } = event
      const pair = pairOf(connection)
      const ends = Object.values(now.get(connection) ?? {}) as Draft[]
      if (!isOutcome(outcome)) continue
      known.set(connection, { id, at, connection, pair, outcome })
      if (outcome !== 'stalled' && outcome !== 'half-open') continue
      for (const end of ends) {
        if (end.state === 'open') {
          if (outcome === 'half-open') marks.push({ id, at, connection, pair, node: end.node, outcome })
        } else if (!isGoneState(end.state) && end.stuck === null) {
          end.stuck = { from: at, id }
          if (outcome === 'stalled') marks.push({ id, at, connection, pair, node: end.node, outcome })
        }
      }
    }
  }
  for (const both of now.values()) for (const end of Object.values(both)) leave(end as Draft, until)
  const failures = [...known.values()].filter(({ outcome }) => isBroken(outcome))
  failures.sort((a, b) => a.id - b.id)
  return { spans, stuck, marks, failures }
}

/** The version that an end takes for agreed when it opens. */
function agreedBy(cluster: Cluster, lane: Lane | undefined, trace: Trace, event: TraceEvent): string | null {
  const cause = trace.event(event.cause)
  if (lane === undefined || cause?.kind !== 'deliver' || cause.message.kind !== 'version') return null
  const role = cluster.nodes.get(lane.node)?.role ?? ''
  return answerTo(releaseOf(cluster.scenario, role, releaseAt(lane, event.at).name).rules, cause.message.name)
}
