/**
 * The trace: everything that a run did, in order. Every view, export and explanation of a run is a fold over its events.
 */
import type { Fact } from './fact.ts'
import type { Kind, OfKind, TraceEvent } from './trace-event.ts'

/**
 * The events of a run. They are not kept as objects: each is made when it is read, so that a fold over some of them should ask
 * for those only, and that two readings give equal events and not the same one.
 */
export interface Trace extends Iterable<TraceEvent> {
  /** How many there are. */
  readonly size: number
  /** The event of that number, such as the cause of another one; undefined where there is none. */
  readonly event: (id: number | null | undefined) => TraceEvent | undefined
  /**
   * Those of some kinds, in order.
   *
   * @param from the number of the first one that is looked at
   * @param may says of what an event has in common with others whether it may be one of them, so that others are not made at
   *   all: it sees neither the connection nor the node nor the numbers of a message and of a call, and of the end of a connection
   *   no name
   */
  readonly ofKind: <K extends Kind>(
    kinds: readonly K[],
    from?: number,
    may?: (event: OfKind<K>) => boolean,
  ) => IterableIterator<OfKind<K>>
  /** The last one of a kind of which something is true: of all, or of those before a number. */
  readonly lastOf: <K extends Kind>(
    kind: K,
    is?: (event: OfKind<K>) => boolean,
    before?: number,
  ) => OfKind<K> | undefined
  /** How many are done after a moment. */
  readonly until: (moment: number) => number
  /** When each moment was, in order. */
  readonly moments: () => IterableIterator<Pick<TraceEvent, 'moment' | 'at'>>
  /**
   * Visits every event in order as numbers, in which it is kept: a few nanoseconds each. The row is the same each time.
   *
   * @param from the number of the first one that is visited
   */
  readonly visit: (see: (row: Row) => void, from?: number) => void
  /** What the numbers of rows stand for. */
  readonly factOf: (number: number) => Fact
  readonly connectionOf: (number: number) => string
}

/** An event in numbers. */
export interface Row {
  /** Its place in the trace. */
  id: number
  /** Virtual milliseconds. */
  at: number
  moment: number
  /** Of what it has in common with others. */
  fact: number
  /** 1 for the dialer, 2 for the acceptor, 0 for neither. */
  side: number
  /** -1 for none. */
  connection: number
  message: number
  call: number
  /** -1 for none. */
  cause: number
}
