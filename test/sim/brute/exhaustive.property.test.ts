/** The brute force with everything that saves states, against the same without. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { anything } from '../plan/arbitraries.ts'
import { walkNaively } from './naive.ts'

test('an order comes to the same, walked with groups and choices that go first, and without', () => {
  fc.assert(
    fc.property(anything, (scenario) => {
      const { steps } = scenario.upgrade
      const { verdict, faults } = walkNaively(scenario, steps, { limit: 1_500 })
      if (verdict === 'unknown') return
      const walked = exhaustive(scenario, { order: steps })
      expect({ verdict: walked.verdict, faults }).toMatchObject({ verdict })
    }),
    { numRuns: 40 },
  )
})
