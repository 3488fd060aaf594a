/** Durations, latencies, ranges and the nearest name. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDuration } from '#sim/scenario/duration.ts'
import { parseLatency, parseLogNormal } from '#sim/scenario/latency.ts'
import { parseRange } from '#sim/scenario/resolve/range.ts'
import { allOf, nearest, oneOf, quote } from '#sim/text/nearest.ts'

describe('durations', () => {
  test.each([
    ['20 ms', 20],
    ['20ms', 20],
    [' 5 s ', 5_000],
    ['5 sec', 5_000],
    ['1.5 s', 1_500],
    ['.5 s', 500],
    ['2 min', 120_000],
    ['2 m', 120_000],
    ['1 hour', 3_600_000],
    ['250', 250],
    ['0', 0],
    ['365 d', 31_536_000_000],
  ])('%s', (text, value) => {
    expect(parseDuration(text)).toEqual({ ok: true, value })
  })

  test.each([
    '',
    ' ',
    'ms',
    '5 parsecs',
    '5 s 3 ms',
    '5,5 s',
    '-1',
    '-1 ms',
    '1e3',
    'NaN',
    'Infinity',
    '9e99',
    '366 d',
  ])('“%s” is none', (text) => {
    expect(parseDuration(text).ok).toBe(false)
  })

  test('any number of milliseconds, seconds or minutes is read as it was written', () => {
    const units: [string, number][] = [
      ['ms', 1],
      ['s', 1_000],
      ['min', 60_000],
    ]
    fc.assert(
      fc.property(fc.nat(500_000), fc.constantFrom(...units), (count, [unit, factor]) => {
        expect(parseDuration(`${count} ${unit}`)).toEqual({ ok: true, value: count * factor })
      }),
    )
  })
})

describe('latencies', () => {
  test.each([
    ['20 ms', { kind: 'fixed', ms: 20 }],
    ['20', { kind: 'fixed', ms: 20 }],
    ['0', { kind: 'fixed', ms: 0 }],
    ['20 ms ± 5 ms', { kind: 'uniform', min: 15, max: 25 }],
    ['20 ± 5 ms', { kind: 'uniform', min: 15, max: 25 }],
    ['1 s ± 5 ms', { kind: 'uniform', min: 995, max: 1_005 }],
    ['1 s ± 5', { kind: 'uniform', min: 995, max: 1_005 }],
    ['20 ms +/- 20 ms', { kind: 'uniform', min: 0, max: 40 }],
    ['20 ms +- 5 ms', { kind: 'uniform', min: 15, max: 25 }],
    ['15..25 ms', { kind: 'uniform', min: 15, max: 25 }],
    ['15 ms..1 s', { kind: 'uniform', min: 15, max: 1_000 }],
    ['15..15', { kind: 'uniform', min: 15, max: 15 }],
  ])('%s', (text, value) => {
    expect(parseLatency(text)).toEqual({ ok: true, value })
  })

  test.each([
    '',
    '±',
    '..',
    '5 ms ±',
    '± 5 ms',
    '1..2..3',
    '1 ± 2 ± 3',
    '5 ms ± 6 ms',
    '25..15 ms',
    '-5 ms',
    '-5..5 ms',
  ])('“%s” is none', (text) => {
    expect(parseLatency(text).ok).toBe(false)
  })

  test('a long tail is no shorter than the median', () => {
    expect(parseLogNormal('20 ms', '80 ms')).toEqual({
      median: { ok: true, value: 20 },
      p99: { ok: true, value: 80 },
    })
    expect(parseLogNormal('20 ms', '20 ms').p99.ok).toBe(true)
    expect(parseLogNormal('20 ms', '19 ms').p99.ok).toBe(false)
    expect(parseLogNormal('often', '19 ms')).toMatchObject({ median: { ok: false }, p99: { ok: true } })
  })
})

test('a range holds what lies between its ends and nothing else', () => {
  const protocol = fc.uniqueArray(
    fc.stringMatching(/^[a-z0-9.]{1,6}$/).filter((name) => !/\.\.|^\.|\.$/.test(name)),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  fc.assert(
    fc.property(protocol, fc.nat(), fc.nat(), (versions, a, b) => {
      const [from, to] = [a % versions.length, b % versions.length]
      const read = parseRange(`${versions[from]}..${versions[to]}`, { order: versions, aliases: new Map() })
      if (from > to) expect(read.ok).toBe(false)
      else expect(read).toEqual({ ok: true, value: versions.slice(from, to + 1) })
    }),
  )
})

test.each([
  ['ZODB-31', 'ZODB-3.1'],
  ['zodb-3.2', 'ZODB-3.2'],
  ['cleint', 'client'],
  ['serv', 'server'],
  ['stalls', 'stall'],
  ['x', null],
  ['teapot', null],
  ['', null],
])('nearest to “%s” is %s', (found, expected) => {
  expect(nearest(found, ['client', 'server', 'ZODB-3.1', 'ZODB-3.2', 'stall'])).toBe(expected)
})

test('lists in sentences', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(oneOf)).toEqual(['none', 'a', 'a or b', 'a, b or c'])
  expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map(allOf)).toEqual(['a', 'a and b', 'a, b and c'])
  const many = Array.from({ length: 20 }, (_, i) => `n${i}`)
  expect(oneOf(many)).toMatch(/^n0, .*, n14 or 5 more$/)
  expect(allOf(many)).toMatch(/^n0, .*, n14 and 5 more$/)
  expect(quote('x'.repeat(50))).toBe(`“${'x'.repeat(40)}…”`)
})
