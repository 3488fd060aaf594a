/** `parley run`: takes a cluster through its upgrade in some order, and tells what happens. */
import type { CAC } from 'cac'
import type { RolloutStep } from '#machines/rollout.ts'
import { type Run, rolloutOf, simulate } from '#sim/run.ts'
import { sayDuration } from '#sim/say-time.ts'
import { parseDuration } from '#sim/scenario/duration.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { quote } from '#sim/scenario/nearest.ts'
import { parseOrder } from '#sim/scenario/order.ts'
import { countOutcomes, firstFailure, type Progress, type Summary, summarise } from '#sim/summary.ts'
import { type Answer, asJson, Misuse, statuses } from './answer.ts'
import { sayClosing } from './closing.ts'
import { logOf, sayLog } from './log.ts'
import { loadScenario, variantOf } from './scenario.ts'
import { harmless, type Terminal, wrap } from './terminal.ts'

/** The seed that the page opens with, too: both show the same run. */
const usualSeed = 7
const largestSeed = 2 ** 32 - 1

interface Options {
  readonly seed?: string
  readonly order?: string
  readonly until?: string
  readonly variant?: string
  readonly verbose?: boolean
  readonly json?: boolean
}

export function addRun(cli: CAC, terminal: Terminal): void {
  cli
    .command('run <FILE>', 'Runs the upgrade of a scenario in some order, and says whether anything broke')
    .option('--order <NAMES>', 'Roles or nodes, separated by commas. Default: the scenario’s own order')
    .option('--seed <N>', `Decides every latency, 0 to ${largestSeed}. Default: ${usualSeed}`)
    .option('--until <TIME>', 'Where to stop: virtual ms, or such as 30s. Default: the scenario’s own end')
    .option('--variant <NAME>', 'What a variant of the scenario says instead, such as as-documented')
    .option('--verbose', 'Log every message and every step, not only what is news')
    .option('--json', 'Print JSON; with --verbose, the log too')
    .example('  parley run zeo-2002')
    .example('  parley run zeo-2002 --order client,server')
    .example('  parley run zeo-2002 --order c1,s1,s2,c2,c3 --seed 42 --until 20s')
    .action((file: string, options: Options): Answer => {
      const seed = readSeed(options.seed)
      const span = readUntil(options.until)
      const scenario = variantOf(loadScenario(file), options.variant)
      const steps = readOrder(scenario, options.order)
      const interventions = rolloutOf(scenario, steps)
      const run = simulate({ scenario, seed, interventions, until: span ?? scenario.until })
      const summary = summarise(run)
      const verbose = options.verbose === true
      return {
        out: options.json
          ? asJson(report(run, steps, summary, verbose))
          : tell(run, steps, summary, verbose, terminal),
        status: summary.verdict === 'broken' ? statuses.broken : statuses.fine,
      }
    })
}

/**
 * A run as JSON. Times are virtual milliseconds. Numbers of steps count from 1. `attempts` lists every attempt to
 * connect and what became of it; `failedAt` is when it was found not to work, and `step` the step of the rollout that
 * was being taken then. `refusals` are the nodes that could not start, `rules` those that were broken and are not about a
 * connection. `log` is there on demand.
 */
export function report(run: Run, steps: readonly RolloutStep[], summary: Summary, withLog: boolean) {
  const { scenario, seed, until } = run.spec
  const { verdict, digest, attempts, refusals, rules, calls, longestWait, withoutService, rollout } = summary
  const list = attempts.map(({ failure, ...attempt }) => ({
    ...attempt,
    failedAt: failure?.at ?? null,
    step: failure ? stepOf(failure.rollout) : null,
  }))
  const first = firstFailure(summary)?.connection
  return {
    scenario: scenario.name,
    seed,
    order: steps.map(({ node }) => node),
    until,
    digest,
    verdict,
    firstFailure: list.find(({ connection }) => connection === first) ?? null,
    rollout: rollout && { state: rollout.state, step: stepOf(rollout), steps: rollout.steps },
    outcomes: Object.fromEntries(countOutcomes(attempts)),
    calls,
    longestWait,
    withoutService: Object.fromEntries(withoutService),
    attempts: list,
    refusals: refusals.map(({ rollout, ...refusal }) => ({ ...refusal, step: stepOf(rollout) })),
    rules: rules.map(({ step, ...rule }) => ({ ...rule, step: step === null ? null : step + 1 })),
    ...(withLog ? { log: logOf(run, true).map(({ at, node, text }) => ({ at, node, text })) } : {}),
  }
}

function stepOf(progress: Progress | null) {
  const step = progress?.steps[progress.step]
  if (progress === null || step === undefined) return null
  return { number: progress.step + 1, of: progress.steps.length, ...step, state: progress.state }
}

function tell(
  run: Run,
  steps: readonly RolloutStep[],
  summary: Summary,
  verbose: boolean,
  terminal: Terminal,
): string {
  const { scenario, seed, until } = run.spec
  const { paint } = terminal
  const order = steps.map(({ node }) => node).join(', ') || 'nobody'
  const settings = `upgrades ${order}; seed ${seed}; ${sayDuration(until)}`
  const head = `${paint(harmless(scenario.title), 'bold')}\n${paint(wrap(settings, terminal.width, 0), 'dim')}`
  return `${[head, '', ...sayLog(logOf(run, verbose), terminal), '', ...sayClosing(run, summary, terminal)].join('\n')}\n`
}

function readSeed(text: string | undefined): number {
  if (text === undefined) return usualSeed
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (seed <= largestSeed) return seed
  throw new Misuse(harmless(`--seed: found ${quote(text)}, expected a whole number from 0 to ${largestSeed}`))
}

function readUntil(text: string | undefined): number | null {
  if (text === undefined) return null
  const read = parseDuration(text, 1)
  if (read.ok) return read.value
  throw new Misuse(harmless(`--until: ${read.message}`))
}

function readOrder(scenario: Scenario, text: string | undefined): readonly RolloutStep[] {
  if (text === undefined) return scenario.upgrade.steps
  const order = parseOrder(scenario, text)
  if (order.ok) return order.steps
  throw new Misuse(harmless(`--order: ${order.message}`))
}
