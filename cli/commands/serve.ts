import type { CAC } from 'cac'
import type { ServeOptions } from '../serve.ts'
import type { Terminal } from '../terminal.ts'
import { usualPort } from '../usual.ts'

/** Adds `parley serve` to the commands: serves the page, and nothing else. */
export function addServe(cli: CAC, terminal: Terminal): void {
  cli
    .command('serve', 'Serves the workbench, a page that shows runs')
    .option('--port <N>', `Where to listen; the next free port if it is taken. Default: ${usualPort}`)
    .option('--host <NAME>', 'For whom to listen. Default: 127.0.0.1, this machine only')
    .example('  parley serve')
    .example('  parley serve --port 8080 --host 0.0.0.0')
    .action(async (options: ServeOptions) => {
      const { answerServe } = await import('../serve.ts')
      return answerServe(options, terminal)
    })
}
