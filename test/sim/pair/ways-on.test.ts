import { expect, it } from 'vitest'
import { waysOn, waysToMix } from '#sim/pair/ways-on.ts'
import { waysOnSlowly } from './slow/ways-on.ts'

it('counts the orders of what is still to happen as one does who goes through them', () => {
  for (let calls = 0; calls < 9; calls++) {
    for (let replies = 0; replies < 9; replies++) {
      for (let repeats = 0; repeats < 24; repeats++) {
        expect(waysOn(calls, replies, repeats)).toBe(waysOnSlowly(calls, replies, repeats))
      }
    }
  }
})

it('counts the orders in which things of some kinds can follow each other', () => {
  expect(waysToMix([])).toBe(1n)
  expect(waysToMix([3])).toBe(1n)
  expect(waysToMix([2, 1, 1])).toBe(12n)
})
