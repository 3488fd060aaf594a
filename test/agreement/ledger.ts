/**
 * What a long run has found so far, in a folder: one line for each scenario, so that it can be stopped at any time and go on,
 * and a file for each example of a disagreement.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reduced } from './one.ts'

/** What came of one scenario. */
export interface Entry {
  readonly index: number
  readonly isValid: boolean
  readonly tried: Readonly<Record<string, number>>
  /** The kinds of its disagreements, each as often as it was found. */
  readonly found: readonly string[]
  /** What of the language is in the smallest file of each, and where that is. */
  readonly examples: readonly {
    readonly kind: string
    readonly keys: readonly string[]
    readonly file: string
  }[]
}

export interface Ledger {
  readonly entries: readonly Entry[]
  readonly add: (entry: Entry) => void
}

/** Which run it is: of which code, with which seed. */
export interface Heading {
  readonly code: string
  readonly seed: number
}

/** Opens the folder of a run, a new one or one to go on with. Throws where it is of another run. */
export function openLedger(folder: string, heading: Heading): Ledger {
  mkdirSync(folder, { recursive: true })
  const [head, lines] = [join(folder, 'run.json'), join(folder, 'results.jsonl')]
  if (existsSync(head)) {
    const known = JSON.parse(readFileSync(head, 'utf8')) as Heading
    if (known.seed !== heading.seed) throw new Error(`${folder} holds a run with seed ${known.seed}`)
    if (known.code !== heading.code)
      throw new Error(`${folder} holds a run of other code: choose another folder`)
  } else writeFileSync(head, `${JSON.stringify(heading)}\n`)
  const entries = existsSync(lines) ? readLines(readFileSync(lines, 'utf8')) : []
  return {
    entries,
    add(entry) {
      entries.push(entry)
      appendFileSync(lines, `${JSON.stringify(entry)}\n`)
    },
  }
}

/** What was being written when it was stopped is no whole line. */
function readLines(text: string): Entry[] {
  return text.split('\n').flatMap((line): Entry[] => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Entry]
    } catch {
      return []
    }
  })
}

/** Writes the smallest file of a disagreement, with what was answered on top. Gives its name. */
export function writeExample(folder: string, place: string, { kind, answers, keys, text }: Reduced): string {
  const words = kind.replaceAll('≠', 'not').replaceAll(/[^a-z0-9]+/gi, '-')
  const stem = words.replaceAll(/^-|-$/g, '').slice(0, 70)
  const taken = new Set(readdirSync(folder))
  const name =
    [...Array(1000).keys()].map((i) => `${stem}-${i + 1}.yaml`).find((each) => !taken.has(each)) ?? stem
  const comments = [kind, ...answers, `in it: ${keys.join('; ')}`, place]
  const head = comments.flatMap((line) => line.split('\n')).map((line) => `# ${line}\n`)
  writeFileSync(join(folder, name), `${head.join('')}${text}`)
  return name
}
