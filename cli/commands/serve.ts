import type { CAC } from 'cac'
import type { ServeOptions } from '../serve.ts'
import type { Terminal } from '../terminal.ts'
import { usualPort } from '../usual.ts'

/** Adds `parley serve` to the commands: serves the page, and files of one's own with it. */
export function addServe(cli: CAC, terminal: Terminal): void {
  cli
    .command('serve [...FILES]', 'Serves the workbench, a page that shows runs, and opens files in it')
    .option('--port <N>', `Where to listen; the next free port if it is taken. Default: ${usualPort}`)
    .option('--host <NAME>', 'For whom to listen. Default: 127.0.0.1, this machine only')
    .example('  parley serve')
    .example('  parley serve my-cluster.yaml')
    .example('  parley serve --port 8080 --host 0.0.0.0')
    .action(async (files: string[], options: ServeOptions) => {
      const { answerServe } = await import('../serve.ts')
      return answerServe(files, options, terminal)
    })
}
