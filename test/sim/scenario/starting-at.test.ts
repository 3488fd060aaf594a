/** A scenario in which levels start somewhere else. */
import { expect, test } from 'vitest'
import { decidingLevels, startingAt } from '#sim/scenario/starting-at.ts'
import { level, levelled } from '../levelled.ts'
import { small } from '../small.ts'

const startsOf = ({ levels = [] }: typeof levelled) =>
  Object.fromEntries(levels.map(({ name, start }) => [name, start]))

test('is the same but for where those start that are named', () => {
  const moved = startingAt(levelled, { fcv: 'y', flags: 'f1' })
  expect(startsOf(moved)).toEqual({ fcv: 'y', ibp: '1', flags: 'f1' })
  expect({ ...moved, levels: levelled.levels }).toEqual(levelled)
  expect(startsOf(startingAt(levelled, { fcv: 'y', ibp: '2' }))).toEqual({ fcv: 'y', ibp: '2', flags: 'f1' })
})

test('is itself where nothing starts elsewhere', () => {
  expect(startingAt(levelled, {})).toBe(levelled)
  expect(startingAt(levelled, { fcv: 'x', ibp: '1' })).toBe(levelled)
  expect(startingAt(small, { fcv: 'y' })).toBe(small)
})

test('is one object for each of these values, so that what is known of it is found again', () => {
  expect(startingAt(levelled, { fcv: 'y', ibp: '1' })).toBe(startingAt(levelled, { fcv: 'y' }))
  expect(startingAt(levelled, { ibp: '2' })).not.toBe(startingAt(levelled, { fcv: 'y' }))
  expect(startsOf(startingAt(levelled, { flags: 'f2' })).flags).toBe('f2')
  expect(startsOf(startingAt(levelled, { flags: 'f3' })).flags).toBe('f3')
  const alike = { ...small, levels: ['a', 'b'].map((name) => level(name, 'by an operator', ['off', 'on'])) }
  expect(startsOf(startingAt(alike, { a: 'on' }))).toEqual({ a: 'on', b: 'off' })
  expect(startsOf(startingAt(alike, { b: 'on' }))).toEqual({ a: 'off', b: 'on' })
  expect(startingAt({ ...levelled, name: 'other' }, { fcv: 'y' }).name).toBe('other')
})

test('the levels that decide something are those at which a release does something otherwise', () => {
  expect(decidingLevels(levelled).map(({ name }) => name)).toEqual(['fcv', 'ibp'])
  expect(decidingLevels({ ...small, levels: [level('fcv', 'by an operator', ['x', 'y'])] })).toEqual([])
  expect(decidingLevels(small)).toEqual([])
})
