import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPathCounts } from '#sim/pair/path-counts.ts'

it('counts paths as whole numbers of any size do', () => {
  const places = 4
  const steps = fc.array(fc.tuple(fc.nat(places - 1), fc.nat(places - 1)), { minLength: 300, maxLength: 400 })
  let most = 0n
  fc.assert(
    fc.property(fc.nat(places - 1), steps, (root, steps) => {
      const counts = createPathCounts(places, root)
      const plain: bigint[] = Array.from({ length: places }, (_, place) => (place === root ? 1n : 0n))
      for (const [to, from] of steps) {
        counts.add(to, from)
        plain[to] = (plain[to] ?? 0n) + (plain[from] ?? 0n)
      }
      expect(plain.map((_, place) => counts.at(place))).toEqual(plain)
      for (const count of plain) if (count > most) most = count
    }),
    { numRuns: 300 },
  )
  // Some took more than one digit.
  expect(most).toBeGreaterThan(2n ** 52n)
})

it('carries from digit to digit', () => {
  const counts = createPathCounts(2, 0)
  for (let i = 0; i < 300; i++) counts.add(0, 0)
  counts.add(1, 0)
  counts.add(1, 1)
  expect([counts.at(0), counts.at(1)]).toEqual([2n ** 300n, 2n ** 301n])
})
