/** The order that a command line asks for. */
import type { RolloutStep } from '#machines/rollout.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { Misuse } from './answer.ts'
import { harmless } from './terminal.ts'

export interface OrderOptions {
  readonly order?: string
  readonly partial?: boolean
}

/** The steps of the order that is asked for, or of the scenario's own. */
export function readOrder(scenario: Scenario, { order, partial }: OrderOptions): readonly RolloutStep[] {
  if (order === undefined) return scenario.upgrade.steps
  const read = parseOrder(scenario, order, { partial: partial === true })
  if (read.ok) return read.steps
  throw new Misuse(harmless(`--order: ${read.message}`))
}
