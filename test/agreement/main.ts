/**
 * The long run: examines generated scenarios in several processes, and says in tables what was tried and what was found.
 *
 *   --scenarios N  how many, 1000 unless said; --from N where in the list they begin
 *   --seed N       of which list
 *   --with PATTERN only those of them whose text has it, such as 'remembers: cluster'; may be given several times
 *   --out FOLDER   where results go; with the same folder it goes on where it was
 *   --examples N   how many of each kind are made as small as can be, 3 unless said
 *   --brief        with less effort for each, as in the tests
 *   --mix          says what the scenarios are made of instead
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { documentAt } from './choose.ts'
import { properties } from './examine.ts'
import { type Entry, openLedger, writeExample } from './ledger.ts'
import { decidedOften, emptyMix, sayMix } from './mix.ts'
import { textOf } from './text.ts'
import type { Question, Reply } from './worker.ts'
import { askAll } from './workers.ts'

const { values } = parseArgs({
  options: {
    scenarios: { type: 'string', default: '1000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: join(tmpdir(), 'parley-agreement') },
    examples: { type: 'string', default: '3' },
    processes: { type: 'string', default: '2' },
    brief: { type: 'boolean', default: false },
    mix: { type: 'boolean', default: false },
    with: { type: 'string', multiple: true, default: [] },
  },
})

type Option = 'scenarios' | 'from' | 'seed' | 'examples' | 'processes'

function number(name: Option): number {
  const read = Number(values[name])
  if (Number.isSafeInteger(read) && read >= 0) return read
  console.error(`--${name}: found ${values[name]}, expected a whole number`)
  return process.exit(2)
}

const [seed, from, count] = [number('seed'), number('from'), number('scenarios')]
/** No scenario needs as long, in milliseconds, with all that is made small in it. */
const patience = 600_000
const here = fileURLToPath(new URL('.', import.meta.url))

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())

const common = {
  file: join(here, 'worker.js'),
  processes: number('processes'),
  questionsEach: values.mix ? 10 : 500,
  patience,
}

if (values.mix) await mix()
else await agree(values.out)

async function agree(folder: string): Promise<void> {
  const ledger = openLedger(folder, { seed, code: codeHere() })
  const done = new Set(ledger.entries.map(({ index }) => index))
  const left = Array.from({ length: count }, (_, i) => from + i).filter((index) => !done.has(index))
  const texts = new Map<number, string>()
  const examples = new Map<string, number>()
  const most = number('examples')
  for (const { kind } of ledger.entries.flatMap((entry) => entry.examples)) bump(examples, kind)
  console.log(`${left.length} of ${count} scenarios of seed ${seed} are left; results go to ${folder}`)
  const progress = progressOf(left.length)
  await askAll<Question, Reply>(
    {
      ...common,
      next() {
        let index = left.shift()
        while (index !== undefined && !isAskedFor(index)) index = left.shift()
        const enough = [...examples].flatMap(([kind, number]) => (number >= most ? [kind] : []))
        return index === undefined ? null : { what: 'agree', seed, index, enough, isBrief: values.brief }
      },
      replied(_, reply) {
        if (reply.what === 'begun') texts.set(reply.index, reply.text)
        if (reply.what !== 'agree') return false
        const { index, isValid, tried, found, reduced } = reply
        texts.delete(index)
        const written = reduced.map((each) => {
          bump(examples, each.kind)
          const file = writeExample(folder, `seed ${seed}, scenario ${index}`, each)
          return { kind: each.kind, keys: each.keys, file }
        })
        ledger.add({ index, isValid, tried, found, examples: written })
        progress()
        return true
      },
      failed({ index }, how) {
        const kind = `no error: ${how}`
        const text = texts.get(index) ?? ''
        const whole = { property: 'no error', kind, answers: [], keys: [], text } as const
        bump(examples, kind)
        const file = writeExample(folder, `seed ${seed}, scenario ${index}`, whole)
        const tried = { 'no error': 1 }
        ledger.add({ index, isValid: true, tried, found: [kind], examples: [{ kind, keys: [], file }] })
        progress()
      },
    },
    stopped.signal,
  )
  console.log(sayAgreement(ledger.entries))
  if (stopped.signal.aborted) console.log('\nStopped; the same command goes on.')
  process.exitCode = ledger.entries.some(({ found }) => found.length > 0) ? 1 : 0
}

