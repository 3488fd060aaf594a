/**
 * Where the events of a run are kept: five whole numbers each. An object for each takes ten times the memory, and a run of
 * millions of events had no place for them.
 */

import { assemble, type Pairs, type Parts, takeApart } from './event-parts.ts'
import { type Growing, growing } from './growing.ts'
import { invariant } from './invariant.ts'
import type { Kind, OfKind, Trace, TraceEvent } from './trace.ts'

/** A trace that is still written. */
export interface KeptTrace extends Trace {
  /** Puts the next event down. */
  readonly add: (event: TraceEvent) => void
}

/** How many numbers an event has: those of what it has in common with others, of its connection, message and call, its cause. */
const width = 5

/** An empty trace of a cluster with such pairs. */
export function keepTrace(pairs: Pairs): KeptTrace {
  const rows = growing(Int32Array)
  const strokes = { first: growing(Int32Array), moment: growing(Int32Array), at: growing(Float64Array) }
  const commons = numbered<Pick<Parts, 'rest' | 'side'>>(keyOfCommon)
  const connections = numbered<string>((id) => id)
  const size = () => rows.size / width

  function add(event: TraceEvent): void {
    const { id, at, moment, cause } = event
    invariant(() => id === size() && (cause === null || cause < id), 'a cause comes before what it causes')
    const last = strokes.first.size - 1
    if (last < 0 || strokes.moment.at(last) !== moment || strokes.at.at(last) !== at) {
      strokes.first.add(id)
      strokes.moment.add(moment)
      strokes.at.add(at)
    }
    const { rest, side, connection, message, call } = takeApart(event, pairs)
    rows.add(commons.numberOf({ rest, side }))
    rows.add(connection === null ? -1 : connections.numberOf(connection))
    rows.add(message)
    rows.add(call)
    rows.add(cause ?? -1)
  }

  function read(id: number): TraceEvent {
    const row = id * width
    const common = commons.at(rows.at(row))
    const connection = rows.at(row + 1)
    const parts = {
      rest: common.rest,
      side: common.side,
      connection: connection < 0 ? null : connections.at(connection),
      message: rows.at(row + 2),
      call: rows.at(row + 3),
    }
    const cause = rows.at(row + 4)
    const stroke = strokeOf(id)
    const stamp = {
      id,
      at: strokes.at.at(stroke),
      moment: strokes.moment.at(stroke),
      cause: cause < 0 ? null : cause,
    }
    return assemble(parts, stamp, pairs)
  }

  let lastStroke = 0
  function strokeOf(id: number): number {
    const { first } = strokes
    const isBegun = (stroke: number) => stroke < first.size && first.at(stroke) <= id
    const isIn = (stroke: number) => isBegun(stroke) && !isBegun(stroke + 1)
    // Whoever has read an event reads mostly the one after it.
    const near = [lastStroke, lastStroke + 1].find(isIn)
    lastStroke = near ?? countUntil(first, id) - 1
    return lastStroke
  }

  const kindOf = (id: number): Kind => commons.at(rows.at(id * width)).rest.kind

  return {
    get size() {
      return size()
    },
    add,
    event: (id) => (id != null && id >= 0 && id < size() ? read(id) : undefined),
    *[Symbol.iterator]() {
      for (let id = 0; id < size(); id++) yield read(id)
    },
    *ofKind<K extends Kind>(kinds: readonly K[], from = 0, may: (event: OfKind<K>) => boolean = () => true) {
      const wanted = new Set<Kind>(kinds)
      const isWanted = commons.remembering(({ rest }) => wanted.has(rest.kind) && may(rest as OfKind<K>))
      for (let id = from; id < size(); id++) if (isWanted(rows.at(id * width))) yield read(id) as OfKind<K>
    },
    lastOf<K extends Kind>(kind: K, is: (event: OfKind<K>) => boolean = () => true, before = size()) {
      for (let id = before - 1; id >= 0; id--) {
        if (kindOf(id) !== kind) continue
        const event = read(id) as OfKind<K>
        if (is(event)) return event
      }
      return undefined
    },
    until(moment) {
      const stroke = countUntil(strokes.moment, moment)
      return stroke < strokes.first.size ? strokes.first.at(stroke) : size()
    },
    *moments() {
      for (let i = 0; i < strokes.first.size; i++)
        yield { moment: strokes.moment.at(i), at: strokes.at.at(i) }
    },
  }
}

/** Nobody does the same thing from outside twice; and what is done may hold numbers that no text tells apart. */
const keyOfCommon = ({ rest, side }: Pick<Parts, 'rest' | 'side'>) =>
  rest.kind === 'intervention' ? null : `${side}${JSON.stringify(rest)}`

/** Things that are numbered in the order in which they are first met. One without a key is met once. */
function numbered<T>(keyOf: (thing: T) => string | null) {
  const things: T[] = []
  const numbers = new Map<string, number>()
  return {
    at: (number: number) => things[number] as T,
    /** Answers of a number what is answered of the thing, which is asked for once. */
    remembering(answer: (thing: T) => boolean): (number: number) => boolean {
      const answers: (boolean | undefined)[] = []
      return (number) => {
        answers[number] ??= answer(things[number] as T)
        return answers[number]
      }
    },
    numberOf(thing: T): number {
      const key = keyOf(thing)
      const known = key === null ? undefined : numbers.get(key)
      if (known !== undefined) return known
      if (key !== null) numbers.set(key, things.length)
      return things.push(thing) - 1
    },
  }
}

/** How many numbers of an ascending row are not above a limit. */
function countUntil(row: Growing, limit: number): number {
  let low = 0
  let high = row.size
  while (low < high) {
    const middle = (low + high) >> 1
    if (row.at(middle) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
