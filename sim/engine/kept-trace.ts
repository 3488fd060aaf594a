/**
 * Where the events of a run are kept: five whole numbers each. An object for each takes ten times the memory, and a run of
 * millions of events had no place for them.
 */

import type { Side } from '../scenario/side.ts'
import { assemble, type Fact, type Pairs } from './fact.ts'
import { type Growing, growing, growingRows } from './growing.ts'
import { invariant } from './invariant.ts'
import type { Listener } from './kernel.ts'
import type { Row, Trace } from './trace.ts'
import type { Kind, OfKind, TraceEvent } from './trace-event.ts'

/** A trace that is still written. */
export interface KeptTrace extends Trace {
  /** Puts the next event down. */
  readonly add: Listener
}

/** The numbers of an event: of what it has in common with others, of its connection, message and call, and of its cause. */
const column = { common: 0, connection: 1, message: 2, call: 3, cause: 4 } as const

/** An empty trace of a cluster with such pairs. */
export function keepTrace(pairs: Pairs): KeptTrace {
  const rows = growingRows()
  const strokes = { first: growing(Int32Array), moment: growing(Int32Array), at: growing(Float64Array) }
  const facts = numberedFacts()
  /** The connections, by how many were dialled before them. */
  const connections: string[] = []
  const size = () => rows.size
  let lastMoment = -1
  let lastTime = -1

  const add: Listener = ({ now, moment }, fact, cause, connection, side, message, call) => {
    const id = size()
    invariant(() => cause === null || cause < id, 'a cause comes before what it causes')
    if (moment !== lastMoment || now !== lastTime) {
      strokes.first.add(id)
      strokes.moment.add(moment)
      strokes.at.add(now)
      lastMoment = moment
      lastTime = now
    }
    // The number of a fact and the end that it is about go together, as most events are about one end of a connection.
    const common = facts.numberOf(fact) * sides + sideNumber(side)
    if (connection !== null && connection.serial >= connections.length) {
      invariant(() => connection.serial === connections.length, 'a connection is told of once it is dialled')
      connections.push(connection.id)
    }
    rows.add(common, connection?.serial ?? -1, message, call, cause ?? -1)
  }

  const connectionOf = (number: number) => connections[number] as string

  const factAt = (id: number): Fact => facts.at(Math.trunc(rows.at(id, column.common) / sides))

  function read(id: number): TraceEvent {
    const connection = rows.at(id, column.connection)
    const own = {
      connection: connection < 0 ? null : connectionOf(connection),
      side: sideOf(rows.at(id, column.common) % sides),
      message: rows.at(id, column.message),
      call: rows.at(id, column.call),
    }
    const cause = rows.at(id, column.cause)
    const stroke = strokeOf(id)
    const stamp = {
      id,
      at: strokes.at.at(stroke),
      moment: strokes.moment.at(stroke),
      cause: cause < 0 ? null : cause,
    }
    return assemble(factAt(id), own, stamp, pairs)
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
      const isWanted = facts.remembering((fact) => wanted.has(fact.kind) && may(fact as OfKind<K>))
      for (let id = from; id < size(); id++) {
        if (isWanted(Math.trunc(rows.at(id, column.common) / sides))) yield read(id) as OfKind<K>
      }
    },
    lastOf<K extends Kind>(kind: K, is: (event: OfKind<K>) => boolean = () => true, before = size()) {
      for (let id = before - 1; id >= 0; id--) {
        if (factAt(id).kind !== kind) continue
        const event = read(id) as OfKind<K>
        if (is(event)) return event
      }
      return undefined
    },
    until(moment) {
      const stroke = countUntil(strokes.moment, moment)
      return stroke < strokes.first.size ? strokes.first.at(stroke) : size()
    },
    visit(see, from = 0) {
      const row: Row = {
        id: 0,
        at: 0,
        moment: 0,
        fact: 0,
        side: 0,
        connection: 0,
        message: 0,
        call: 0,
        cause: 0,
      }
      let stroke = strokeOf(from) - 1
      let next = from
      for (let id = from; id < size(); id++) {
        if (id === next) {
          stroke++
          row.at = strokes.at.at(stroke)
          row.moment = strokes.moment.at(stroke)
          next = stroke + 1 < strokes.first.size ? strokes.first.at(stroke + 1) : Infinity
        }
        const both = rows.at(id, column.common)
        row.id = id
        row.fact = Math.trunc(both / sides)
        row.side = both % sides
        row.connection = rows.at(id, column.connection)
        row.message = rows.at(id, column.message)
        row.call = rows.at(id, column.call)
        row.cause = rows.at(id, column.cause)
        see(row)
      }
    },
    factOf: facts.at,
    connectionOf,
    *moments() {
      for (let i = 0; i < strokes.first.size; i++)
        yield { moment: strokes.moment.at(i), at: strokes.at.at(i) }
    },
  }
}

const sides = 3
const sideNumber = (side: Side | null) => (side === null ? 0 : side === 'dialer' ? 1 : 2)
const sideOf = (number: number): Side | null => (number === 0 ? null : number === 1 ? 'dialer' : 'acceptor')

/** Facts that are numbered in the order in which they are first met: the same object, or one that says the same, has one number. */
function numberedFacts() {
  const all: Fact[] = []
  const byObject = new WeakMap<Fact, number>()
  const byText = new Map<string, number>()
  return {
    at: (number: number) => all[number] as Fact,
    /** Answers of a number what is answered of the fact, which is asked for once. */
    remembering(answer: (fact: Fact) => boolean): (number: number) => boolean {
      const answers: (boolean | undefined)[] = []
      return (number) => {
        answers[number] ??= answer(all[number] as Fact)
        return answers[number]
      }
    },
    numberOf(fact: Fact): number {
      const known = byObject.get(fact)
      if (known !== undefined) return known
      const number = find(fact)
      byObject.set(fact, number)
      return number
    },
  }

  function find(fact: Fact): number {
    // Nobody does the same thing from outside twice; and what is done may hold numbers that no text tells apart.
    const text = fact.kind === 'intervention' ? null : JSON.stringify(fact)
    const known = text === null ? undefined : byText.get(text)
    if (known !== undefined) return known
    if (text !== null) byText.set(text, all.length)
    return all.push(fact) - 1
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
