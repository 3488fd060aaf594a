import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as random from '#sim/engine/random.ts'
import { groupBy } from '../reading.ts'

const draw = (seed: number, key: string) => random.draw(random.randomKey(seed, key))

/** Keys as they are used: messages of many connections. */
const keys = Array.from({ length: 40_000 }, (_, i) => `latency c${i % 97}-s${i % 7}#${i} dialer ${i % 13} 1`)

describe('a draw', () => {
  it('is decided by its seed and its key', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, key) => {
        const first = draw(seed, key)
        draw(seed, `${key} and another`)
        expect(draw(seed, key)).toBe(first)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(first).toBeLessThan(1)
      }),
    )
  })

  it('does not depend on how much of its key was read before', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.string(), (seed, begin, rest) => {
        const key = random.longer(random.randomKey(seed, begin), rest)
        expect(random.draw(key)).toBe(draw(seed, `${begin}${rest}`))
      }),
    )
  })

  it('differs between keys that differ in one letter', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz0123456789#- '
    const key = 'latency c1-s1#1 dialer 12 1'
    const others = Array.from(key).flatMap((_, place) =>
      Array.from(letters, (letter) => `${key.slice(0, place)}${letter}${key.slice(place + 1)}`),
    )
    const different = new Set(others)
    expect(new Set([...different].map((other) => draw(1, other))).size).toBe(different.size)
  })

  it('differs between seeds that lie close to each other or far apart', () => {
    const seeds = [0, 1, 2, 3, 4, -1, 2 ** 31 - 1, -(2 ** 31)]
    expect(new Set(seeds.map((seed) => draw(seed, 'c1-s1#1 dialer 1'))).size).toBe(seeds.length)
  })

  // Fixed seeds and fixed keys: what is said here of chance is true or false once and for all.
  it.each([0, 1, 2, 12_345, -7])('is spread evenly over [0, 1) (seed %i)', (seed) => {
    const draws = keys.map((key) => draw(seed, key))
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length
    expect(mean).toBeCloseTo(0.5, 2)
    const buckets = groupBy(draws, (value) => String(Math.floor(value * 20)))
    expect(buckets.size).toBe(20)
    for (const bucket of buckets.values()) expect(bucket.length / draws.length).toBeCloseTo(1 / 20, 2)
  })

  it('of one key says nothing of the draw of another', () => {
    const pairs = keys.map((key) => [draw(1, key), draw(1, `${key} angle`)] as const)
    const correlation =
      pairs.reduce((sum, [a, b]) => sum + (a - 0.5) * (b - 0.5), 0) / pairs.length / (1 / 12)
    expect(Math.abs(correlation)).toBeLessThan(0.02)
  })
})
