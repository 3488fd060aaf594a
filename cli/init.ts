/** `parley init`: starts a new scenario file from a few questions, or from flags. */
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { type Draft, draftScenario } from '#sim/scenario/draft.ts'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'
import {
  draftOf,
  type Question,
  type QuestionKey,
  questions,
  usualAnswers,
} from '#sim/scenario/parse/questions.ts'
import { jsonSchema } from '#sim/scenario/schema/scenario-file.ts'
import { quote } from '#sim/text/nearest.ts'
import { type Answer, inJson, Misuse, statuses } from './answer.ts'
import { harmless } from './terminal.ts'
import { describe } from './validate.ts'

export type InitOptions = Partial<Record<QuestionKey, string>> & { readonly force?: boolean }

/** Asks a person, who may leave it at the usual answer. */
type Ask = (question: string, usual: string) => Promise<string>

/** The answer to `parley init`. */
export async function answerInit(file: string | undefined, options: InitOptions): Promise<Answer> {
  const isThere = process.stdin.isTTY && process.stderr.isTTY
  return isThere ? atTerminal((ask) => init(file, options, ask)) : init(file, options, null)
}

/**
 * Writes the first draft of a scenario, and the schema beside it for editors.
 *
 * @param ask asks for what the options do not say; null where nobody is there to answer
 * @internal tests answer its questions
 */
export async function init(
  named: string | undefined,
  options: InitOptions,
  ask: Ask | null,
): Promise<Answer> {
  const file = named ?? (ask ? await ask('Which file shall be written?', 'scenario.yaml') : 'scenario.yaml')
  if (extname(file) === '.json') {
    throw new Misuse(harmless(`found ${quote(file)}, expected a name that ends with .yaml`))
  }
  if (existsSync(file) && !options.force) throw new Misuse(isThereAlready(file))
  const text = draftScenario(await draft(file, options, ask))
  const read = parseScenario(text, file)
  // Every answer was checked: what is still wrong is between them.
  if (!read.ok) throw new Misuse(harmless(formatFaults(read.faults, text)))
  write(file, text, options.force === true)
  const schema = join(dirname(file), 'scenario.schema.json')
  if (!existsSync(schema)) write(schema, inJson(jsonSchema()), false)
  const next = `What comes of it:  parley matrix ${file}\nHow to go on:      docs/scenarios.md, or the schema in an editor`
  return { out: harmlessLines(`Wrote ${file}. ${describe(read.scenario)}\n${next}\n`), status: statuses.fine }
}

async function draft(file: string, options: InitOptions, ask: Ask | null): Promise<Draft> {
  const answers: Partial<Record<QuestionKey, string>> = {}
  for (const question of questions) answers[question.key] = await answerTo(question, file, options, ask)
  return draftOf({ ...usualAnswers(titleOf(file)), ...answers })
}

/** What a scenario is called unless somebody says otherwise. */
const titleOf = (file: string) => basename(file, extname(file))

async function answerTo(
  { key, text, usual, fault }: Question,
  file: string,
  options: InitOptions,
  ask: Ask | null,
): Promise<string> {
  const said = options[key]
  if (said !== undefined) {
    const wrong = fault(said)
    if (wrong !== null) throw new Misuse(harmless(`--${key}: ${wrong}`))
    return said
  }
  if (ask === null) return usual(titleOf(file))
  for (let question = text; ; ) {
    const answer = await ask(question, usual(titleOf(file)))
    const wrong = fault(answer)
    if (wrong === null) return answer
    question = `${harmless(wrong)}\n${text}`
  }
}

/** Runs `work` with somebody at the terminal. Its questions go to stderr. */
async function atTerminal(work: (ask: Ask) => Promise<Answer>): Promise<Answer> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const stopped = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new Misuse('stopped before the last question; nothing was written')))
  })
  // Lines may come faster than questions, when they are pasted.
  const waiting: string[] = []
  let take: ((line: string) => void) | null = null
  lines.on('line', (line) => {
    if (take === null) waiting.push(line)
    else take(line)
    take = null
  })
  const ask: Ask = async (question, usual) => {
    lines.setPrompt(`${question} [${harmless(usual)}] `)
    lines.prompt()
    const next = waiting.shift() ?? new Promise<string>((resolve) => (take = resolve))
    const answer = await Promise.race([next, stopped])
    return answer.trim() || usual
  }
  try {
    return await Promise.race([work(ask), stopped])
  } finally {
    // It is over: nobody listens to the end of the questions any more.
    stopped.catch(() => {})
    lines.close()
  }
}

function isThereAlready(file: string): string {
  return harmless(`found ${quote(file)} already there, expected another name, or --force to write over it`)
}

function write(file: string, text: string, force: boolean): void {
  // What is written over stays as it is until all of the new text is there.
  const first = force ? `${file}.${process.pid}` : file
  try {
    writeFileSync(first, text, { flag: 'wx' })
    if (force) renameSync(first, file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EEXIST') throw new Misuse(isThereAlready(file))
    takeAway(first)
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such folder',
      ENOTDIR: 'there is no such folder',
      EISDIR: 'it is a folder',
      EACCES: 'you may not write there',
      ENOSPC: 'the disk is full',
      EDQUOT: 'there is no room left for you',
      EROFS: 'nothing can be written there',
      ELOOP: 'it is a link that leads back to itself',
    }
    throw new Misuse(harmless(`cannot write ${quote(file)}: ${reasons[code] ?? String(error)}`))
  }
}

/** Nothing half-written is left. Where nothing could be made, nothing is there to take away. */
function takeAway(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // Why it could not be written has been found already.
  }
}

const harmlessLines = (text: string) => text.split('\n').map(harmless).join('\n')
