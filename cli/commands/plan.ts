import type { CAC } from 'cac'
import type { PlanOptions } from '../plan.ts'
import type { Terminal } from '../terminal.ts'
import { usualSeeds } from '../usual.ts'
import { addTarget } from './options.ts'

/** Adds `parley plan` to the commands: every order of an upgrade, counted and proven, and a best one. */
export function addPlan(cli: CAC, terminal: Terminal): void {
  const command = cli.command(
    'plan <FILE>',
    'Finds the order to upgrade in: counts all that are safe, and says why others are not',
  )
  addTarget(command)
    .option('--cost', 'Simulate the best order, in waves of several sizes, and say what they cost')
    .option('--seeds <N>', `How many runs of each with --cost. Default: ${usualSeeds}`)
    .option('--waves <LIST>', 'How many nodes at a time with --cost, such as 1,2,5')
    .option('--limit <N>', 'How many mixed states to look at, at most')
    .option('--json', 'Print the whole plan as JSON')
    .option('--markdown', 'Print a runbook: what to do, what to check, and how to go back')
    .example('  parley plan zeo-2002')
    .example('  parley plan zeo --from ZODB-3.1 --to ZEO-5.4')
    .example('  parley plan mongodb-7.0 --markdown > runbook.md')
    .action(async (file: string, options: PlanOptions) => {
      const { answerPlan } = await import('../plan.ts')
      return answerPlan(file, options, terminal)
    })
}
