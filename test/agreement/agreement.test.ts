/**
 * Generated scenarios, of which everything is asked in every way that there is: the command, the plan, the brute force, the run.
 * `npm run agree` does the same with thousands of them, and with more orders and seeds of each.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { read } from './answers.ts'
import { examine, usualEffort } from './examine.ts'
import { openLedger } from './ledger.ts'

const scenarios = 120

test(`${scenarios} generated scenarios get one answer each`, { timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-agreement-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const options = { seed: 1, scenarios, out: folder, examples: 1, processes: 1 }
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  let said = ''
  try {
    said = execFileSync(process.execPath, ['tools/agree.js', '--brief', ...words], { encoding: 'utf8' })
  } catch (error) {
    // What it says of disagreements comes with an exit status.
    said = String((error as { stdout?: string }).stdout ?? error)
  }
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  expect(files.map((file) => readFileSync(join(folder, file), 'utf8'))).toEqual([])
  expect(said).toContain(`${scenarios} scenarios, 0 of them invalid`)
  const { entries } = openLedger(folder, JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))
  expect(entries.flatMap(({ found }) => found)).toEqual([])
})

/** Each was made small enough for its own order, or the plan's, to tell. */
const effort = { ...usualEffort, orders: 2, seeds: 1 }

const mended = new URL('mended/', import.meta.url)

describe('of what once had two answers', () => {
  test.each(readdirSync(mended))('%s gets one', (file) => {
    const text = readFileSync(new URL(file, mended), 'utf8')
    expect(read(text).problem).toBeNull()
    expect(examine(text, 1, effort).found).toEqual([])
  })
})
