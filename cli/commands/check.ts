import type { CAC } from 'cac'
import type { CheckOptions } from '../check.ts'
import type { Terminal } from '../terminal.ts'
import { addOrder, addPace, addTarget } from './options.ts'

/** Adds `parley check` to the commands: whether one order of an upgrade is safe, and what would repair it. */
export function addCheck(cli: CAC, terminal: Terminal): void {
  const command = cli.command(
    'check <FILE>',
    'Says whether one order is safe; if not, at which step, why, and what would repair it',
  )
  addTarget(addPace(addOrder(command)))
    .option(
      '--exhaustive',
      'Walk through every delivery order on the machines; without --order, every order too',
    )
    .option('--limit <N>', 'How many states to walk through with --exhaustive, at most. Default: 200000')
    .option('--json', 'Print JSON')
    .example('  parley check zeo-2002')
    .example('  parley check zeo-2002 --order c1,s1,c2,c3,s2')
    .example('  parley check zeo --from ZODB-3.1 --to ZODB-3.9 --order client=ZODB-3.2,server,client')
    .example('  parley check zeo-2002 --order client,server --pace client=all')
    .example('  parley check zeo-2002 --exhaustive')
    .action(async (file: string, options: CheckOptions) => {
      const { answerCheck } = await import('../check.ts')
      return answerCheck(file, options, terminal)
    })
}
