import type { CAC } from 'cac'
import type { Terminal } from '../terminal.ts'

/** Adds `parley validate` to the commands: whether scenario files can be read, and what they describe. */
export function addValidate(cli: CAC, terminal: Terminal): void {
  cli
    .command('validate <...FILES>', 'Checks scenario files, and says in which line what is wrong')
    .example('  parley validate my-cluster.yaml')
    .example('  parley validate scenarios/*.yaml')
    .action(async (files: string[]) => {
      const { answerValidate } = await import('../validate.ts')
      return answerValidate(files, terminal)
    })
}