/** Whether a scenario has what is looked for: what is rare by itself is hardly met together. */
function isAskedFor(index: number): boolean {
  const text = values.with.length === 0 ? '' : textOf(documentAt(seed, index))
  return values.with.every((pattern) => new RegExp(pattern).test(text))
}

async function mix(): Promise<void> {
  const all = emptyMix()
  let next = from
  const progress = progressOf(count)
  await askAll<Question, Reply>(
    {
      ...common,
      next() {
        const enough = [...all.keys].flatMap(([key, { decides }]) => (decides >= decidedOften ? [key] : []))
        return next < from + count ? { what: 'mix', seed, index: next++, enough, isBrief: false } : null
      },
      replied(_, reply) {
        if (reply.what !== 'mix') return false
        all.files += reply.files
        all.invalid += reply.invalid
        for (const [key, { occurs, tried, decides, tells }] of reply.keys) {
          const share = all.keys.get(key) ?? { occurs: 0, tried: 0, decides: 0, tells: 0 }
          all.keys.set(key, share)
          share.occurs += occurs
          share.tried += tried
          share.decides += decides
          share.tells += tells
        }
        for (const [what, number] of reply.verdicts) bump(all.verdicts, what, number)
        for (const [what, number] of reply.sizes) bump(all.sizes, what, number)
        progress()
        return true
      },
      failed: ({ index }, how) => console.log(`scenario ${index}: ${how}`),
    },
    stopped.signal,
  )
  console.log(sayMix(all))
}

function bump(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

/** Tells now and then how many are done. */
function progressOf(all: number): () => void {
  let done = 0
  let told = performance.now()
  return () => {
    done++
    const now = performance.now()
    if (now < told + 60_000) return
    told = now
    console.log(`${done} of ${all}`)
  }
}

/** What was tried and what was found, as tables. */
function sayAgreement(entries: readonly Entry[]): string {
  const [tried, failed, kinds] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ]
  const scenarios = new Map<string, Set<number>>()
  for (const entry of entries) {
    for (const [property, times] of Object.entries(entry.tried)) bump(tried, property, times)
    for (const kind of entry.found) {
      bump(kinds, kind)
      bump(failed, kind.slice(0, kind.indexOf(':')))
      scenarios.set(kind, (scenarios.get(kind) ?? new Set()).add(entry.index))
    }
  }
  const invalid = entries.filter(({ isValid }) => !isValid).length
  const pad = (value: number | undefined) => String(value ?? 0).padStart(9)
  const row = (property: string) =>
    `${property.padEnd(28)}${pad(tried.get(property))}${pad(failed.get(property))}`
  const sorted = [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const examples = entries.flatMap((entry) => entry.examples)
  const filesOf = (kind: string) => examples.flatMap((each) => (each.kind === kind ? [`  ${each.file}`] : []))
  return [
    '',
    `${entries.length} scenarios, ${invalid} of them invalid`,
    `${'property'.padEnd(28)}    tried   failed`,
    ...properties.map(row),
    '',
    'times  scenarios  kind, and the smallest files of it',
    ...sorted.flatMap(([kind, times]) => [
      `${String(times).padStart(5)}${pad(scenarios.get(kind)?.size)}   ${kind}`,
      ...filesOf(kind).map((file) => `                ${file}`),
    ]),
  ].join('\n')
}

/** Tells this code from other code. */
function codeHere(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(here).toSorted()) hash.update(name).update(readFileSync(join(here, name)))
  return hash.digest('hex').slice(0, 16)
}
