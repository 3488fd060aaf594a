/** `parley run`: takes a cluster through its upgrade in some order, and tells what happens. */
import type { RolloutStep } from '#machines/rollout.ts'
import { PathFault, readPath } from '#sim/choices/path.ts'
import { expectedSize } from '#sim/run/expected-size.ts'
import type { Progress } from '#sim/run/progress.ts'
import { type Run, runOf, simulate } from '#sim/run/run.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import { usualSeed } from '#sim/run/usual-seed.ts'
import { parseDuration } from '#sim/scenario/duration.ts'
import { sayNumber } from '#sim/text/say-number.ts'
import { sayDuration } from '#sim/text/say-time.ts'
import { countOutcomes, earliestFailure, failuresIn, type RunSummary, summarise } from '#sim/views/summary.ts'
import { type Answer, asJson, Misuse, statuses } from './answer.ts'
import { sayClosing } from './closing.ts'
import { readPort } from './listen.ts'
import { logOf, sayLog } from './log.ts'
import { type OrderOptions, readOrder } from './order.ts'
import { type PaceOptions, readWaves } from './pace.ts'
import { readText } from './read-text.ts'
import { checkSize, type Target, targeted } from './target.ts'
import { harmless, type Terminal, terminalOf, wrap } from './terminal.ts'
import { largestSeed, usualInspectorPort } from './usual.ts'
import { readWhole } from './whole.ts'

export interface RunOptions extends Target, OrderOptions, PaceOptions {
  readonly seed?: string
  readonly until?: string
  readonly path?: string
  readonly verbose?: boolean
  readonly json?: boolean
  readonly inspect?: boolean
  readonly port?: string
}

/** The answer to `parley run`. */
export async function answerRun(file: string, options: RunOptions, terminal: Terminal): Promise<Answer> {
  const port = readInspectorPort(options)
  const seed = options.seed === undefined ? usualSeed : readWhole('seed', options.seed, 0, largestSeed)
  const cut = readUntil(options.until)
  const scenario = targeted(file, options)
  checkSize(scenario, 'run')
  const steps = readOrder(scenario, options)
  const waves = readWaves(scenario, steps, options)
  const path = options.path === undefined ? null : loadPath(options.path)
  const asked = {
    seed,
    steps,
    ...(waves && { waves }),
    ...(cut !== null && { cut }),
    ...(path && { path: path.path }),
  }
  const spec = runOf(scenario, asked)
  announce(spec)
  const run = runAlong(spec, options.path ?? '', path?.lines ?? [])
  const summary = summarise(run)
  const told: Told = { run, steps, waves, summary }
  const verbose = options.verbose === true
  const out = options.json ? asJson(report(told, verbose)) : tell(told, verbose, terminal)
  const status = summary.verdict === 'safe' ? statuses.fine : statuses.broken
  if (port === null) return { out, status }
  process.stdout.write(out)
  await inspectRun(run, port, terminal, options.json === true)
  return { out: '', status }
}

/** A run with more events is announced. */
const mostUnsaid = 1_000_000

/** So many events were computed in a second of a run of 2,000 connections; of fewer, more. */
const eventsPerSecond = 40_000

/** Says what a large run will take before it is computed: whoever does not want that can end it. */
function announce(spec: RunSpec): void {
  const { pairs, events, bytes } = expectedSize(spec)
  if (events < mostUnsaid) return
  const size = `${sayRounded(events)} events on ${sayNumber(String(pairs))} connections`
  const gigabytes = Number((bytes / 1e9).toPrecision(1))
  const memory = `${gigabytes < 1 ? gigabytes : sayNumber(String(gigabytes))} GB`
  const time = sayDuration(Number(((events / eventsPerSecond) * 1_000).toPrecision(1)))
  process.stderr.write(`parley: about ${size} are to come, which may take ${time} and ${memory}\n`)
}

const sayRounded = (count: number) => sayNumber(String(Number(count.toPrecision(2))))

/** Reads the file that names a path. Throws a `Misuse` where it cannot be read. */
const loadPath = (file: string): ReturnType<typeof readPath> =>
  readPath(file === '-' ? readText(0, 'stdin') : readText(file, file))

/** Computes a run. Throws a `Misuse` where the path in a file cannot be followed. */
function runAlong(spec: RunSpec, file: string, lines: readonly number[]): Run {
  try {
    return simulate(spec)
  } catch (error) {
    if (!(error instanceof PathFault)) throw error
    throw new Misuse(harmless(`--path: ${file}, line ${lines[error.place]}: ${error.message}`))
  }
}

