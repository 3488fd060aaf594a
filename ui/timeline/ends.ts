/** What the ends of the connections believe over time, where they are stuck, and how they ended. */
import type { HandshakeState } from '#machines/connection-end.ts'
import { answerTo } from '#machines/rules.ts'
import { readActor } from '#sim/engine/actor-name.ts'
import type { Cluster } from '#sim/engine/cluster.ts'
import { pairOf } from '#sim/engine/names.ts'
import type { Trace } from '#sim/engine/trace.ts'
import type { OfKind, TraceEvent } from '#sim/engine/trace-event.ts'
import { handshakeOf, isGoneState } from '#sim/protocol/outcome-of.ts'
import { isBroken, isOutcome, type Outcome } from '#sim/scenario/outcome.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import type { Side } from '#sim/scenario/side.ts'
import type { LaneReading } from './lanes.ts'

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
  /** Since when it is stuck, and by which event. */
  stuck: { readonly from: number; readonly id: number } | null
}

interface EndReading {
  /** Reads the next event, which the lanes have read. */
  readonly see: (event: TraceEvent) => void
  /** What the ends of all connections come to, until a time. */
  readonly ends: (until: number) => Ends
}

/** Whether a transition takes the handshake of an end on. */
export const isOfHandshake = ({ from, to }: Pick<OfKind<'transition'>, 'from' | 'to'>) =>
  handshakeOf(from) !== handshakeOf(to)

/** Reads what the ends of connections come to in a trace, event by event. */
export function readEnds(cluster: Cluster, trace: Trace, lanes: Pick<LaneReading, 'releaseOf'>): EndReading {
  const now = new Map<string, Partial<Record<Side, Draft>>>()
  const spans: EndSpan[] = []
  const stuck: Stuck[] = []
  const marks: EndMark[] = []
  const known = new Map<string, KnownOutcome>()

  const change = (event: OfKind<'transition'>) => {
    const { id, at } = event
    const actor = readActor(cluster, event.actor)
    if (actor?.machine !== 'end' || !isOfHandshake(event)) return
    const state = handshakeOf(event.to)
    const { connection, side } = actor
    const pair = actor.pair.id
    const node = actor.pair[side]
    const both = now.get(connection) ?? {}
    now.set(connection, both)
    const before = both[side]
    if (before) leave(before, at, spans, stuck)
    const version = state === 'open' ? agreedBy(cluster, lanes, node, trace, event) : null
    const isStalled = state === 'stalled'
    const draft = { id, connection, pair, node, state, version, from: at }
    both[side] = { ...draft, stuck: isStalled ? { from: at, id } : null }
    if (state === 'stalled' || state === 'rejected') {
      marks.push({ id, at, connection, pair, node, outcome: state })
    }
  }
  const attempt = ({ id, at, connection, outcome }: OfKind<'attempt'>) => {
    const pair = pairOf(connection)
    const ends = Object.values(now.get(connection) ?? {}) as Draft[]
    if (!isOutcome(outcome)) return
    known.set(connection, { id, at, connection, pair, outcome })
    if (outcome !== 'stalled' && outcome !== 'half-open') return
    for (const end of ends) {
      if (end.state === 'open') {
        if (outcome === 'half-open') marks.push({ id, at, connection, pair, node: end.node, outcome })
      } else if (!isGoneState(end.state) && end.stuck === null) {
        end.stuck = { from: at, id }
        if (outcome === 'stalled') marks.push({ id, at, connection, pair, node: end.node, outcome })
      }
    }
  }

  return {
    see(event) {
      if (event.kind === 'attempt') attempt(event)
      else if (event.kind === 'transition') change(event)
    },
    ends(until) {
      const all = { spans: [...spans], stuck: [...stuck] }
      for (const both of now.values())
        for (const end of Object.values(both)) leave(end as Draft, until, all.spans, all.stuck)
      const failures = [...known.values()].filter(({ outcome }) => isBroken(outcome))
      failures.sort((a, b) => a.id - b.id)
      return { ...all, marks, failures }
    },
  }
}

/** What an end has come to is over. */
function leave({ stuck: since, ...span }: Draft, at: number, spans: EndSpan[], stuck: Stuck[]): void {
  const { connection, pair, node } = span
  spans.push({ ...span, to: at })
  if (since) stuck.push({ id: since.id, connection, pair, node, from: since.from, to: at })
}

/** The version that an end takes for agreed when it opens. */
function agreedBy(
  cluster: Cluster,
  lanes: Pick<LaneReading, 'releaseOf'>,
  node: string,
  trace: Trace,
  event: OfKind<'transition'>,
): string | null {
  const cause = trace.event(event.cause)
  const release = lanes.releaseOf(node)
  if (release === undefined || cause?.kind !== 'deliver' || cause.message.kind !== 'version') return null
  const role = cluster.nodes.get(node)?.role ?? ''
  return answerTo(releaseOf(cluster.scenario, role, release.name).rules, cause.message.name)
}
