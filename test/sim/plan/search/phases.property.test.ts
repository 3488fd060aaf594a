import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestOrder, solve } from '#sim/plan/search/solve.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { levelled, planned } from '../arbitraries.ts'
import { afterAll, fewestPhases, keyOf } from '../plain-phases.ts'
import { plainOf, plainStart } from '../plain-steps.ts'

const runs = Number(process.env.RUNS ?? 200)

test('the best order has as few phases as can be, and each leads to the same in every order', () => {
  fc.assert(
    fc.property(fc.oneof(planned, levelled), (scenario) => {
      const plain = plainOf(scenario)
      const start = plainStart(plain)
      const best = bestOrder(solve(problemOf(scenario, unitsOf(scenario))))
      const fewest = start && fewestPhases(plain, start)
      expect(best?.phases.length ?? null).toBe(fewest)
      let standing = start
      for (const phase of best?.phases ?? []) {
        const steps = phase.flatMap((step) =>
          plain.units.filter(({ id }) => id === step.unit).map((unit) => ({ unit, to: step.to })),
        )
        standing = standing && afterAll(plain, standing, steps)
        expect(standing && keyOf(standing)).not.toBeNull()
      }
    }),
    { numRuns: Math.ceil(runs / 8) },
  )
})
