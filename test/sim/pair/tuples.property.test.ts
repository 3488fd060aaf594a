import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packRepeats } from '#sim/pair/repeats.ts'
import { createTuples } from '#sim/pair/tuples.ts'

it('gives every tuple the number in which it was met, and finds it by that', () => {
  // Few values, so that many are met again; and some that use all bits.
  const value = fc.oneof({ weight: 6, arbitrary: fc.nat(3) }, fc.integer())
  const tuples = fc
    .integer({ min: 1, max: 7 })
    .chain((width) =>
      fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 400 }),
    )
  fc.assert(
    fc.property(tuples, (tuples) => {
      const width = tuples[0]?.length ?? 0
      const numbered = createTuples(width)
      const plain = new Map<string, number>()
      for (const tuple of tuples) {
        const key = tuple.join()
        if (!plain.has(key)) plain.set(key, plain.size)
        expect(numbered.numberOf(Int32Array.from(tuple))).toBe(plain.get(key))
      }
      expect(numbered.size()).toBe(plain.size)
      for (const [key, number] of plain) {
        expect(Array.from({ length: width }, (_, place) => numbered.at(number, place)).join()).toBe(key)
      }
    }),
    { numRuns: 200 },
  )
})

it('holds how often each of many calls is left', () => {
  const calls = fc.record({ calls: fc.integer({ min: 1, max: 40 }), times: fc.integer({ min: 1, max: 16 }) })
  fc.assert(
    fc.property(calls, fc.array(fc.nat(39)), ({ calls, times }, made) => {
      const { all, left, make } = packRepeats(calls, times)
      const repeats = all.slice()
      const plain = Array.from({ length: calls }, () => times)
      for (const call of made.filter((call) => (plain[call] ?? 0) > 0)) {
        if ((plain[call] ?? 0) === 0) continue
        make(repeats, call)
        plain[call] = (plain[call] ?? 0) - 1
      }
      expect(plain.map((_, call) => left(repeats, call))).toEqual(plain)
      expect(Array.from({ length: calls }, (_, call) => left(all, call))).toEqual(plain.map(() => times))
    }),
  )
})
