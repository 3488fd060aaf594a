import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { anything } from '../plan/arbitraries.ts'
import { tiny } from './arbitraries.ts'
import { walkNaively } from './naive.ts'

const runs = Number(process.env.RUNS ?? 100)
describe('an order, walked with everything that saves states and without', () => {
  test.each([
    ['anything', anything],
    ['tiny', tiny],
  ] as const)('comes to the same: %s', (_, scenarios) => {
    const seen: Record<string, number> = {}
    let states = 0,
      fast = 0
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { steps } = scenario.upgrade
        const naive = walkNaively(scenario, steps, { limit: 1_500 })
        seen[naive.verdict] = (seen[naive.verdict] ?? 0) + 1
        states += naive.states
        if (naive.verdict === 'unknown') return
        const { verdict, failure, states: own } = exhaustive(scenario, { order: steps })
        fast += own
        expect({ verdict, why: failure?.fault.reason, naive: naive.faults }).toMatchObject({
          verdict: naive.verdict,
        })
      }),
      { numRuns: runs, ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
    )
    console.log(seen, states, fast)
  })
})
