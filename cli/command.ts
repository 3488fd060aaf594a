/** What the words of a command line ask for, and the answer to them. */
import { type CAC, cac } from 'cac'
import { type Answer, Misuse, statuses } from './answer.ts'
import { addCheck } from './commands/check.ts'
import { addInit } from './commands/init.ts'
import { addMatrix } from './commands/matrix.ts'
import { addPlan } from './commands/plan.ts'
import { addRun } from './commands/run.ts'
import { addSchema } from './commands/schema.ts'
import { addServe } from './commands/serve.ts'
import { addValidate } from './commands/validate.ts'
import { arrangeHelp } from './help.ts'
import { packageVersion } from './package.ts'
import { terminalOf } from './terminal.ts'
import { checkWords, markValues, unmark } from './words.ts'

const nothing: Answer = { out: '', status: statuses.fine }

/** The answer to a command line. Help goes to stdout at once, and `serve` says there where it listens. */
export async function answer(words: readonly string[]): Promise<Answer> {
  try {
    return await ask(words)
  } catch (error) {
    return explain(error)
  }
}

/** What is said of an error: what can be put right, or that Parley has a defect. */
export function explain(error: unknown): Answer & { err: string } {
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

async function ask(words: readonly string[]): Promise<Answer> {
  const cli = commands()
  cli.parse(['', '', ...markValues(words)], { run: false })
  const { help, version } = cli.options
  // The parser has printed it.
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
  addPlan(cli, terminal)
  addCheck(cli, terminal)
  addInit(cli)
  addValidate(cli, terminal)
  addSchema(cli)
  addServe(cli, terminal)
  cli.option('-v, --version', 'Print the version')
  cli.help((sections) => arrangeHelp(cli, sections))
  return cli
}
