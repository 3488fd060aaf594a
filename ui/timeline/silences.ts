/** The calls of a run that get no answer. */

import { pairOf } from '#sim/engine/names.ts'
import type { Row, Trace } from '#sim/engine/trace.ts'
import type { OfKind } from '#sim/engine/trace-event.ts'
import { byFact } from '#ui/session/by-fact.ts'

/** A call that gets no answer, from the time at which it is made. */
export interface Silence {
  /** The trace event of its making. */
  readonly id: number
  readonly name: string
  readonly node: string
  readonly pair: string
  readonly from: number
  /** When its connection went away and the call with it; never if it hangs to the end of the run. */
  readonly to: number
}

interface SilenceReading {
  /** Reads the next event, by its numbers. */
  readonly see: (row: Row) => void
  /**
   * The calls that are never answered, in the order in which they are made.
   *
   * @param patience what is made less than this before the end of the run may yet be answered
   */
  readonly silences: (until: number, patience: number) => Silence[]
}

/** Reads the calls of a trace, event by event. */
export function readSilences(trace: Trace): SilenceReading {
  /** The events by which they were made, by connection and number: most are answered, and nothing else need be known of them. */
  const open = new Map<number, number>()
  const failed: Silence[] = []
  const statusOf = byFact((fact) => (fact.kind === 'call' ? fact.status : null))
  const silence = (made: number, to: number): Silence => {
    const { id, name, node, connection, at } = trace.event(made) as OfKind<'call'>
    return { id, name, node, pair: pairOf(connection), from: at, to }
  }

  return {
    see({ id, at, fact, connection, call }) {
      const status = statusOf(trace, fact)
      if (status === null) return
      const key = connection * mostCalls + call
      if (status === 'made') {
        open.set(key, id)
        return
      }
      const made = open.get(key)
      open.delete(key)
      if (made !== undefined && status === 'failed') failed.push(silence(made, at))
    },
    silences(until, patience) {
      const hanging = Array.from(open.values(), (made) => silence(made, Number.POSITIVE_INFINITY))
      return [...failed, ...hanging.filter(({ from }) => from < until - patience)].sort((a, b) => a.id - b.id)
    },
  }
}

/** More than any connection has. */
const mostCalls = 2 ** 26

/** Silences that overlap, as one: the oldest speaks for all of them. */
export interface Hush {
  readonly oldest: Silence
  readonly calls: readonly Silence[]
  readonly from: number
  readonly to: number
}

/** What there is to say at `time` of these silences, which are sorted by their beginning. */
export function hushesAt(silences: readonly Silence[], time: number): Hush[] {
  const hushes: Hush[] = []
  for (const silence of silences) {
    if (silence.from > time) break
    const last = hushes.at(-1)
    if (last && silence.from < last.to) {
      const to = Math.max(last.to, silence.to)
      hushes[hushes.length - 1] = { ...last, calls: [...last.calls, silence], to }
    } else {
      hushes.push({ oldest: silence, calls: [silence], from: silence.from, to: silence.to })
    }
  }
  return hushes
}
