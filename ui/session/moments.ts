/** The moments of a run on the axis of time: where stepping, seeking and playing go. */

import { pairOf } from '#sim/engine/names.ts'
import type { Trace } from '#sim/engine/trace.ts'
import type { Kind, TraceEvent } from '#sim/engine/trace-event.ts'
import type { Run } from '#sim/run/run.ts'
import { byFact } from './by-fact.ts'
import type { Selection } from './selection.ts'

/** The last moment that is not after `time`. */
export function momentAt(times: readonly number[], time: number): number {
  let low = 0
  let high = times.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((times[middle] ?? 0) <= time) low = middle
    else high = middle - 1
  }
  return low
}

/** The next moment after `moment` at which an end starts its handshake or ends it, or null. */
export function nextHandshake(run: Run, moment: number): number | null {
  for (const event of run.trace.ofKind(['send'], run.trace.until(moment))) {
    if (event.message.kind === 'dial') return event.moment
  }
  return null
}

/** The moment at which the handshake before this one began, or null. */
export function previousHandshake(run: Run, moment: number): number | null {
  const found = run.trace.lastOf(
    'send',
    ({ message }) => message.kind === 'dial',
    run.trace.until(moment - 1),
  )
  return found?.moment ?? null
}

/** A span of virtual time in which nothing is under way. */
export interface QuietSpan {
  readonly from: number
  readonly to: number
}

/** Quiet spans shorter than this, in virtual milliseconds, are part of the rhythm. */
const shortestQuiet = 60

/** What is read of the moments of a run, which may still grow: nothing is read twice. */
interface Moments {
  readonly readOn: (trace: Trace) => void
  /** What all of a run comes to, once it has been read. */
  readonly until: (run: Run) => {
    /** The virtual time of every moment, by its number. */
    readonly times: readonly number[]
    readonly quiet: readonly QuietSpan[]
  }
}

/** Reads the moments of a trace. */
export function readMoments(): Moments {
  const times = [0]
  const quiet: QuietSpan[] = []
  const changeOf = byFact(({ kind }) => changeBy(kind))
  let underWay = 0
  let last = 0
  let place = 0
  const rest = (at: number) => {
    if (underWay === 0 && at - last >= shortestQuiet) quiet.push({ from: last, to: at })
  }
  return {
    readOn(trace) {
      trace.visit(({ at, moment, fact, message }) => {
        while (times.length < moment) times.push(0)
        times[moment] = at
        rest(at)
        // What is lost while it is kept back was never under way, and has no number.
        if (message > 0) underWay = Math.max(0, underWay + changeOf(trace, fact))
        last = at
      }, place)
      place = trace.size
    },
    until({ moments, end }) {
      while (times.length <= moments) times.push(0)
      rest(end.at)
      return { times, quiet }
    },
  }
}

/** By how many messages more are under way. */
function changeBy(kind: Kind): number {
  if (kind === 'send') return 1
  return kind === 'deliver' || kind === 'lost' ? -1 : 0
}

/** Where something goes wrong in a run, and what is to be selected to see it. */
export interface Failure {
  /** The moment from which its outcome is final. */
  readonly moment: number
  readonly at: number
  readonly selection: Selection
}

/**
 * The first attempt that breaks, at the moment from which its outcome is final: where a run that plays stops to be
 * looked at. Null where none does.
 */
export function firstFailure(run: Run): Failure | null {
  for (const event of run.trace.ofKind(['attempt'])) {
    if (event.severity === 'error') return failureAt(run, event)
  }
  return null
}

/**
 * Where the state after this many steps of the rollout goes wrong in a run: on one of these pairs if it can be, else with
 * a node that cannot start or a rule that is broken. Null where nothing is seen of it.
 */
export function failureAfter(run: Run, steps: number, pairs: readonly string[]): Failure | null {
  const from = steps === 0 ? 0 : settledAfter(run, steps - 1)
  const until = settledAfter(run, steps)
  const faults = [...run.trace.ofKind(['no start', 'rule', 'attempt'])].filter((event) => {
    // What is seen when a state has settled is told as the next step begins.
    const at = isLook(run, event) ? event.at - 1.5 : event.at
    return at >= from && at <= until && isFault(event)
  })
  const found =
    faults.find((event) => event.kind === 'attempt' && pairs.includes(pairOf(event.connection))) ??
    faults.find(({ kind }) => kind !== 'attempt') ??
    faults[0]
  return found ? failureAt(run, found) : null
}

const isFault = ({ kind, severity }: TraceEvent) =>
  kind === 'no start' ||
  (kind === 'rule' && severity !== 'info') ||
  (kind === 'attempt' && severity === 'error')

/** Whether an event tells what was seen of the connections and the service of a cluster that had settled. */
function isLook({ trace }: Run, event: TraceEvent): boolean {
  if (event.kind !== 'rule' || event.isOfStep) return false
  const cause = trace.event(event.cause)
  return cause?.kind === 'transition' && cause.actor === 'rollout'
}

function failureAt(run: Run, event: TraceEvent): Failure {
  const { moment, at } = event
  if (event.kind === 'no start') return { moment, at, selection: { kind: 'node', id: event.node } }
  if (event.kind === 'rule' && event.pair?.id) {
    return { moment, at, selection: { kind: 'pair', id: event.pair.id } }
  }
  if (event.kind !== 'attempt') return { moment, at, selection: { kind: 'event', id: event.id } }
  const { connection } = event
  const last = run.trace.lastOf('attempt', (each) => each.connection === connection) ?? event
  return { moment: last.moment, at: last.at, selection: { kind: 'pair', id: pairOf(connection) } }
}

/** When the cluster has settled after this many steps of the rollout; just before the rollout for none. */
export function settledAfter(run: Run, steps: number): number {
  const { at } = run.spec.scenario.upgrade
  if (steps === 0) return Math.max(at - 1, 0)
  const settled = [...run.trace.ofKind(['transition'])].filter(
    ({ actor, from }) => actor === 'rollout' && from[0] === 'settling',
  )
  // One millisecond before the next step begins.
  return (settled[steps - 1]?.at ?? run.end.at) - 1
}
