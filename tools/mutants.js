// Changes the machines, the simulator or the planner a little, one place at a time, and sees whether a test fails:
//   npm run mutants -- --mutants 150 --seed 1 --out FOLDER
// Each change is made in a copy of the tree, and counts if it compiles. It can be stopped at any time, and goes on where it was
// when it is started again with the same folder. What no test noticed is listed at the end; once there are more tests,
//   npm run mutants -- --out FOLDER --again
// tries that again. With --without PATTERN files of tests that take long are left out, until --again has the last word.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { exit } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { mutantsOf } from './mutants/candidates.js'

/** @import { Mutant } from './mutants/candidates.js' */

const root = fileURLToPath(new URL('..', import.meta.url))

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: join(tmpdir(), 'parley-mutants') },
    processes: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    without: { type: 'string' },
    again: { type: 'boolean', default: false },
  },
})

/** @param {'mutants' | 'seed' | 'processes'} name */
function whole(name) {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number >= 0) return number
  console.error(`--${name}: found ${values[name]}, expected a whole number`)
  return exit(2)
}

const [wanted, seed, processes] = [whole('mutants'), whole('seed'), whole('processes')]

/** Files that word, draw, list or seek, and decide nothing. */
const worded =
  /(^|\/)(say-[^/]*|words|actor-name|why|hand|external-event|remarks|event-fields|step-behind|draw-latency|random|trace|trace-event|fact|names|digest|variant|lattice|model|size|runbook|intervention)\.ts$/
/** Folders that read, show or word what others decide, or decide nothing but how often it is worked out. */
const others =
  /^sim\/(memo|text|scenario\/(schema|resolve|parse)|inspect)\/|^sim\/views\/(?!summary|foreseen)/
