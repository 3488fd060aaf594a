/** The messages of a run, each from the moment it is sent to what becomes of it. */

import { pairOf } from '#sim/engine/names.ts'
import type { Trace } from '#sim/engine/trace.ts'
import type { Message } from '#sim/engine/trace-event.ts'
import type { Latency } from '#sim/scenario/model.ts'
import { firstAfter } from './search.ts'

/**
 * - `delivered`, `lost`: as the trace says
 * - `unheard`: it says that a connection is over to an end that knows it already
 * - `under way`: the run ends before it arrives, or a cut holds it up for ever
 */
type Fate = 'delivered' | 'lost' | 'unheard' | 'under way'

export interface Flight {
  /** The trace event of its sending. */
  readonly id: number
  /** The trace event of its arrival or loss. */
  readonly ended: number | null
  readonly connection: string
  readonly pair: string
  readonly from: string
  readonly to: string
  readonly message: Message
  readonly sentAt: number
  /** When it arrives or is lost; never for one that does neither. */
  readonly endsAt: number
  readonly fate: Fate
  /** What its receiver took amiss: a version that it does not accept, or a message in the place of one. */
  readonly trouble: 'refused' | 'swallowed' | null
}

/** The messages of a trace, in the order in which they are sent. */
export function foldFlights(trace: Trace): Flight[] {
  const endings = new Map<number, { readonly id: number; readonly at: number; readonly kind: string }>()
  const troubles = new Map<number, 'refused' | 'swallowed'>()
  const closers = new Map<string, Set<string>>()
  for (const event of trace) {
    const { cause } = event
    if (event.kind === 'send' && isClosing(event.message)) {
      closers.set(event.connection, (closers.get(event.connection) ?? new Set()).add(event.from))
    }
    if (cause === null) continue
    const before = trace.event(cause)
    // A message that was lost while it was still kept back has never been sent.
    if ((event.kind === 'deliver' || event.kind === 'lost') && before?.kind === 'send') {
      endings.set(cause, event)
    } else if (event.kind === 'swallow') {
      troubles.set(cause, 'swallowed')
    } else if (event.kind === 'transition' && before?.kind === 'deliver' && isRefusal(event.to)) {
      troubles.set(cause, 'refused')
    }
  }
  return Array.from(trace.ofKind(['send']), (event): Flight => {
    const { id, connection, from, to, message, at } = event
    const ending = endings.get(id)
    const unheard = isClosing(message) && closers.get(connection)?.has(to)
    const fate = ending ? (ending.kind === 'lost' ? 'lost' : 'delivered') : unheard ? 'unheard' : 'under way'
    return {
      id,
      ended: ending?.id ?? null,
      connection,
      pair: pairOf(connection),
      from,
      to,
      message,
      sentAt: at,
      endsAt: ending?.at ?? Number.POSITIVE_INFINITY,
      fate,
      trouble: ending ? (troubles.get(ending.id) ?? null) : null,
    }
  })
}

const isClosing = ({ kind }: Message) => kind === 'close' || kind === 'reset'

const isRefusal = (leaves: readonly string[]) =>
  leaves.includes('handshake.stalled') || leaves.includes('handshake.rejected')

/** How long a message takes in a usual case. */
export function usualLatency(latency: Latency): number {
  switch (latency.kind) {
    case 'fixed':
      return latency.ms
    case 'uniform':
      return (latency.min + latency.max) / 2
    case 'log-normal':
      return latency.median
  }
}

/** The flights of a run, so arranged that those of a span are found without looking at all of them. */
export interface FlightIndex {
  readonly flights: readonly Flight[]
  /** How long the latest of the flights up to each one lasts, as far as is known. */
  readonly lastEnd: Float64Array
  readonly usual: number
}

/** @param usual how long a message usually takes: as long is one drawn that nobody receives */
export function indexFlights(flights: readonly Flight[], usual: number): FlightIndex {
  const lastEnd = new Float64Array(flights.length)
  let last = Number.NEGATIVE_INFINITY
  flights.forEach((flight, index) => {
    last = Math.max(last, drawnEnd(flight, usual))
    lastEnd[index] = last
  })
  return { flights, lastEnd, usual }
}

/** Where the line of a flight ends on the axis of time. */
export function drawnEnd({ endsAt, sentAt }: Flight, usual: number): number {
  return Number.isFinite(endsAt) ? endsAt : sentAt + usual / 2
}

/** The flights that are under way at some time from `from` to `to`. */
export function flightsWithin(index: FlightIndex, from: number, to: number): Flight[] {
  const { flights, lastEnd, usual } = index
  const found: Flight[] = []
  for (let i = firstAfter(lastEnd, from, (end) => end); i < flights.length; i++) {
    const flight = flights[i] as Flight
    if (flight.sentAt > to) break
    if (drawnEnd(flight, usual) >= from) found.push(flight)
  }
  return found
}

/** How far a flight has come at `time`, from 0 to 1; null if it is not under way. */
export function progressAt({ sentAt, endsAt, fate }: Flight, time: number, usual: number): number | null {
  // One that leaves this very moment has not been anywhere yet.
  if (fate === 'unheard' || time <= sentAt || time >= endsAt) return null
  if (fate === 'under way') return Math.min((time - sentAt) / usual, 0.5)
  return endsAt > sentAt ? (time - sentAt) / (endsAt - sentAt) : null
}
