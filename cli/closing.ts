/** What stands under the log of a run: the numbers, and the verdict as the last word. */
import type { Progress } from '#sim/run/progress.ts'
import type { Run } from '#sim/run/run.ts'
import { sayDuration, sayTime } from '#sim/text/say-time.ts'
import { type CallCounts, countOutcomes, type RunSummary, type Wait } from '#sim/views/summary.ts'
import { paintOutcome } from './outcome.ts'
import { sayRunVerdict } from './say-run-verdict.ts'
import { sayStep } from './say-step.ts'
import { harmless, type Terminal, wrap } from './terminal.ts'

/** From the best to the worst. */
const kinds = [
  'open',
  'degraded',
  'refused',
  'interrupted',
  'retried',
  'undecided',
  'rejected',
  'stalled',
  'half-open',
] as const

/** More clients than that are not read one by one. */
const mostClients = 8

/** Where the facts begin: after the longest of their labels. */
const margin = 19

/** The closing summary of a run, line by line. */
export function sayClosing(run: Run, summary: RunSummary, terminal: Terminal): string[] {
  const { paint, width } = terminal
  const fact = (label: string, text: string) => `  ${paint(label.padEnd(margin - 2), 'dim')}${text}`
  const plain = (label: string, text: string) => fact(label, wrap(harmless(text), width, margin))
  const { attempts, calls, longestWait, withoutService, rollout, digest } = summary
  const counts = countOutcomes(attempts)
  const present = kinds.filter((kind) => counts.has(kind))
  const outcomes = present.map((kind) => paintOutcome(paint, kind, `${counts.get(kind)} ${kind}`))
  return [
    fact('attempts', outcomes.join(', ') || 'none'),
    plain('calls', sayCalls(calls)),
    ...(longestWait ? [plain('longest wait', sayWait(longestWait))] : []),
    plain('without service', sayWithoutService(withoutService, run.end.at)),
    ...(rollout ? [plain('rollout', sayRollout(rollout))] : []),
    fact('digest', digest),
    '',
    ...sayRunVerdict(run, summary, terminal),
  ]
}

function sayCalls(counts: CallCounts): string {
  const { made, answered, failed, hung, hanging, underWay, unreadable, skipped, withoutService } = counts
  const rest = [
    [failed, 'failed'],
    [hung, 'hung until their connection went away'],
    [hanging, 'hanging'],
    [underWay, 'under way'],
    [unreadable, 'answered with data that nobody there can read'],
  ] as const
  const parts = rest.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []))
  const unmade = [
    ...(skipped > 0 ? [`${skipped} not made, because the agreed version lacks them`] : []),
    ...(withoutService > 0 ? [`${withoutService} not made, for want of a service`] : []),
  ]
  return [[`${made} made`, `${answered} answered`, ...parts].join(', '), ...unmade].join('; ')
}

function sayWait({ node, peer, name, at, waited, end }: Wait): string {
  const call = `${name} of ${node} to ${peer}`
  switch (end) {
    case 'failed':
      return `${call} had no answer in ${sayDuration(waited)}, from ${sayTime(at)} until its connection went away`
    case 'hung':
      return `${call} hung for ${sayDuration(waited)}, from ${sayTime(at)} until its connection went away`
    case 'hanging':
      return `${call} hangs: no answer since ${sayTime(at)}, for ${sayDuration(waited)}`
  }
}

/** Time counts from the start of the run. */
function sayWithoutService(times: ReadonlyMap<string, number>, until: number): string {
  const worst = new Map([...times].sort(([, a], [, b]) => b - a).slice(0, mostClients))
  const shown = [...times].filter(([node]) => worst.has(node))
  const list = shown.map(([node, time]) => `${node} ${sayDuration(time)}`).join(', ')
  const others = times.size - shown.length
  const rest = others > 0 ? ` and ${others} more, for less` : ''
  return `${list}${rest}, of ${sayDuration(until)} from the start`
}

function sayRollout(progress: Progress): string {
  const { state, steps } = progress
  if (state === 'done') return `done: ${steps.map(({ node }) => node).join(', ')}`
  if (state === 'planned') return 'not begun'
  return `ended in ${sayStep(progress)}`
}