const sources = ['machines', 'sim']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`),
  )
  .filter(
    (file) => file.endsWith('.ts') && !others.test(file) && !worded.test(file) && file.includes(values.only),
  )

/** Where the tests are that know neither the page nor the command, which would have to be built anew. */
const testFolders = ['test/machines', 'test/sim', 'test/scenarios', 'test/cases', 'test/agreement']

/** No file of tests is waited for longer than so many times what it took without a change, and a minute. */
const longer = 10

/** Of one file no more than this share of all mutants. */
const mostOfOne = 0.06

/** @typedef {Mutant & { status: 'killed' | 'survived' | 'does not compile', by: string | null }} Result */

const text = new Map(sources.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
const stop = new AbortController()
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => stop.abort())

mkdirSync(values.out, { recursive: true })
const { results, add } = openResults()
const candidates = values.again
  ? survivors()
  : chosen([...text].flatMap(([file, source]) => mutantsOf(file, source)))
const copies = Array.from({ length: processes }, () => copyOfTree())
process.on('exit', () => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
})

for (const copy of copies) {
  if (await compiles(copy)) continue
  console.error('The tree has to compile before anything is changed.')
  exit(1)
}
const durations = await baseline(copies[0] ?? root)
await Promise.all(copies.map(work))
console.log(report())
if (stop.signal.aborted) console.log('\nStopped; the same command goes on.')

/** Takes one candidate after the other, until there are enough that compile. @param {string} copy */
async function work(copy) {
  while (!stop.signal.aborted && (values.again || count('killed') + count('survived') < wanted)) {
    const mutant = candidates.shift()
    if (mutant === undefined) return
    const original = text.get(mutant.file) ?? ''
    const changed = `${original.slice(0, mutant.start)}${mutant.text}${original.slice(mutant.end)}`
    writeFileSync(join(copy, mutant.file), changed)
    const isValid = await compiles(copy)
    const by = isValid ? await firstFailure(copy, mutant.file) : null
    writeFileSync(join(copy, mutant.file), original)
    if (stop.signal.aborted) return
    const status = isValid ? (by === null ? 'survived' : 'killed') : 'does not compile'
    add({ ...mutant, status, by })
    if (isValid) console.log(`${status.padEnd(9)} ${sayPlace(mutant)}: ${mutant.kind}${by ? ` (${by})` : ''}`)
  }
}

/** Whether a copy compiles. A compiler that does not say so, one way or the other, ends everything. @param {string} copy */
async function compiles(copy) {
  const words = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.mutants.json']
  const { ok, code, isLate } = await run(copy, words, '', 300_000)
  // It ends with 1 or 2 where it has found a mistake.
  if (ok || code === 1 || code === 2 || stop.signal.aborted) return ok
  console.error(`The compiler ${isLate ? 'has not ended' : `has ended with ${code}`}.`)
  return exit(1)
}

/** The file of tests that fails first; null where none does. @param {string} copy @param {string} changed */
async function firstFailure(copy, changed) {
  const stem = basename(changed, '.ts')
  const own = (/** @type {string} */ file) => (basename(file).startsWith(`${stem}.`) ? 0 : 1)
  const took = (/** @type {string} */ file) => durations.get(file) ?? 0
  const tried = [...durations.keys()].filter((file) => !isLeftOut(file))
  // Tests of the same folder notice most: they may take longer and still come first.
  const worth = (/** @type {string} */ file) => took(file) / 4 ** shared(`test/${changed}`, file)
  const files = tried.toSorted((a, b) => own(a) - own(b) || worth(a) - worth(b))
  let failed = /** @type {string | null} */ (null)
  let isRunning = files[0] ?? ''
  const passed = new Set()
  const patience = () => 60_000 + longer * took(isRunning)
  const ran = await run(
    copy,
    ['tools/mutants/run-tests.js', copy],
    JSON.stringify({ files }),
    patience,
    (line) => {
      const { file, ok } = JSON.parse(line)
      if (ok) passed.add(file)
      else failed ??= file
      isRunning = files[files.indexOf(file) + 1] ?? file
    },
  )
  if (ran.isLate) return `${isRunning}: no end`
  // What never said that it passed has not.
  return (
    failed ?? (ran.ok ? (files.find((file) => !passed.has(file)) ?? null) : 'the tests ended with an error')
  )
}

/** How many folders two paths have in common. @param {string} a @param {string} b */
function shared(a, b) {
  const [some, others] = [a.split('/'), b.split('/')]
  const apart = some.findIndex((name, i) => name !== others[i])
  return apart < 0 ? some.length : apart
}

/** How long each file of tests takes without a change. All have to pass. @param {string} copy */
async function baseline(copy) {
  const lines = join(values.out, 'durations.jsonl')
  const took = new Map(
    linesOf(lines).map((/** @type {{ file: string, ms: number }} */ { file, ms }) => [file, ms]),
  )
  const all = testFolders.flatMap((folder) => testsIn(copy, folder)).filter((file) => !isLeftOut(file))
  const files = all.filter((file) => !took.has(file))
  if (files.length === 0) return took
  console.log(`Running ${files.length} files of tests once without a change.`)
  let isRight = true
  const ran = await run(
    copy,
    ['tools/mutants/run-tests.js', copy],
    JSON.stringify({ files }),
    1_800_000,
    (line) => {
      const { file, ok, ms } = JSON.parse(line)
      if (ok) appendFileSync(lines, `${line}\n`)
      else console.error(`${file} fails without any change`)
      isRight &&= ok
      took.set(file, ms)
    },
  )
  if (ran.ok && isRight && took.size >= files.length) return took
  if (!stop.signal.aborted) console.error('The tests have to pass before anything is changed.')
  return exit(1)
}

/** @param {string} copy @param {string} folder @returns {string[]} */
function testsIn(copy, folder) {
  if (!existsSync(join(copy, folder))) return []
  return readdirSync(join(copy, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? testsIn(copy, path) : entry.name.endsWith('.test.ts') ? [path] : []
  })
}

/**
 * Runs a program of Node in a copy.
 * @param {string} copy
 * @param {string[]} words
 * @param {string} input
 * @param {number | (() => number)} patience how many milliseconds may pass without a line of output
 * @param {(line: string) => void} told
 * @returns {Promise<{ ok: boolean, code: number | null, isLate: boolean }>}
 */
function run(copy, words, input, patience, told = () => {}) {
  return new Promise((resolve) => {
    // A group of its own: what it starts has to end with it.
    const child = spawn(process.execPath, words, {
      cwd: copy,
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    let isLate = false
    const kill = () => {
      if (child.pid === undefined || child.exitCode !== null) return
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has just ended.
      }
    }
    const late = () => {
      isLate = true
      kill()
    }
    const time = () => setTimeout(late, typeof patience === 'number' ? patience : patience())
    let timer = time()
    stop.signal.addEventListener('abort', kill, { once: true })
    createInterface(child.stdout).on('line', (line) => {
      clearTimeout(timer)
      if (line.startsWith('{')) told(line)
      timer = time()
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.on('close', (code) => {
      clearTimeout(timer)
      stop.signal.removeEventListener('abort', kill)
      resolve({ ok: code === 0, code, isLate })
    })
  })
}

/** A copy of the tree with the packages of this one. */
function copyOfTree() {
  const copy = mkdtempSync(join(tmpdir(), 'parley-mutant-'))
  const isLeft = new Set(['node_modules', 'dist', '.git', 'coverage'])
  for (const name of readdirSync(root).filter((each) => !isLeft.has(each))) {
    cpSync(join(root, name), join(copy, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const options = { composite: false, noEmit: true, emitDeclarationOnly: false, incremental: true }
  const settings = {
    extends: './tsconfig.base.json',
    compilerOptions: { ...options, tsBuildInfoFile: './mutants.tsbuildinfo' },
    include: ['machines/**/*.ts', 'sim/**/*.ts'],
  }
  writeFileSync(join(copy, 'tsconfig.mutants.json'), JSON.stringify(settings))
  return copy
}

/**
 * Candidates in the order in which they are tried: by chance, not too many of one file, without those that are done.
 * @param {Mutant[]} all
 */
function chosen(all) {
  const keyed = all.map((mutant, i) => ({ mutant, key: hash(`${seed} ${i} ${keyOf(mutant)}`) }))
  const done = new Set(results.map(keyOf))
  const most = Math.max(1, Math.ceil(wanted * mostOfOne))
  /** @type {Map<string, number>} */
  const taken = new Map()
  const sorted = keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ mutant }) => mutant)
  // What does not compile does not count, so that there are more than are wanted.
  const early = sorted.filter(({ file }) => {
    taken.set(file, (taken.get(file) ?? 0) + 1)
    return (taken.get(file) ?? 0) <= most
  })
  const late = sorted.filter((mutant) => !early.includes(mutant))
  return [...early, ...late].filter((mutant) => !done.has(keyOf(mutant)))
}

/** @param {Mutant} mutant */
function keyOf({ file, start, end, text: instead }) {
  return `${file} ${start} ${end} ${instead}`
}

/** @param {string} said */
function hash(said) {
  return createHash('sha256').update(said).digest('hex')
}

/** @param {string} file */
function isLeftOut(file) {
  return values.without !== undefined && new RegExp(values.without).test(file)
}

/** What no test has noticed so far. */
function survivors() {
  return results.filter(({ status }) => status === 'survived')
}

/** What is known so far, in a folder that goes with this code and this seed. */
function openResults() {
  const code = hash([...text].flat().join('\n'))
  const head = join(values.out, 'run.json')
  const lines = join(values.out, 'results.jsonl')
  const heading = JSON.stringify({ seed, code })
  if (existsSync(head) && readFileSync(head, 'utf8') !== heading) {
    console.error(`${values.out} holds a run of other code or of another seed, expected another folder`)
    exit(2)
  }
  writeFileSync(head, heading)
  // What was tried again has another line; the last one counts.
  const byPlace = new Map(linesOf(lines).map((/** @type {Result} */ result) => [keyOf(result), result]))
  const results = [...byPlace.values()]
  return {
    results,
    /** @param {Result} result */
    add(result) {
      const place = results.findIndex((other) => keyOf(other) === keyOf(result))
      if (place < 0) results.push(result)
      else results[place] = result
      appendFileSync(lines, `${JSON.stringify(result)}\n`)
    },
  }
}

/** What stands in a file of lines of JSON. @param {string} file */
function linesOf(file) {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line)]
      } catch {
        // What was being written when it was stopped is no whole line.
        return []
      }
    })
}

/** @param {Result['status']} status */
function count(status) {
  return results.filter((result) => result.status === status).length
}

/** @param {Mutant} mutant */
function sayPlace({ file, start }) {
  const line = (text.get(file) ?? '').slice(0, start).split('\n').length
  return `${file}:${line}`
}

/** The lines that a change is about, before and after it. @param {Mutant} mutant */
function sayChange({ file, start, end, text: instead }) {
  const source = text.get(file) ?? ''
  const from = source.lastIndexOf('\n', start - 1) + 1
  const to = source.indexOf('\n', end)
  const lines = (/** @type {string} */ mark, /** @type {string} */ some) =>
    some.split('\n').map((line) => `    ${mark} ${line}`)
  const before = source.slice(from, to)
  const after = `${source.slice(from, start)}${instead}${source.slice(end, to)}`
  return [...lines('-', before), ...lines('+', after)].join('\n')
}

function report() {
  const [killed, survived] = [count('killed'), count('survived')]
  const share = killed + survived === 0 ? 0 : (100 * killed) / (killed + survived)
  return [
    '',
    `${killed + survived} mutants: ${killed} killed (${share.toFixed(1)} %), ${survived} survived; ${count('does not compile')} more do not compile`,
    ...survivors()
      .toSorted((a, b) => (sayPlace(a) < sayPlace(b) ? -1 : 1))
      .map((mutant) => `\n  ${sayPlace(mutant)}: ${mutant.kind}\n${sayChange(mutant)}`),
  ].join('\n')
}
