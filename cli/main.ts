/** The command `parley`: what the words of its command line ask for, and how it ends. */
import { type CAC, cac } from 'cac'
import { type Answer, Misuse, statuses } from './answer.ts'
import { arrangeHelp } from './help.ts'
import { addMatrix } from './matrix.ts'
import { packageVersion } from './package.ts'
import { addRun } from './run.ts'
import { addSchema } from './schema.ts'
import { addServe } from './serve.ts'
import { terminalOf } from './terminal.ts'
import { addValidate } from './validate.ts'
import { checkWords, markValues, unmark } from './words.ts'

const nothing: Answer = { out: '', status: statuses.fine }

// Whoever reads only the beginning, as `head` does, has what was wanted.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

process.on('uncaughtException', (error) => {
  process.stderr.write(explain(error).err)
  process.exit(statuses.defect)
})

const { out, err = '', status } = await answer(process.argv.slice(2)).catch(explain)
process.exitCode = status
process.stderr.write(err)
process.stdout.write(out)

async function answer(words: readonly string[]): Promise<Answer> {
  const cli = commands()
  cli.parse(['', '', ...markValues(words)], { run: false })
  const { help, version } = cli.options
  // The parser has printed these itself, but for the version of one command, which is that of all.
  if (help) return nothing
  if (version) return { ...nothing, out: `parley ${packageVersion()}\n` }
  checkWords(cli, words)
  if (cli.matchedCommand === undefined) {
    cli.outputHelp()
    return nothing
  }
  cli.args = cli.args.map((word) => String(unmark(word)))
  cli.options = Object.fromEntries(Object.entries(cli.options).map(([name, value]) => [name, unmark(value)]))
  return cli.runMatchedCommand()
}

function commands(): CAC {
  const terminal = terminalOf(process.stdout)
  const cli = cac('parley')
  addRun(cli, terminal)
  addMatrix(cli, terminal)
  addValidate(cli, terminal)
  addSchema(cli)
  addServe(cli, terminal)
  cli.option('-v, --version', 'Print the version')
  cli.help((sections) => arrangeHelp(cli, sections))
  return cli
}

function explain(error: unknown): Answer & { err: string } {
  if (error instanceof Misuse)
    return { out: '', err: `${error.prefix}${error.message}\n`, status: statuses.misused }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const where = process.env.DEBUG ? stack : 'Set DEBUG=1 to see where.'
  return {
    out: '',
    err: `parley: this is a defect of Parley: ${message}\n${where}\n`,
    status: statuses.defect,
  }
}
