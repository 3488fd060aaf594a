/** The messages of a run, each from the moment it is sent to what becomes of it. */

import { pairOf } from '#sim/engine/names.ts'
import type { Row, Trace } from '#sim/engine/trace.ts'
import type { Message, OfKind } from '#sim/engine/trace-event.ts'
import type { Latency } from '#sim/scenario/model.ts'
import { byFact } from '#ui/session/by-fact.ts'
import { firstAfter } from './search.ts'

/**
 * - `delivered`, `lost`: as the trace says
 * - `unheard`: it says that a connection is over to an end that knows it already
 * - `under way`: the run ends before it arrives, or a cut holds it up for ever
 */
type Fate = 'delivered' | 'lost' | 'unheard' | 'under way'

export interface Flight extends Way {
  /** The trace event of its sending. */
  readonly id: number
  /** The trace event of its arrival or loss. */
  readonly ended: number | null
  readonly message: Message
  readonly sentAt: number
  /** When it arrives or is lost; never for one that does neither. */
  readonly endsAt: number
  readonly fate: Fate
  /** What its receiver took amiss: a version that it does not accept, or a message in the place of one. */
  readonly trouble: 'refused' | 'swallowed' | null
}

/** From which node to which other one, on which connection. */
interface Way {
  readonly connection: string
  readonly pair: string
  readonly from: string
  readonly to: string
}

/**
 * The flights of a run, in the order in which their messages are sent: by their places in it, for there may be millions. Those of a
 * span are found without looking at all of them.
 */
export interface Flights {
  /** When each is sent. */
  readonly times: readonly number[]
  /** The flight at a place, which has to be there. */
  readonly at: (place: number) => Flight
  /** What can be told of it without making it. */
  readonly way: (place: number) => Way
  readonly isTroubled: (place: number) => boolean
  /** Where its line ends on the axis of time. */
  readonly drawnEnd: (place: number) => number
  /** The places of those that are under way at some time from `from` to `to`, in order. */
  readonly within: (from: number, to: number) => number[]
  /** How long a message usually takes: half as long is one drawn that nobody receives. */
  readonly usual: number
}

interface FlightReading {
  /** Reads the next event, by its numbers. */
  readonly see: (row: Row) => void
  /** Reads the next event that `mayTrouble`. */
  readonly seeTrouble: (event: OfKind<'swallow' | 'transition'>) => void
  /** All that were read. */
  readonly flights: (usual: number) => Flights
}

/** Reads the messages of a trace, event by event. */
export function readFlights(trace: Trace): FlightReading {
  /** The events of sending and of ending, by place; -1 where it has not ended. */
  const sent: number[] = []
  const ended: number[] = []
  const times: number[] = []
  const endsAt: number[] = []
  const ways: Way[] = []
  const troubles = new Map<number, 'refused' | 'swallowed'>()
  /** Who has closed which connection. */
  const closers = new Map<string, Set<string>>()
  const known = new Map<number, Way>()

  const kindOf = byFact((fact) => (fact.kind === 'send' && isClosing(fact.message) ? 'close' : fact.kind))
  const wayOf = ({ id, connection: number, side }: Row): Way => {
    const key = number * sides + side
    const before = known.get(key)
    if (before) return before
    const { connection, from, to } = trace.event(id) as OfKind<'send'>
    const way = { connection, pair: pairOf(connection), from, to }
    known.set(key, way)
    return way
  }
  /** The place of the flight that begins with an event; -1 where none does: what is lost while it is kept back was never sent. */
  const placeOf = (id: number | null) => {
    const place = id === null ? -1 : firstAfter(sent, id, (each) => each)
    return sent[place] === id ? place : -1
  }

  return {
    see(row) {
      const { id, at, fact, cause } = row
      const kind = kindOf(trace, fact)
      if (kind === 'send' || kind === 'close') {
        const way = wayOf(row)
        sent.push(id)
        ended.push(-1)
        times.push(at)
        endsAt.push(Number.POSITIVE_INFINITY)
        ways.push(way)
        if (kind !== 'close') return
        closers.set(way.connection, (closers.get(way.connection) ?? new Set()).add(way.from))
      } else if (kind === 'deliver' || kind === 'lost') {
        const place = placeOf(cause)
        if (place < 0) return
        ended[place] = id
        endsAt[place] = at
      }
    },
    seeTrouble({ kind, cause }) {
      const delivery = trace.event(cause)
      if (delivery?.kind !== 'deliver') return
      troubles.set(placeOf(delivery.cause), kind === 'swallow' ? 'swallowed' : 'refused')
    },
    flights(usual) {
      const drawn = (place: number) =>
        drawnEnd({ sentAt: times[place] ?? 0, endsAt: endsAt[place] ?? 0 }, usual)
      /** How long the latest of the flights up to each one lasts, as far as is known. */
      const lastEnd = new Float64Array(sent.length)
      let last = Number.NEGATIVE_INFINITY
      for (let place = 0; place < sent.length; place++) {
        last = Math.max(last, drawn(place))
        lastEnd[place] = last
      }
      return {
        times,
        usual,
        drawnEnd: drawn,
        way: (place) => ways[place] as Way,
        isTroubled: (place) => troubles.has(place),
        at(place) {
          const { id, message, at } = trace.event(sent[place]) as OfKind<'send'>
          const way = ways[place] as Way
          const ending = trace.event(ended[place])
          const isUnheard = isClosing(message) && closers.get(way.connection)?.has(way.to)
          const fate = ending
            ? ending.kind === 'lost'
              ? 'lost'
              : 'delivered'
            : isUnheard
              ? 'unheard'
              : 'under way'
          return {
            ...way,
            id,
            ended: ending?.id ?? null,
            message,
            sentAt: at,
            endsAt: ending?.at ?? Number.POSITIVE_INFINITY,
            fate,
            trouble: troubles.get(place) ?? null,
          }
        },
        within(from, to) {
          const found: number[] = []
          for (let place = firstAfter(lastEnd, from, (at) => at); place < sent.length; place++) {
            if ((times[place] ?? 0) > to) break
            if (drawn(place) >= from) found.push(place)
          }
          return found
        },
      }
    },
  }
}

/** As many as a row tells apart. */
const sides = 3

/** Whether an event may tell that a message was taken amiss. */
export const mayTrouble = (event: OfKind<'swallow' | 'transition'>) =>
  event.kind === 'swallow' || isRefusal(event.to)

const isClosing = ({ kind }: Pick<Message, 'kind'>) => kind === 'close' || kind === 'reset'

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

/**
 * Where the line of a flight ends on the axis of time.
 *
 * @internal tests ask it by itself
 */
export function drawnEnd({ endsAt, sentAt }: Pick<Flight, 'endsAt' | 'sentAt'>, usual: number): number {
  return Number.isFinite(endsAt) ? endsAt : sentAt + usual / 2
}

/** How far a flight has come at `time`, from 0 to 1; null if it is not under way. */
export function progressAt({ sentAt, endsAt, fate }: Flight, time: number, usual: number): number | null {
  // One that leaves this very moment has not been anywhere yet.
  if (fate === 'unheard' || time <= sentAt || time >= endsAt) return null
  if (fate === 'under way') return Math.min((time - sentAt) / usual, 0.5)
  return endsAt > sentAt ? (time - sentAt) / (endsAt - sentAt) : null
}
