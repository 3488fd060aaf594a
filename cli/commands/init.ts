import type { CAC } from 'cac'
import { firstSpeakers } from '#sim/scenario/first-speaker.ts'
import { oneOf } from '#sim/text/nearest.ts'
import type { InitOptions } from '../init.ts'

/** Adds `parley init` to the commands: starts a new scenario file from a few questions, or from flags. */
export function addInit(cli: CAC): void {
  cli
    .command('init [FILE]', 'Starts a new scenario from a few questions, or from flags')
    .option('--title <TEXT>', 'What the scenario is called. Default: the name of the file')
    .option('--versions <NAMES>', 'Versions, oldest first, separated by commas. Default: V1,V2')
    .option('--dialer <ROLE>', 'The role that dials. Default: client')
    .option('--acceptor <ROLE>', 'The role that accepts; the same for peers. Default: server')
    .option('--releases <NAMES>', 'Releases, oldest first, separated by commas. Default: 1.0,2.0')
    .option('--first <WHO>', `Who names its version first: ${oneOf(firstSpeakers)}. Default: acceptor`)
    .option('--force', 'Write over a file that is there')
    .example('  parley init my-cluster.yaml')
    .example('  parley init kafka.yaml --versions 0.10,1.0,2.0 --acceptor broker --releases 0.10,2.0')
    .action(async (file: string | undefined, options: InitOptions) => {
      const { answerInit } = await import('../init.ts')
      return answerInit(file, options)
    })
}
