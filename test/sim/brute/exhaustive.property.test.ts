import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { anything } from '../plan/arbitraries.ts'
import { walkNaively } from './naive.ts'

describe('an order, walked with everything that saves states and without', () => {
  test('comes to the same', () => {
    const seen = { safe: 0, unsafe: 0, unsupported: 0, unknown: 0 }
    fc.assert(
      fc.property(anything, (scenario) => {
        const { steps } = scenario.upgrade
        const naive = walkNaively(scenario, steps)
        seen[naive.verdict]++
        if (naive.verdict === 'unknown') return
        const { verdict, failure } = exhaustive(scenario, { order: steps })
        expect({ verdict, why: failure?.fault.reason }).toMatchObject({ verdict: naive.verdict })
      }),
      { numRuns: Number(process.env.RUNS ?? 100) },
    )
    console.log(seen)
  })
})
