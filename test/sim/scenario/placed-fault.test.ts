/** Problems as people see them. */
import { expect, test } from 'vitest'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'
import type { PlacedFault } from '#sim/scenario/placed-fault.ts'
import { edit, small } from './broken.ts'

function shown(text: string, place: Partial<PlacedFault>): string[] {
  const problem: PlacedFault = { file: 'a.yaml', line: 1, column: 1, path: '', message: 'odd', ...place }
  return formatFaults([problem], text).split('\n')
}

test('each has its place, its line and a caret under it', () => {
  const text = edit(edit(small, 'offers: v2', 'offers: w2'), '2 × old', '2 × odl')
  const result = parseScenario(text, 'a.yaml')
  expect(formatFaults(result.ok ? [] : result.faults, text)).toBe(
    `a.yaml:8:20: unknown version “w2”, expected v1, v2 or v3 (did you mean v2?)
8 |     new: { offers: w2, accepts: v1..v2, source: manual }
                       ^

a.yaml:24:24: unknown release of client “odl”, expected old or new (did you mean old?)
24 | cluster: { client: 2 × odl, server: 1 × old }
                            ^`,
  )
})

test('a long line is cut around the place', () => {
  const [, line = '', caret = ''] = shown(`${'a'.repeat(500)}!${'b'.repeat(500)}`, { column: 501 })
  expect(line.length).toBeLessThan(120)
  expect(line[caret.indexOf('^')]).toBe('!')
})

test('a tab is one column wide', () => {
  const [, line = '', caret = ''] = shown('\t\t!', { column: 3 })
  expect(line[caret.indexOf('^')]).toBe('!')
})

test('nothing in a file gives orders to the terminal', () => {
  const orders = '\u001b[2J\u202e'
  const text = shown(`a: ${orders}`, { message: `found “${orders}”`, file: `${orders}.yaml` }).join('\n')
  for (const character of orders.replace('[2J', '')) expect(text).not.toContain(character)
})

test('a place after the last line has no line to show', () => {
  expect(shown('a\n', { line: 2 })).toEqual(['a.yaml:2:1: odd'])
})
