import { expect, test } from 'vitest'
import type { EndRules } from '#machines/rules.ts'
import { releaseAt, rulesOf } from '#sim/cluster.ts'
import type { Release } from '#sim/scenario/model.ts'
import { easy, link, release } from './small.ts'

const speaking = (offers: string): EndRules => ({ ...easy, offers })

const [plain, dialling, here, low, high, highHere] = [
  easy,
  speaking('dialling'),
  speaking('here'),
  speaking('low'),
  speaking('high'),
  speaking('high here'),
] as const

const switched: Release = {
  ...release('r2', plain),
  as: { dialer: dialling, 'a-b': here },
  data: { writes: 'old', reads: ['old'] },
  with: [
    { level: 'ibp', value: '1', rules: low },
    { level: 'ibp', value: '2', rules: low },
    { level: 'fcv', value: 'x', rules: high, as: { 'a-b dialer': highHere } },
    { level: 'ibp', value: '3', rules: low, data: { writes: 'new', reads: ['old', 'new'] } },
  ],
}

test('a release goes by its own rules where nothing is said of the levels', () => {
  expect(rulesOf(switched, link('a', 'b'), 'dialer')).toBe(here)
  expect(rulesOf(switched, link('a', 'c'), 'dialer', { ibp: '0' })).toBe(dialling)
  expect(rulesOf(switched, link('a', 'c'), 'acceptor', { other: '1' })).toBe(plain)
  expect(releaseAt(switched, { ibp: '0' })).toBe(switched)
})

test('what it does otherwise at a level takes the place of all of it, and the last that fits wins', () => {
  expect(rulesOf(switched, link('a', 'b'), 'dialer', { ibp: '1' })).toBe(low)
  expect(rulesOf(switched, link('a', 'b'), 'dialer', { ibp: '1', fcv: 'x' })).toBe(highHere)
  expect(rulesOf(switched, link('a', 'b'), 'acceptor', { ibp: '1', fcv: 'x' })).toBe(high)
  expect(rulesOf(switched, link('a', 'b'), 'acceptor', { ibp: '3', fcv: 'x' })).toBe(low)
})

test('a release at a level is one object, so that its tables are found again', () => {
  expect(releaseAt(switched, { ibp: '1' })).toBe(releaseAt(switched, { ibp: '1', fcv: 'y' }))
})

test('the form of its data changes only where that is said', () => {
  expect(releaseAt(switched, { ibp: '1' }).data).toEqual({ writes: 'old', reads: ['old'] })
  expect(releaseAt(switched, { ibp: '3' }).data?.writes).toBe('new')
})
