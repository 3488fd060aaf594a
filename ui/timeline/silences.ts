/** The calls of a run that get no answer. */

import { pairOf } from '#sim/engine/names.ts'
import type { Trace } from '#sim/engine/trace.ts'

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

/**
 * The calls that are never answered, in the order in which they are made.
 *
 * @param patience what is made less than this before the end of the run may yet be answered
 */
export function foldSilences(trace: Trace, until: number, patience: number): Silence[] {
  const open = new Map<string, Silence>()
  const silences: Silence[] = []
  for (const event of trace) {
    if (event.kind !== 'call') continue
    const { id, call, name, node, connection, at, status } = event
    if (status === 'made') {
      open.set(call, { id, name, node, pair: pairOf(connection), from: at, to: Number.POSITIVE_INFINITY })
      continue
    }
    const made = open.get(call)
    open.delete(call)
    if (made && status === 'failed') silences.push({ ...made, to: at })
  }
  silences.push(...[...open.values()].filter(({ from }) => from < until - patience))
  return silences.sort((a, b) => a.id - b.id)
}

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
