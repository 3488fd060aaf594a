import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostMomentsOf } from '#sim/plan/search/waves-of-order.ts'

test('a wave has a moment for each way in which of every step some have not begun, some are on the way, and some are done', () => {
  /** Every such way, one by one. */
  const moments = (members: readonly number[]): number => {
    const [first, ...others] = members
    if (first === undefined) return 1
    let all = 0
    for (let begun = 0; begun <= first; begun++) {
      for (let done = 0; done <= begun; done++) all += moments(others)
    }
    return all
  }
  const move = { from: 0, to: 1, part: 0 }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), (sizes) => {
      const wave = sizes.map((members, axis) => ({ axis, move, members, isAll: false }))
      expect(mostMomentsOf(wave)).toBe(moments(sizes))
    }),
    { numRuns: 30 },
  )
})
