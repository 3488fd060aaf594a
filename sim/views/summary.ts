/** What a run comes to: the verdict, and the numbers behind it. A fold over its trace, and a look at how it ends. */

import { digest } from '../engine/digest.ts'
import { roundTime } from '../engine/kernel.ts'
import { pairOf } from '../engine/names.ts'
import type { Trace } from '../engine/trace.ts'
import type { AttemptOutcome, TraceEvent } from '../engine/trace-event.ts'
import { type Verdict, worse } from '../rules/verdict.ts'
import { type Observation, observationsOf, observedVerdict } from '../run/observations.ts'
import { advance, mayProgress, type Progress, progressing } from '../run/progress.ts'
import { type Run, stateAt } from '../run/run.ts'
import { isBroken, isOutcome, type Outcome } from '../scenario/outcome.ts'
import { type Foreseen, foresee, isSeen } from './foreseen.ts'
import { viewOf } from './view.ts'
import { callsNotMade, timesWithoutService } from './without-service.ts'

export interface RunSummary {
  /**
   * The worse of what was found in the run and of what the check says of the steps that it has taken. `unknown` where nothing is
   * known to break and the run was cut, or never came to rest.
   */
  readonly verdict: Verdict
  /** What was found in the run, in the order in which it was found. */
  readonly observed: readonly Observation[]
  /** What the check of its steps says beside: it was not seen in this run, and is in another one. */
  readonly foreseen: readonly Foreseen[]
  readonly digest: string
  /** Every attempt to connect, in the order of their beginnings. */
  readonly attempts: readonly Attempt[]
  /** Nodes that did not start, because their release cannot run where a level stands. */
  readonly refusals: readonly Refusal[]
  readonly calls: CallCounts
  /** The call that waited longest of those that were never answered; null where every one was. */
  readonly longestWait: Wait | null
  /** The virtual milliseconds that each node which dials was without one of its services, counted from time zero. */
  readonly withoutService: ReadonlyMap<string, number>
  /** How far the rollout came; null where there was none. */
  readonly rollout: Progress | null
}

export interface Attempt {
  /** Such as `c1-s1#2`. */
  readonly connection: string
  readonly dialer: string
  readonly acceptor: string
  /** When it was dialled, in virtual milliseconds. */
  readonly at: number
  /** What became of it; null if the run ended before that could be told. */
  readonly outcome: AttemptOutcome | null
  readonly reason: string | null
  /** When it was found not to work, and how far the rollout was then; null if it worked, or the peer was down. */
  readonly failure: { readonly at: number; readonly rollout: Progress | null } | null
}

interface Refusal {
  readonly node: string
  readonly release: string
  readonly reason: string
  readonly at: number
  readonly rollout: Progress | null
}

export interface CallCounts {
  readonly made: number
  readonly answered: number
  /** Their connection went away before the answer came. */
  readonly failed: number
  /** The same, on a connection that was stalled or half-open: no answer would ever have come. */
  readonly hung: number
  /** No answer at the end of the run, and none on its way. */
  readonly hanging: number
  /** Still on their way when the run ended. */
  readonly underWay: number
  /** Answered with data that the caller cannot read. */
  readonly unreadable: number
  /** Not made, because the agreed version does not have them. Not among those made. */
  readonly skipped: number
  /** Not made, because their caller had no service to make them on. Not among those made. */
  readonly withoutService: number
}

export interface Wait {
  readonly node: string
  readonly peer: string
  readonly name: string
  readonly connection: string
  /** When the call was made and how long it waited, in virtual milliseconds. */
  readonly at: number
  readonly waited: number
  /** Where it stood when the wait was over: at the end of its connection, or of the run. */
  readonly end: 'failed' | 'hung' | 'hanging'
}

/** The verdict on a run: the worse of what was seen in it and of what is foreseen of its steps; and both of these. */
export function judgeRun(run: Run): Pick<RunSummary, 'verdict' | 'observed' | 'foreseen'> {
  const observed = observationsOf(run)
  const seen = observedVerdict(run, observed)
  const checked = foresee(run)
  return {
    verdict: worse(seen, checked.verdict),
    observed,
    foreseen: checked.findings.filter((finding) => !isSeen(finding, observed)),
  }
}

/** Sums a run up. */
export function summarise(run: Run): RunSummary {
  const attempts = attemptsOf(run.trace)
  return {
    ...judgeRun(run),
    digest: digest(run.trace),
    attempts,
    refusals: refusalsIn(run.trace),
    ...sumCalls(run, attempts),
    withoutService: timesWithoutService(run),
    rollout: [...run.trace.ofKind(progressing, 0, mayProgress)].reduce<Progress | null>(advance, null),
  }
}

/**
 * The attempts that did not work and were to: those of pairs of which something was found that is unsafe. Where any acceptor
 * will do, one that does not work is not missed as long as another one does.
 */
