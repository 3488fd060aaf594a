import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as engine from '#sim/engine/draw-latency.ts'
import { randomKey } from '#sim/engine/random.ts'
import type { Latency } from '#sim/scenario/model.ts'
import { latency } from '../arbitraries.ts'

const keys = Array.from({ length: 40_000 }, (_, i) => `latency c${i % 97}-s${i % 7}#${i} acceptor 3 1`)

const drawLatency = (kind: Latency, seed: number, key: string) =>
  engine.drawLatency(kind, randomKey(seed, ''), key)

const quantile = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0

describe('a latency', () => {
  it('is decided by the seed and the key, and is never negative', () => {
    fc.assert(
      fc.property(latency, fc.integer(), fc.string(), (kind, seed, key) => {
        const ms = drawLatency(kind, seed, key)
        expect(drawLatency(structuredClone(kind), seed, key)).toBe(ms)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThan(Infinity)
      }),
    )
  })

  it('is the same for every message where it is fixed', () => {
    expect(new Set(keys.map((key) => drawLatency({ kind: 'fixed', ms: 12.5 }, 1, key)))).toEqual(
      new Set([12.5]),
    )
  })

  it('lies evenly between its bounds where it is uniform', () => {
    const drawn = keys
      .map((key) => drawLatency({ kind: 'uniform', min: 15, max: 25 }, 1, key))
      .sort((a, b) => a - b)
    expect(drawn[0]).toBeGreaterThanOrEqual(15)
    expect(drawn.at(-1)).toBeLessThan(25)
    for (const share of [0.1, 0.25, 0.5, 0.75, 0.9]) {
      expect(quantile(drawn, share)).toBeCloseTo(15 + 10 * share, 0)
    }
  })

  // Fixed seeds and fixed keys, so nothing here depends on luck.
  it.each([1, 2, 3])('has its median and its 99th percentile where it is log-normal (seed %i)', (seed) => {
    const drawn = keys
      .map((key) => drawLatency({ kind: 'log-normal', median: 20, p99: 200 }, seed, key))
      .sort((a, b) => a - b)
    expect(quantile(drawn, 0.5) / 20).toBeCloseTo(1, 1)
    expect(quantile(drawn, 0.99) / 200).toBeCloseTo(1, 1)
    // As far below the median as above it, on the scale of factors.
    expect((quantile(drawn, 0.25) * quantile(drawn, 0.75)) / 400).toBeCloseTo(1, 1)
  })

  it('has no spread where the 99th percentile is the median', () => {
    for (const key of keys.slice(0, 100)) {
      expect(drawLatency({ kind: 'log-normal', median: 20, p99: 20 }, 1, key)).toBe(20)
    }
  })
})
