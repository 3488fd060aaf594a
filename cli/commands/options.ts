/** Options that several commands have. */
import type { CAC } from 'cac'
import { conditions } from '#sim/scenario/model.ts'

type Command = ReturnType<CAC['command']>

/** Adds the options that say in which order to go. */
export function addOrder(command: Command): Command {
  return command
    .option(
      '--order <WORDS>',
      'Roles, nodes (also s1..s9), levels: a step each; NODE=RELEASE goes there. Default: the scenario’s own',
    )
    .option('--partial', 'Take an order that leaves steps out')
}

/** Adds the option that says how many steps are taken at a time. */
export function addPace(command: Command): Command {
  return command.option(
    '--pace <WORDS>',
    'How many nodes at a time: a number, all, or server=2,client=all. Default: 1',
  )
}

/** Adds the options that say which upgrade is meant, and what it has to keep. */
export function addTarget(command: Command): Command {
  return command
    .option('--from <RELEASE>', 'Where nodes start. Default: as the scenario has them')
    .option('--to <RELEASE>', 'Where they go. Default: as the scenario’s own upgrade has it')
    .option('--keep <LIST>', `What has to hold: ${conditions.join(', ')}. Default: what the scenario says`)
    .option('--variant <NAME>', 'What a variant of the scenario says instead, such as as-documented')
}