interface Told {
  readonly run: Run
  readonly steps: readonly RolloutStep[]
  readonly waves: readonly number[] | null
  readonly summary: RunSummary
}

/**
 * A run as JSON. Times are virtual milliseconds. Numbers of steps count from 1, and 0 is what was before the rollout. `end`
 * says why the run ended where it did. `observed` is what was found in it, and `foreseen` what the check of its steps finds
 * beside, `from` a step `until` another, or to the end where that is null. `attempts` lists every attempt to connect and what
 * became of it; `failedAt` is when it was found not to work, and `step` the step of the rollout that was being taken then.
 * `refusals` are the nodes that could not start, `rules` what was observed that is not about a connection. `log` is there on
 * demand.
 */
function report({ run, steps, waves, summary }: Told, withLog: boolean) {
  const { scenario, seed } = run.spec
  const { digest, attempts, observed, foreseen, refusals, calls, longestWait, withoutService, rollout } =
    summary
  const list = attempts.map(({ failure, ...attempt }) => ({
    ...attempt,
    failedAt: failure?.at ?? null,
    step: failure ? stepOf(failure.rollout) : null,
  }))
  const first = earliestFailure(failuresIn(summary))?.connection
  const { at: until, why, stuckIn } = run.end
  return {
    scenario: scenario.name,
    seed,
    order: steps.map(({ node }) => node),
    ...(waves && { waves }),
    until,
    end: { why, stuckIn },
    digest,
    verdict: summary.verdict,
    observed,
    foreseen,
    firstFailure: list.find(({ connection }) => connection === first) ?? null,
    rollout: rollout && { state: rollout.state, step: stepOf(rollout), steps: rollout.steps },
    outcomes: Object.fromEntries(countOutcomes(attempts)),
    calls,
    longestWait,
    withoutService: Object.fromEntries(withoutService),
    attempts: list,
    refusals: refusals.map(({ rollout, ...refusal }) => ({ ...refusal, step: stepOf(rollout) })),
    rules: observed
      .filter(({ pair, severity }) => pair === undefined && severity !== 'degraded')
      .map(({ rule, severity, reason, at, from }) => ({ rule, severity, reason, at, step: from || null })),
    ...(withLog ? { log: logOf(run, true).map(({ at, node, text }) => ({ at, node, text })) } : {}),
  }
}

function stepOf(progress: Progress | null) {
  const step = progress?.steps[progress.step]
  if (progress === null || step === undefined) return null
  return { number: progress.step + 1, of: progress.steps.length, ...step, state: progress.state }
}

function tell({ run, steps, waves, summary }: Told, verbose: boolean, terminal: Terminal): string {
  const { scenario, seed } = run.spec
  const { paint } = terminal
  const order = sayOrder(steps, waves)
  const settings = `upgrades ${order}; seed ${seed}; ${sayDuration(run.end.at)}`
  const head = `${paint(harmless(scenario.title), 'bold')}\n${paint(wrap(settings, terminal.width, 0), 'dim')}`
  return `${[head, '', ...sayLog(logOf(run, verbose), terminal), '', ...sayClosing(run, summary, terminal)].join('\n')}\n`
}

/** The units in their order, those of a wave joined: `c1 + c2, s1`. */
function sayOrder(steps: readonly RolloutStep[], waves: readonly number[] | null): string {
  const sizes = waves ?? steps.map(() => 1)
  let place = 0
  const groups = sizes.map((size) => {
    const group = steps.slice(place, place + size)
    place += size
    return group.map(({ node }) => node).join(' + ')
  })
  return groups.join(', ') || 'nobody'
}

/** Where the inspector listens; null where none is asked for. */
function readInspectorPort({ inspect, port }: RunOptions): number | null {
  if (inspect) return readPort(port, usualInspectorPort)
  if (port === undefined) return null
  throw new Misuse('--port: found without --inspect, which is what listens there')
}

/** Lets the run be inspected. What is said meanwhile must not get into JSON. */
async function inspectRun(run: Run, port: number, terminal: Terminal, isJson: boolean): Promise<void> {
  const { serveInspector } = await import('./inspect.ts')
  const stream = isJson ? process.stderr : process.stdout
  await serveInspector(run, port, isJson ? terminalOf(stream) : terminal, (text) => stream.write(text))
}

function readUntil(text: string | undefined): number | null {
  if (text === undefined) return null
  const read = parseDuration(text, 1)
  if (read.ok) return read.value
  throw new Misuse(harmless(`--until: ${read.message}`))
}
