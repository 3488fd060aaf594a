/** Ways on, back and through other releases, against walks of single steps that know no classes, counts or phases. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rollbackOf } from '#sim/plan/rollback.ts'
import { findRoute } from '#sim/plan/search/route.ts'
import { bestOrder, countOrders, solve } from '#sim/plan/search/solve.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { levelled, planned } from './arbitraries.ts'
import {
  backward,
  countWays,
  fewestSteps,
  forward,
  plainOf,
  plainStart,
  plainWalk,
  through,
} from './plain-steps.ts'

/** Of the cheapest property; the others take a share of them. */
const runs = Number(process.env.RUNS ?? 200)

const straight = (scenario: Scenario) => solve(problemOf(scenario, unitsOf(scenario)))

const either = fc.oneof(planned, levelled)

describe('as many orders are safe as there are safe ways, step by step', () => {
  test.each([
    ['with every rule now and then', planned],
    ['where levels decide much', levelled],
  ])('%s', (_, scenarios) => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const plain = plainOf(scenario)
        const start = plainStart(plain)
        const ways = start === null ? 0n : countWays(plain, start, forward)
        expect(countOrders(straight(scenario)).safe).toBe(ways)
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })
})

describe('the way back', () => {
  test('exists after as many steps, and in as many orders, as single steps back lead to the start', () => {
    fc.assert(
      fc.property(either, (scenario) => {
        const solution = straight(scenario)
        const phases = bestOrder(solution)?.phases ?? []
        fc.pre(phases.length > 0)
        const { ways, pointOfNoReturn } = rollbackOf(solution.problem, phases, {
          scenario,
          alike: new Map(),
          owners: new Map(),
        })
        const back = plainOf(scenario, { isBack: true })
        const waysAfter = (steps: readonly PlanStep[]) => {
          const standing = plainWalk(plainOf(scenario), steps)
          if (standing === null) throw new Error('the plan is not safe')
          return countWays(back, standing, backward)
        }
        expect(ways).toHaveLength(phases.length + 1)
        for (const [i, { after, phases: found, safeOrders, reason }] of ways.entries()) {
          const count = waysAfter(phases.slice(0, i).flat())
          expect({ after, safeOrders, isFound: found !== null, hasReason: reason !== '' }).toEqual({
            after: i,
            safeOrders: `${count}`,
            isFound: count > 0n,
            hasReason: count === 0n,
          })
        }
        const order = phases.flat()
        const lost = [...order.keys()].find((n) => waysAfter(order.slice(0, n + 1)) === 0n)
        expect(pointOfNoReturn?.step).toEqual(lost === undefined ? undefined : order[lost])
        if (pointOfNoReturn !== null) {
          expect(phases[pointOfNoReturn.phase]).toContain(pointOfNoReturn.step)
          expect(pointOfNoReturn.reason).not.toBe('')
        }
      }),
      { numRuns: Math.ceil(runs / 6) },
    )
  })

  test('leads to the start in phases whose steps may be taken in any order', () => {
    fc.assert(
      fc.property(either, fc.infiniteStream(fc.nat()), (scenario, choices) => {
        const solution = straight(scenario)
        const phases = bestOrder(solution)?.phases ?? []
        fc.pre(phases.length > 0)
        const { ways } = rollbackOf(solution.problem, phases, {
          scenario,
          alike: new Map(),
          owners: new Map(),
        })
        for (const { after, phases: found } of ways) {
          if (found === null) continue
          const standing = plainWalk(plainOf(scenario), phases.slice(0, after).flat())
          const order = found.flatMap((phase) => shuffled(phase, choices))
          const end = plainWalk(plainOf(scenario, { isBack: true }), order, standing)
          expect(end).not.toBeNull()
          for (const { id, kind, path } of unitsOf(scenario)) {
            const value = end?.values.get(id)
            if (kind === 'operation') expect(value).not.toBe('running')
            else expect(value).toBe(path[0])
          }
        }
      }),
      { numRuns: Math.ceil(runs / 20) },
    )
  })
})

describe('a route', () => {
  test('is found where there is one, as short as it can be, and its phases may be taken in any order', () => {
    fc.assert(
      fc.property(either, fc.infiniteStream(fc.nat()), (scenario, choices) => {
        const plain = plainOf(scenario)
        const start = plainStart(plain)
        const fewest = start && fewestSteps(plain, start, through(plain))
        const found = findRoute(scenario, plain.units)
        if (found.phases === null) {
          expect({ isProven: found.isProven, fewest }).toEqual({ isProven: true, fewest: null })
          return
        }
        const order = found.phases.flatMap((phase) => shuffled(phase, choices))
        expect({ isShortest: found.isShortest, steps: order.length }).toEqual({
          isShortest: true,
          steps: fewest,
        })
        const end = plainWalk(plain, order)
        for (const { id, path } of found.units) {
          expect(end?.values.get(id)).toBe(path.at(-1))
          const steps = order.filter(({ unit }) => unit === id)
          expect(path.slice(1)).toEqual(steps.map(({ to }) => to))
        }
      }),
      { numRuns: Math.ceil(runs / 3) },
    )
  })
})

function shuffled<T>(items: readonly T[], choices: fc.Stream<number>): T[] {
  const keys = items.map((item) => ({ item, key: choices.next().value }))
  return keys.toSorted((a, b) => a.key - b.key).map(({ item }) => item)
}
