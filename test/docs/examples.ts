/** The examples of the documentation: scenarios, and what Parley prints of them. */

import { sayClosing } from '#cli/closing.ts'
import { logOf, sayLog } from '#cli/log.ts'
import { sayMatrix } from '#cli/matrix.ts'
import { sayCheck } from '#cli/say-check.ts'
import { sayParts } from '#cli/say-plan.ts'
import { checkOrder } from '#sim/plan/check.ts'
import { plan } from '#sim/plan/plan.ts'
import { sayRunbook } from '#sim/plan/runbook.ts'
import { matrix } from '#sim/rules/matrix.ts'
import { runOf, simulate } from '#sim/run/run.ts'
import { type Condition, conditions, type Scenario, usualConditions } from '#sim/scenario/model.ts'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'
import { summarise } from '#sim/views/summary.ts'

export interface Example {
  /** The line of the page where the scenario begins. */
  readonly line: number
  readonly yaml: string
  readonly outputs: readonly Output[]
}

interface Output {
  readonly line: number
  /** The words behind `parley`. */
  readonly words: readonly string[]
  /** What it prints, with `…` where lines are left out. */
  readonly text: readonly string[]
}

/** The YAML blocks of a page, each with the outputs that follow it before the next one. */
export function examplesIn(page: string): Example[] {
  const examples: (Example & { outputs: Output[] })[] = []
  let block: { kind: string; line: number; text: string[] } | null = null
  for (const [i, line] of page.split('\n').entries()) {
    const fence = /^```(\w*)$/.exec(line)
    if (block === null) {
      if (fence) block = { kind: fence[1] ?? '', line: i + 2, text: [] }
    } else if (fence === null) {
      block.text.push(line)
    } else {
      const { kind, line: at, text } = block
      if (kind === 'yaml') examples.push({ line: at, yaml: text.join('\n'), outputs: [] })
      if (kind === 'text') {
        const [command = '', ...rest] = text
        examples.at(-1)?.outputs.push({ line: at, words: command.split(' ').slice(2), text: rest })
      }
      block = null
    }
  }
  return examples
}

const topKeys = (yaml: string) => [...yaml.matchAll(/^(\w+):/gm)].map(([, key]) => key)

/** An example with those lines of `base` whose keys it does not say itself. */
export function complete(yaml: string, base: string): string {
  const own = topKeys(yaml)
  const missing = base
    .split('\n')
    .filter((line) => !line.startsWith('#') && !own.includes(line.split(':')[0]))
  return [yaml, ...missing].join('\n')
}

const plain = { paint: (text: string) => text, width: Number.POSITIVE_INFINITY }

/** What `parley` prints when it is asked `words` of a scenario. */
export function print([command, file = '', ...options]: readonly string[], yaml: string): string {
  const read = parseScenario(yaml, file)
  if (command === 'validate') return read.ok ? 'ok' : formatFaults(read.faults, yaml)
  if (!read.ok) throw new Error(formatFaults(read.faults, yaml))
  const option = (name: string) => {
    const at = options.indexOf(`--${name}`)
    return at < 0 ? undefined : options[at + 1]
  }
  const keep = conditions.filter((each) => option('keep')?.split(',').includes(each))
  const scenario = keeping(variantOf(read.scenario, option('variant')), keep)
  const advice = { scenario, asked: [file], terminal: plain }
  const steps = stepsOf(scenario, option('order'), options.includes('--partial'))
  if (command === 'matrix') {
    const levels = Object.fromEntries(
      option('at')
        ?.split(',')
        .map((part) => part.split('=')) ?? [],
    )
    return sayMatrix(scenario, matrix(scenario, levels), plain, { at: levels })
  }
  if (command === 'check') {
    const check = checkOrder(scenario, steps)
    return sayCheck(advice, scenario.upgrade.keep ?? usualConditions, check, options.includes('--partial'))
  }
  if (command === 'plan') {
    const parts: string[] = []
    const say = sayParts(advice, (text) => parts.push(text))
    const whole = plan(scenario, { known: say })
    return options.includes('--markdown') ? sayRunbook(scenario, whole) : parts.join('')
  }
  const run = simulate(runOf(scenario, { steps }))
  const log = sayLog(logOf(run, options.includes('--verbose')), plain)
  return [...log, '', ...sayClosing(run, summarise(run), plain)].join('\n')
}

function keeping(scenario: Scenario, keep: readonly Condition[]): Scenario {
  return keep.length === 0 ? scenario : { ...scenario, upgrade: { ...scenario.upgrade, keep } }
}

function stepsOf(
  scenario: Scenario,
  text: string | undefined,
  partial: boolean,
): Scenario['upgrade']['steps'] {
  if (text === undefined) return scenario.upgrade.steps
  const order = parseOrder(scenario, text, { partial })
  if (!order.ok) throw new Error(order.message)
  return order.steps
}

function variantOf(scenario: Scenario, named: string | undefined): Scenario {
  if (named === undefined) return scenario
  const found = scenario.variants?.find(({ name }) => name.replaceAll(' ', '-') === named)
  if (found === undefined) throw new Error(`There is no variant ${named}`)
  return found.scenario
}

/** The parts of an output between the lines that were left out. */
export function partsOf(text: readonly string[]): string[] {
  const parts = text.join('\n').split(/^ *…$/m)
  return parts.map((part) => part.replace(/^\n|\n$/g, '')).filter((part) => part !== '')
}
