/** The examples of the documentation: scenarios, and what Parley prints of them. */

import { sayClosing } from '#cli/closing.ts'
import { logOf, sayLog } from '#cli/log.ts'
import { sayMatrix } from '#cli/matrix.ts'
import { matrix } from '#sim/matrix.ts'
import { rolloutOf, simulate } from '#sim/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseOrder } from '#sim/scenario/order.ts'
import { formatProblems, parseScenario } from '#sim/scenario/parse.ts'
import { summarise } from '#sim/summary.ts'

export interface Example {
  /** The line of the page where the scenario begins. */
  readonly line: number
  readonly yaml: string
  readonly outputs: readonly Output[]
}

export interface Output {
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
  if (command === 'validate') return read.ok ? 'ok' : formatProblems(read.problems, yaml)
  if (!read.ok) throw new Error(formatProblems(read.problems, yaml))
  const option = (name: string) => options[options.indexOf(`--${name}`) + 1]
  const variant = options.includes('--variant') ? option('variant') : undefined
  const scenario = variant === undefined ? read.scenario : variantOf(read.scenario, variant)
  if (command === 'matrix') return sayMatrix(scenario, matrix(scenario), plain)
  const steps = options.includes('--order')
    ? stepsOf(scenario, option('order') ?? '')
    : scenario.upgrade.steps
  const interventions = rolloutOf(scenario, steps)
  const run = simulate({ scenario, seed: 7, interventions, until: scenario.until })
  const log = sayLog(logOf(run, options.includes('--verbose')), plain)
  return [...log, '', ...sayClosing(run, summarise(run), plain)].join('\n')
}

function stepsOf(scenario: Scenario, text: string): Scenario['upgrade']['steps'] {
  const order = parseOrder(scenario, text)
  if (!order.ok) throw new Error(order.message)
  return order.steps
}

function variantOf({ variants = [] }: Scenario, named: string): Scenario {
  const found = variants.find(({ name }) => name.replaceAll(' ', '-') === named)
  if (found === undefined) throw new Error(`There is no variant ${named}`)
  return found.scenario
}

/** The parts of an output between the lines that were left out. */
export function partsOf(text: readonly string[]): string[] {
  const parts = text.join('\n').split(/^ *…$/m)
  return parts.map((part) => part.replace(/^\n|\n$/g, '')).filter((part) => part !== '')
}
