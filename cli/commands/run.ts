import type { CAC } from 'cac'
import { usualSeed } from '#sim/run/usual-seed.ts'
import type { RunOptions } from '../run.ts'
import type { Terminal } from '../terminal.ts'
import { largestSeed, usualInspectorPort } from '../usual.ts'
import { addOrder, addPace, addTarget } from './options.ts'

/** Adds `parley run` to the commands: takes a cluster through its upgrade in some order, and tells what happens. */
export function addRun(cli: CAC, terminal: Terminal): void {
  const command = cli.command(
    'run <FILE>',
    'Runs the upgrade of a scenario in some order, and says whether anything broke',
  )
  addPace(addTarget(addOrder(command)))
    .option('--seed <N>', `Decides every latency, 0 to ${largestSeed}. Default: ${usualSeed}`)
    .option(
      '--until <TIME>',
      'Stop there, in virtual ms or such as 30s. Default: when all is done and at rest',
    )
    .option('--path <FILE>', 'What happens first, by names, a line each, such as check prints; - for stdin')
    .option('--verbose', 'Log every message and every step, not only what is news')
    .option('--json', 'Print JSON; with --verbose, the log too')
    .option('--inspect', 'Then serve an inspector of its machines, for this machine only')
    .option(
      '--port <N>',
      `Where the inspector listens; the next free port if it is taken. Default: ${usualInspectorPort}`,
    )
    .example('  parley run zeo-2002')
    .example('  parley run zeo-2002 --order client,server')
    .example('  parley run zeo-2002 --order c1,s1,s2,c2,c3 --seed 42 --until 20s')
    .example('  parley run zeo-2002 --order s1 --partial')
    .example('  parley run zeo --from ZODB-3.1 --to ZODB-3.9 --order client=ZODB-3.2,server,client')
    .example('  parley run zeo-2002 --inspect')
    .action(async (file: string, options: RunOptions) => {
      const { answerRun } = await import('../run.ts')
      return answerRun(file, options, terminal)
    })
}