export function failuresIn({ attempts, observed }: Pick<RunSummary, 'attempts' | 'observed'>): Attempt[] {
  const pairs = new Set(
    observed.flatMap(({ severity, pair }) => (severity === 'unsafe' ? (pair?.id ?? []) : [])),
  )
  return attempts.filter(({ connection, failure }) => failure !== null && pairs.has(pairOf(connection)))
}

/** The attempt of these that was the first to be found not to work; null where all of them worked. */
export function earliestFailure(attempts: readonly Attempt[]): Attempt | null {
  const at = ({ failure }: Attempt) => failure?.at ?? Infinity
  return attempts.reduce<Attempt | null>(
    (first, attempt) => (at(attempt) < (first ? at(first) : Infinity) ? attempt : first),
    null,
  )
}

/** How many attempts came to each outcome. Those that came to none are `undecided`. */
export function countOutcomes(attempts: readonly Attempt[]): Map<AttemptOutcome | 'undecided', number> {
  const counts = new Map<AttemptOutcome | 'undecided', number>()
  for (const { outcome } of attempts) {
    const key = outcome ?? 'undecided'
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function attemptsOf(trace: Trace): Attempt[] {
  const may = (event: TraceEvent) =>
    event.kind === 'send' ? event.message.kind === 'dial' : mayProgress(event)
  const attempts = new Map<string, Attempt>()
  let rollout: Progress | null = null
  for (const event of trace.ofKind([...progressing, 'send', 'attempt'], 0, may)) {
    rollout = advance(rollout, event)
    if (event.kind === 'send' && event.message.kind === 'dial') {
      const { connection, from: dialer, to: acceptor, at } = event
      attempts.set(connection, {
        connection,
        dialer,
        acceptor,
        at,
        outcome: null,
        reason: null,
        failure: null,
      })
    }
    if (event.kind !== 'attempt') continue
    const attempt = attempts.get(event.connection)
    if (attempt === undefined) continue
    const { outcome, reason, at } = event
    const failure = isFailure(outcome) ? { at, rollout } : null
    attempts.set(event.connection, { ...attempt, outcome, reason, failure })
  }
  return [...attempts.values()]
}

function refusalsIn(trace: Trace): Refusal[] {
  let rollout: Progress | null = null
  return [...trace.ofKind([...progressing, 'no start'], 0, mayProgress)].flatMap((event) => {
    rollout = advance(rollout, event)
    if (event.kind !== 'no start') return []
    const { node, release, reason, at } = event
    return [{ node, release, reason, at, rollout }]
  })
}

/** An attempt while the peer was down is not to be blamed on the versions. */
function isFailure(outcome: AttemptOutcome): outcome is Outcome {
  return isOutcome(outcome) && isBroken(outcome)
}

type CallEvent = Extract<TraceEvent, { kind: 'call' }>

function sumCalls(run: Run, attempts: readonly Attempt[]): Pick<RunSummary, 'calls' | 'longestWait'> {
  const attemptOf = new Map(attempts.map((attempt) => [attempt.connection, attempt]))
  const isDead = (connection: string) => {
    const outcome = attemptOf.get(connection)?.outcome
    return outcome === 'stalled' || outcome === 'half-open'
  }
  const counts = { made: 0, answered: 0, failed: 0, skipped: 0, unreadable: 0 }
  const open = new Map<string, CallEvent>()
  const waits: Wait[] = []
  const wait = ({ node, name, connection, at }: CallEvent, until: number, end: Wait['end']) => {
    const peer = attemptOf.get(connection)?.acceptor ?? ''
    waits.push({ node, peer, name, connection, at, waited: roundTime(until - at), end })
  }
  for (const event of run.trace.ofKind(['call'])) {
    counts[event.status]++
    const made = open.get(event.call)
    open.delete(event.call)
    if (event.status === 'made') open.set(event.call, event)
    if (event.status === 'failed' && made) {
      wait(made, event.at, isDead(event.connection) ? 'hung' : 'failed')
    }
  }
  const moving = connectionsThatMove(run)
  for (const call of open.values()) {
    const { connection } = call
    if (isDead(connection) || !moving.has(connection)) wait(call, run.end.at, 'hanging')
  }
  const ended = (end: Wait['end']) => waits.filter((each) => each.end === end).length
  const hanging = ended('hanging')
  return {
    calls: {
      ...counts,
      withoutService: callsNotMade(run),
      failed: ended('failed'),
      hung: ended('hung'),
      hanging,
      underWay: open.size - hanging,
    },
    longestWait: waits.reduce<Wait | null>(
      (longest, each) => (each.waited > (longest?.waited ?? -1) ? each : longest),
      null,
    ),
  }
}

/** The connections on which something is still on its way when the run ends. */
function connectionsThatMove(run: Run): ReadonlySet<string> {
  const { flights } = viewOf(run.cluster, stateAt(run, run.end.at))
  return new Set(flights.filter(({ stuck }) => !stuck).map(({ connection }) => connection))
}
