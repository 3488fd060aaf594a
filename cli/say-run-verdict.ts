/** The verdict on a run, for people, and what it rests on. */

import type { Cluster } from '#sim/engine/cluster.ts'
import { pairOf } from '#sim/engine/names.ts'
import type { Severity, Verdict } from '#sim/rules/verdict.ts'
import type { Observation } from '#sim/run/observations.ts'
import type { Progress } from '#sim/run/progress.ts'
import type { Run } from '#sim/run/run.ts'
import { sayCount } from '#sim/text/say-list.ts'
import { sayDuration, sayTime } from '#sim/text/say-time.ts'
import { earliestFailure, failuresIn, type RunSummary } from '#sim/views/summary.ts'
import { groupBy } from './group.ts'
import { sayStep, sayWave } from './say-step.ts'
import { harmless, type Style, type Terminal, wrap } from './terminal.ts'

const styles: Readonly<Record<Verdict, Style>> = {
  safe: 'green',
  unsupported: 'yellow',
  unsafe: 'red',
  unknown: 'yellow',
}

/** Of more findings of one kind than these the rest is counted only. */
const mostFindings = 6

/** The verdict and its reasons, line by line. */
export function sayRunVerdict(run: Run, summary: RunSummary, { paint, width }: Terminal): string[] {
  const { verdict } = summary
  const margin = verdict.length + 2
  const lines = [...sayOutcome(run, summary), ...sayObserved(summary), ...sayForeseen(summary)]
  const [first = '', ...rest] = lines.map((text) => wrap(harmless(text), width, margin))
  return [
    `${paint(verdict, styles[verdict], 'bold')}  ${first}`,
    ...rest.map((text) => `${' '.repeat(margin)}${text}`),
  ]
}

/** What became of the attempts to connect; or, where the run tells nothing, why not. */
function sayOutcome({ cluster, end }: Run, summary: RunSummary): string[] {
  const { verdict, attempts, observed, rollout } = summary
  const failures = failuresIn(summary)
  const first = earliestFailure(failures)
  if (first?.failure) {
    const when = sayWhen(cluster, first.failure.rollout)
    return [
      `${failures.length} of ${sayCount(attempts.length, 'attempt')} to connect did not work.`,
      `The first: ${first.connection}, ${first.outcome} at ${sayTime(first.failure.at)}, ${when}.`,
      `Why: ${first.reason}.`,
    ]
  }
  if (observed.some(({ severity }) => severity === 'unsafe')) return []
  if (verdict === 'unsafe') return ['These steps break something, though not in this run.']
  if (end.why === 'endless') {
    return [`Nothing broke, but the run had not come to rest after ${sayDuration(end.at)}.`]
  }
  if (end.why === 'cut') {
    const when = rollout === null ? '' : `, ${sayWhen(cluster, rollout)}`
    return [`The run was cut at ${sayTime(end.at)}${when}. Nothing broke until then.`]
  }
  if (verdict === 'unsupported') return []
  const spared = attempts.filter(({ failure }) => failure !== null).length
  const degraded = attempts.filter(({ outcome }) => outcome === 'degraded').length
  const less = degraded > 0 ? `, ${degraded} of them with something lost` : ''
  return [
    spared > 0
      ? `Nobody went without what has to be kept. ${spared} of ${sayCount(attempts.length, 'attempt')} to connect did not work, where others do or none has to.`
      : `Every attempt to connect to a running node worked${less}.`,
  ]
}

const leads: Readonly<Record<Severity, string>> = {
  unsafe: '',
  unsupported: 'not supported: ',
  degraded: 'lost: ',
}

/** What was found in the run, beside what its attempts to connect have told. */
function sayObserved(summary: RunSummary): string[] {
  const told = new Set(failuresIn(summary).map(({ connection }) => pairOf(connection)))
  const others = summary.observed.filter(
    ({ severity, pair }) => severity !== 'unsafe' || !told.has(pair?.id ?? ''),
  )
  return (['unsafe', 'unsupported', 'degraded'] as const).flatMap((severity) =>
    shortened(
      together(others.filter((each) => each.severity === severity)).map(
        (each) => `${sayExtent(each, summary.rollout)}: ${leads[severity]}${each.reason}.`,
      ),
    ),
  )
}

/** What is the same of several connections is said once: from when it was so of the first until it was so of none. */
function together(observations: readonly Observation[]): Observation[] {
  const groups = groupBy(observations, ({ rule, reason }) => `${rule}: ${reason}`)
  return groups.flatMap((group): Observation[] => {
    const [first] = group
    const ends = group.map(({ until }) => until)
    const until = ends.includes(null) ? null : Math.max(...ends.map((end) => end ?? 0))
    return first === undefined ? [] : [{ ...first, until }]
  })
}

/** From when until when something was so: by steps, or by time where there are none. */
function sayExtent({ at, from, until }: Observation, rollout: Progress | null): string {
  const begins = rollout === null ? sayTime(at) : from === 0 ? 'the start' : `step ${from}`
  if (until === null) return `From ${begins} on`
  return from === until ? `In ${begins}` : `From ${begins} until step ${until}`
}

/** What only the check says, as far as it is as bad as the verdict. */
function sayForeseen({ foreseen, verdict, observed }: RunSummary): string[] {
  const worst = foreseen.filter(({ severity }) => severity === verdict)
  if (worst.length === 0) return []
  const isOnly = !observed.some(({ severity }) => severity === verdict)
  const lead = isOnly
    ? 'In another delivery order, or with more time:'
    : 'Not in this run, but in another one:'
  const lines = worst.map(
    ({ from, reason }) => `${from === 0 ? 'before the first step' : `after step ${from}`}, ${reason}.`,
  )
  return [lead, ...shortened(lines)]
}

const shortened = (lines: readonly string[]) =>
  lines.length <= mostFindings
    ? lines
    : [...lines.slice(0, mostFindings - 1), `And ${lines.length - mostFindings + 1} more.`]

function sayWhen(cluster: Cluster, rollout: Progress | null): string {
  if (rollout === null || rollout.state === 'planned') return 'before the rollout'
  if (rollout.state === 'done') return 'after the rollout'
  return `in ${sayStep(rollout)} (${sayWave(cluster, rollout)})`
}
