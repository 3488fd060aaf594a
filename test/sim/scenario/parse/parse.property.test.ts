/** Whatever the text, it is read or refused, and refused at a place that it has. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'
import { small, zeo2002 } from '../broken.ts'
import { planned } from '../planned.ts'
import { rich } from '../rich.ts'

// Hundreds of files take their time on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 })

function holds(text: string): void {
  const result = parseScenario(text, 'any.yaml')
  if (result.ok) return
  const lines = text.split('\n')
  expect(result.faults.length).toBeGreaterThan(0)
  let before = { line: 1, column: 1 }
  for (const { line, column, message } of result.faults) {
    expect(line).toBeGreaterThanOrEqual(before.line)
    if (line === before.line) expect(column).toBeGreaterThanOrEqual(before.column)
    expect(line).toBeLessThanOrEqual(lines.length)
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1)
    expect(message).not.toMatch(/undefined|\[object|NaN/)
    before = { line, column }
  }
  expect(typeof formatFaults(result.faults, text)).toBe('string')
}

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holds), { numRuns: 300 })
})

test('any text of what YAML is made of', () => {
  const tokens = [
    'a',
    'versions',
    ':',
    ': ',
    '- ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '&a ',
    '*a',
    '!!x ',
    '"',
    "'",
    '|',
    '>',
    '#',
    '? ',
    '---\n',
    '...\n',
    '%',
    '<<',
    '~',
    '\t',
    '\r',
    '\ufeff',
    '__proto__',
  ]
  const text = fc.array(fc.constantFrom(...tokens), { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(fc.property(text, holds), { numRuns: 500 })
})

test('any value as JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => holds(JSON.stringify(value))),
    { numRuns: 300 },
  )
})

/** Files like the shipped ones, of which a few lines or words are lost, doubled, exchanged or replaced. */
const mutation = fc.record({
  what: fc.constantFrom('delete', 'double', 'exchange', 'replace'),
  words: fc.boolean(),
  at: fc.nat(),
  other: fc.nat(),
  by: fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      '',
      '[]',
      '{}',
      '-1',
      'null',
      '0',
      '1e9',
      'Z201..Z200',
      'constructor',
      '999999 × ZODB-3.1',
      '± ..',
      '*x',
      '&x',
      'none',
      '5..1',
      'go on',
      'common flags',
      'ring dialer',
      '{ like: n3 }',
      'one at a time',
      'automatically',
      'x1.wire',
    ),
  ),
})

function mutate(
  text: string,
  mutations: readonly { what: string; words: boolean; at: number; other: number; by: string }[],
) {
  let mutated = text
  for (const { what, words, at, other, by } of mutations) {
    const parts = mutated.split(words ? /(\W+)/ : /(\n)/)
    const [i, j] = [at % parts.length, other % parts.length]
    const [part = '', second = ''] = [parts[i], parts[j]]
    if (what === 'delete') parts[i] = ''
    else if (what === 'double') parts[i] = words ? part + part : `${part}\n${part}`
    else if (what === 'exchange') [parts[i], parts[j]] = [second, part]
    else parts[i] = by
    mutated = parts.join('')
  }
  return mutated
}

test.each([
  ['zeo-2002', zeo2002],
  ['a small one', small],
  ['one with a little of everything', rich],
  ['one with all that a plan goes by', planned],
])('mutations of %s', (_, text) => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) =>
      holds(mutate(text, mutations)),
    ),
    { numRuns: 350 },
  )
})
