/** How many steps a command line lets be under way at once. */
import type { CAC } from 'cac'
import type { RolloutStep } from '#machines/rollout.ts'
import { parsePace, wavesAt } from '#sim/pace.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { Misuse } from './answer.ts'
import { harmless } from './terminal.ts'

export interface PaceOptions {
  readonly pace?: string
}

type Command = ReturnType<CAC['command']>

/** Adds the option that says how many steps are taken at a time. */
export function addPace(command: Command): Command {
  return command.option(
    '--pace <WORDS>',
    'How many nodes at a time: a number, all, or server=2,client=all. Default: 1',
  )
}

/** The sizes of the waves in which an order is taken; null where one step is taken at a time. Throws a `Misuse`. */
export function readWaves(
  scenario: Scenario,
  steps: readonly RolloutStep[],
  { pace: text }: PaceOptions,
): readonly number[] | null {
  if (text === undefined) return null
  const read = parsePace(scenario, text)
  if (!read.ok) throw new Misuse(harmless(`--pace: ${read.message}`))
  return wavesAt(scenario, steps, read.pace)
}
