/** A path that the brute force has found is followed by a run, which shows what was found. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './parley.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-path-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const inFile = (lines: readonly string[]) => {
  const file = join(folder, 'path.txt')
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

test.each([
  ['zeo-2002', '--order', 's1', '--partial'],
  ['test/cases/any-opens-and-is-of-no-use.yaml', '--order', 's1,client'],
])('%s: what breaks on a path breaks in the run along it', async (file, ...order) => {
  const { failure } = JSON.parse((await ask('check', file, ...order, '--exhaustive', '--json')).out)
  expect(failure.path.length).toBeGreaterThan(3)
  const { status, out } = await ask('run', file, ...order, '--path', inFile(failure.path), '--json')
  expect(status).toBe(1)
  const { observed } = JSON.parse(out)
  expect(observed.map(({ rule }: { rule: string }) => rule)).toContain(failure.fault.rule)
})

test('a line that never becomes possible is named, with what was possible instead', async () => {
  const path = inFile(['# a comment', '', 'c1-s1: dial reaches s1', 'c1-s1: accept reaches s2'])
  const { status, err } = await ask('run', 'zeo-2002', '--until', '20s', '--path', path)
  expect(status).toBe(2)
  expect(err).toContain('line 4: unknown choice “c1-s1: accept reaches s2”')
  expect(err).toContain('did you mean c1-s1')
})
