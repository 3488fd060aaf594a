import type { CAC } from 'cac'
import type { MatrixOptions } from '../matrix.ts'
import type { Terminal } from '../terminal.ts'

/** Adds `parley matrix` to the commands: every release of a link’s dialers against every release of its acceptors. */
export function addMatrix(cli: CAC, terminal: Terminal): void {
  cli
    .command('matrix <FILE>', 'Shows what comes of every release meeting every other')
    .option('--why', 'Say of every pair that is not simply open why, however many there are')
    .option('--variant <NAME>', 'What a variant of the scenario says instead, such as as-documented')
    .option(
      '--at <LIST>',
      'Where levels stand, such as flags=3.12,mode=on. Default: where each of them starts',
    )
    .option('--json', 'Print JSON: { scenario, variant, at, pairs }')
    .example('  parley matrix zeo-2002')
    .example('  parley matrix my-cluster.yaml --json')
    .action(async (file: string, options: MatrixOptions) => {
      const { answerMatrix } = await import('../matrix.ts')
      return answerMatrix(file, options, terminal)
    })
}
