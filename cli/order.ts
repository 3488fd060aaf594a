/** The order that a command line asks for. */
import type { CAC } from 'cac'
import type { RolloutStep } from '#machines/rollout.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { Misuse } from './answer.ts'
import { harmless } from './terminal.ts'

export interface OrderOptions {
  readonly order?: string
  readonly partial?: boolean
}

/** Adds the options that say in which order to go. */
export function addOrder(command: ReturnType<CAC['command']>): ReturnType<CAC['command']> {
  return command
    .option(
      '--order <WORDS>',
      'Roles, nodes (also s1..s9), levels: a step each; NODE=RELEASE goes there. Default: the scenario’s own',
    )
    .option('--partial', 'Take an order that leaves steps out')
}

/** The steps of the order that is asked for, or of the scenario's own. */
export function readOrder(scenario: Scenario, { order, partial }: OrderOptions): readonly RolloutStep[] {
  if (order === undefined) return scenario.upgrade.steps
  const read = parseOrder(scenario, order, { partial: partial === true })
  if (read.ok) return read.steps
  throw new Misuse(harmless(`--order: ${read.message}`))
}
