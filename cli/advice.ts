/** What the sections of a plan and of a check have in common. */

import type { Counterexample } from '#sim/plan/model.ts'
import { sayPhase } from '#sim/plan/runbook.ts'
import { observedVerdict } from '#sim/run/observations.ts'
import { runOf, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { rolloutSteps, unitsOf } from '#sim/scenario/order/units.ts'
import { orderWords } from './order-words.ts'
import { sayCommand } from './shell.ts'
import { harmless, type Terminal, wrap } from './terminal.ts'

/** The scenario that is talked about, how a command line asks for it, and where the answer is written. */
export interface Advice {
  readonly scenario: Scenario
  /** The words that mean this scenario: its file, and the options that change it. */
  readonly asked: readonly string[]
  /** How many steps are taken at a time, in the words of `--pace`; absent: one. */
  readonly pace?: string
  readonly terminal: Terminal
}

/** A heading and what stands under it, each line indented and wrapped. */
export function section({ terminal }: Advice, title: string, lines: readonly string[]): string[] {
  return ['', terminal.paint(title, 'bold'), ...lines]
}

/** A line under a heading. Those that it is broken into are indented once more. */
export function line({ terminal }: Advice, text: string, indent = 2): string {
  return `${' '.repeat(indent)}${wrap(harmless(text), terminal.width, indent + 2)}`
}

/** A line of less weight: where something is known from, or what goes without saying. */
export function aside(advice: Advice, text: string, indent = 4): string {
  return advice.terminal.paint(line(advice, text, indent), 'dim')
}

/** A command to copy. It is never broken. */
export function command({ terminal }: Advice, what: string, text: string): string {
  return `  ${what === '' ? '  ' : `${what} `}${terminal.paint(harmless(text), 'cyan')}`
}

/** Where a rule is known from, if its scenario says so. */
export function sourceOf(advice: Advice, id: string | null, indent = 4): string[] {
  const source = advice.scenario.sources.find((each) => each.id === id)
  if (source === undefined) return []
  return [aside(advice, `[${source.id}] ${[source.text, source.url].filter(Boolean).join(' ')}`, indent)]
}

/** Steps in words, with all units of a role by its name: `every client to ZODB-3.2`. */
export function saySteps({ scenario }: Advice, steps: readonly PlanStep[]): string {
  return sayPhase({ units: unitsOf(scenario), nodes: scenario.nodes }, steps)
}

/**
 * The command that takes steps in a run.
 *
 * @param pace how many are taken at a time, in the words of `--pace`; absent: one
 */
export function runCommand({ scenario, asked }: Advice, steps: readonly PlanStep[], pace?: string): string {
  const order = ['--order', orderWords(scenario, steps)]
  return sayCommand('run', ...asked, ...order, ...(pace === undefined ? [] : ['--pace', pace]))
}

/** The command that checks an order. */
export function checkCommand({ scenario, asked }: Advice, steps: readonly PlanStep[]): string {
  return sayCommand('check', ...asked, '--order', orderWords(scenario, steps))
}

/**
 * The command that shows a counterexample: a run where one breaks visibly, or else a check, for a rule that no run breaks.
 */
export function replayCommand(advice: Advice, { steps, seed }: Counterexample): string {
  const { scenario, asked, pace } = advice
  const order = ['--order', orderWords(scenario, steps), '--partial']
  // What is taken together is judged moment by moment; a run passes some of them.
  if (pace !== undefined) return sayCommand('check', ...asked, ...order, '--pace', pace)
  return seed !== null && breaksIn(scenario, steps, seed)
    ? sayCommand('run', ...asked, ...order, '--seed', String(seed))
    : sayCommand('check', ...asked, ...order)
}

function breaksIn(scenario: Scenario, steps: readonly PlanStep[], seed: number): boolean {
  return observedVerdict(simulate(runOf(scenario, { seed, steps: rolloutSteps(steps) }))) === 'unsafe'
}
