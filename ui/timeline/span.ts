/** The span of virtual time that is in view, and how it moves. All of it in virtual milliseconds. */
import type { Flights } from './flights.ts'
import { firstAfter } from './search.ts'

export interface Span {
  readonly from: number
  readonly to: number
}

/** Nobody looks closer than this. */
export const shortestSpan = 2

/** The share of the view that may lie outside the run, so that its ends do not stick to the edges. */
const slack = 0.015

export const lengthOf = ({ from, to }: Span) => to - from

/** A scale from times of the span to `width` pixels. */
export const xIn = (span: Span, width: number) => (at: number) =>
  ((at - span.from) / (span.to - span.from)) * width

/** The same span, no longer than the run and within it but for a little slack. */
export function clampSpan(span: Span, until: number): Span {
  const whole = until / (1 - 2 * slack)
  const length = Math.min(Math.max(lengthOf(span), shortestSpan), whole)
  const margin = length * slack
  const middle = (span.from + span.to) / 2
  const from = Math.min(Math.max(middle - length / 2, -margin), until + margin - length)
  return { from, to: from + length }
}

/** The whole run. */
export const wholeSpan = (until: number) => clampSpan({ from: 0, to: 2 * until }, until)

/** Zooms by `factor` (more than 1 comes closer), while `at` stays where it is. */
export function zoomSpan(span: Span, factor: number, at: number, until: number): Span {
  const length = Math.min(Math.max(lengthOf(span) / factor, shortestSpan), lengthOf(wholeSpan(until)))
  const share = (at - span.from) / lengthOf(span)
  const from = at - share * length
  return clampSpan({ from, to: from + length }, until)
}

/** The same length with `at` at this share of the view. */
export function spanAround(span: Span, at: number, share: number, until: number): Span {
  const length = lengthOf(span)
  return clampSpan({ from: at - share * length, to: at + (1 - share) * length }, until)
}

/** Where the scrubber may get before the view follows it. */
const edges = { left: 0.04, right: 0.9 }

/**
 * The span that follows the scrubber from `last` to `time` with as little movement as can be; the same one if none is
 * needed.
 */
export function followSpan(span: Span, last: number, time: number, until: number): Span {
  const share = (time - span.from) / lengthOf(span)
  if (share < 0) return spanAround(span, time, edges.left, until)
  // A scrubber that began beyond the edge stays where it is in the view, rather than make the view jump.
  const lastShare = (last - span.from) / lengthOf(span)
  const right = lastShare <= 1 ? Math.max(edges.right, lastShare) : edges.right
  if (share <= right) return span
  const next = spanAround(span, time, right, until)
  return next.from > span.from ? next : span
}

export const isWithin = ({ from, to }: Span, time: number) => from <= time && time <= to

/** How far back from the scrubber a handshake is still worth showing together with it. */
const longestReach = 1_000

/** A gap between messages that parts one burst from the next. */
const burstGap = 250

const leastFit = 80

/**
 * A span in which there is something to see: from the beginning of the last handshake before `time`, or of the last
 * burst of messages where that is too long ago, to a bit after `time`.
 *
 * @param pair the pair to go by; null for all
 */
export function fitSpan(flights: Flights, pair: string | null, time: number, until: number): Span {
  // What lies further back changes nothing.
  const first = firstAfter(flights.times, time - longestReach - burstGap, (at) => at)
  const past: { readonly sentAt: number; readonly isDial: boolean }[] = []
  for (let place = first; place < flights.times.length; place++) {
    const sentAt = flights.times[place] ?? 0
    if (sentAt > time) break
    if (pair !== null && flights.way(place).pair !== pair) continue
    past.push({ sentAt, isDial: flights.at(place).message.kind === 'dial' })
  }
  const dial = past.findLast(({ isDial }) => isDial)
  let from = dial?.sentAt ?? 0
  if (time - from > longestReach) {
    const last = past.at(-1)
    from = last?.sentAt ?? 0
    for (let i = past.length - 1; i >= 0 && from - (past[i]?.sentAt ?? 0) < burstGap; i--) {
      from = past[i]?.sentAt ?? from
    }
    if (time - from > longestReach) from = time - longestReach / 3
  }
  const length = Math.max(leastFit, (time - from) / 0.8)
  return clampSpan({ from: from - length * 0.06, to: from + length * 0.94 }, until)
}

/** Whether a wheel is turned sideways, or as if it were. */
export const isSideways = (event: WheelEvent): boolean =>
  !event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
