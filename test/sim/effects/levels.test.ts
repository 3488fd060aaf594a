import { describe, expect, test } from 'vitest'
import type { EndRules } from '#machines/rules.ts'
import { type LevelMember, obstacleAt, risesFrom } from '#sim/scenario/level.ts'
import type { Release } from '#sim/scenario/model.ts'
import { releaseAt, rulesOf } from '#sim/scenario/release.ts'
import { level } from '../levelled.ts'
import { easy, link, release } from '../small.ts'

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

const era = level('era', 'automatically', ['one', 'two', 'three'])
const hastyEra = level('era', 'automatically', ['one', 'two', 'three'], { waitsForAll: false })

const able = (...values: string[]): Release => ({ ...release('r', plain), levels: { era: values } })
const member = (more: Partial<LevelMember> = {}): LevelMember => ({
  role: 'broker',
  release: able('one', 'two'),
  isUp: true,
  count: 1,
  ...more,
})

describe('a level that rises by itself', () => {
  test('rises one place at a time, as far as every member can run', () => {
    expect(risesFrom(era, 'one', [member()])).toBe('two')
    expect(risesFrom(era, 'two', [member()])).toBeNull()
    expect(risesFrom(era, 'one', [member(), member({ release: able('one') })])).toBeNull()
    expect(risesFrom(era, 'one', [member(), member({ release: able('one'), count: 0 })])).toBe('two')
    expect(risesFrom(era, 'one', [member(), member({ role: 'client', release: able('one') })])).toBe('two')
  })

  test('is held back by a member that is down, unless it does not wait for all', () => {
    const isDown = member({ release: able('one'), isUp: false })
    expect(risesFrom(era, 'one', [member(), isDown])).toBeNull()
    expect(risesFrom(era, 'one', [member(), member({ isUp: false })])).toBeNull()
    expect(risesFrom(hastyEra, 'one', [member(), isDown])).toBe('two')
  })

  test('is raised by nobody where no member is up', () => {
    expect(risesFrom(hastyEra, 'one', [member({ isUp: false })])).toBeNull()
    expect(risesFrom(hastyEra, 'one', [member({ role: 'client' })])).toBeNull()
    expect(risesFrom(era, 'one', [])).toBeNull()
  })

  test('is no level that somebody else raises', () => {
    expect(risesFrom(level('era', 'by an operator', ['one', 'two']), 'one', [member()])).toBeNull()
  })
})

test('a release that says nothing of a level can run at every value of it, whatever the level is called', () => {
  expect(obstacleAt(able('one'), { era: 'two' })).toEqual({ level: 'era', value: 'two' })
  expect(obstacleAt(able('one'), { era: 'one', constructor: 'two' })).toBeNull()
  expect(obstacleAt(release('r', plain), { toString: 'one' })).toBeNull()
})
