/** What stands under the log of a run: the numbers, and the verdict as the last word. */
import type { RolloutStep } from '#machines/rollout.ts'
import { type Cluster, releaseOf } from '#sim/cluster.ts'
import type { Run } from '#sim/run.ts'
import { sayDuration, sayTime } from '#sim/say-time.ts'
import { type CallCounts, countOutcomes, type Progress, type Summary, type Wait } from '#sim/summary.ts'
import { sayCount } from '#sim/words.ts'
import { firstOf, type Judged, judgeRun } from './judged.ts'
import { paintOutcome } from './outcome.ts'
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
export function sayClosing(
  run: Run,
  summary: Summary,
  terminal: Terminal,
  judged = judgeRun(run, summary),
): string[] {
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
    ...sayVerdict(run, summary, judged, terminal),
  ]
}

function sayCalls(counts: CallCounts): string {
  const { made, answered, failed, hung, hanging, underWay, unreadable, skipped } = counts
  const rest = [
    [failed, 'failed'],
    [hung, 'hung until their connection went away'],
    [hanging, 'hanging'],
    [underWay, 'under way'],
    [unreadable, 'answered with data that nobody there can read'],
  ] as const
  const parts = rest.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []))
  const without = skipped > 0 ? `; ${skipped} not made, because the agreed version lacks them` : ''
  return `${[`${made} made`, `${answered} answered`, ...parts].join(', ')}${without}`
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

function sayRollout({ state, step, steps }: Progress): string {
  if (state === 'done') return `done: ${steps.map(({ node }) => node).join(', ')}`
  if (state === 'planned') return 'not begun'
  return `ended in ${sayStep(step, steps)}`
}

function sayVerdict(
  run: Run,
  summary: Summary,
  { verdict, failures, spared }: Judged,
  { paint, width }: Terminal,
): string[] {
  const { attempts, rollout } = summary
  const trouble = sayTrouble(summary)
  const line = (text: string) => `        ${wrap(harmless(text), width, 8)}`
  if (verdict === 'safe') {
    const whole = rollout === null || rollout.state === 'done'
    const degraded = attempts.filter((attempt) => attempt.outcome === 'degraded').length
    const less = degraded > 0 ? `, ${degraded} of them with something lost` : ''
    const rest = whole ? '' : ' The run ended before the rollout did.'
    const unsupported = summary.rules
      .filter(({ severity }) => severity === 'unsupported')
      .map(({ reason, at }) => line(`Not supported from ${sayTime(at)} on: ${reason}.`))
    const all =
      spared > 0
        ? `Nobody went without what has to be kept. ${spared} of ${sayCount(attempts.length, 'attempt')} to connect did not work, where others do or none has to.`
        : `Every attempt to connect to a running node worked${less}.`
    return [`${paint('safe', 'green', 'bold')}  ${wrap(`${all}${rest}`, width, 6)}`, ...unsupported]
  }
  const first = firstOf(failures)
  if (!first?.failure) {
    const [worst = '', ...more] = trouble
    return [`${paint('broken', 'red', 'bold')}  ${line(worst).trimStart()}`, ...more.map(line)]
  }
  const count = `${failures.length} of ${sayCount(attempts.length, 'attempt')} to connect did not work.`
  const when = sayWhen(run.cluster, first.failure.rollout)
  return [
    `${paint('broken', 'red', 'bold')}  ${wrap(count, width, 8)}`,
    line(`The first: ${first.connection}, ${first.outcome} at ${sayTime(first.failure.at)}, ${when}.`),
    line(`Why: ${first.reason}.`),
    ...trouble.map(line),
  ]
}

/** What went wrong beside connections: nodes that did not start, and rules that must hold and did not. */
function sayTrouble({ refusals, rules }: Summary): string[] {
  const broken = rules.filter(({ severity }) => severity === 'unsafe')
  return [
    ...refusals.map(({ node, reason, at }) => `${node} did not start at ${sayTime(at)}: ${reason}.`),
    ...broken.map(({ reason, at }) => `From ${sayTime(at)} on: ${reason}.`),
  ]
}

function sayWhen(cluster: Cluster, rollout: Progress | null): string {
  if (rollout === null || rollout.state === 'planned') return 'before the rollout'
  if (rollout.state === 'done') return 'after the rollout'
  const step = rollout.steps[rollout.step]
  const what = step ? ` (${step.node} to ${sayRelease(cluster, step)})` : ''
  return `in ${sayStep(rollout.step, rollout.steps)}${what}`
}

const sayStep = (step: number, steps: readonly RolloutStep[]) => `step ${step + 1} of ${steps.length}`

/** The release that a step leads to, by its name; or the value, where it is no node that takes it. */
export function sayRelease(cluster: Cluster, { node, to }: RolloutStep): string {
  const role = cluster.nodes.get(node)?.role
  return role === undefined ? to : releaseOf(cluster.scenario, role, to).name
}
