import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countOrders, solve } from '#sim/plan/search/solve.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { countAll, mostSteps } from '#sim/scenario/order/count-orders.ts'
import type { Unit } from '#sim/scenario/order/units.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { zeo } from '../../zeo.ts'
import { anything, levelled, planned } from '../arbitraries.ts'
import { allOrders, countWays, forward, plainOf, plainStart } from '../plain-steps.ts'

const runs = Number(process.env.RUNS ?? 200)

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1))

const unitsWith = (...lengths: readonly number[]) =>
  lengths.map((length, i): Unit => {
    const path = Array.from({ length: length + 1 }, (_, n) => `r${n}`)
    return { id: `n${i}`, kind: 'node', role: 'node', node: `n${i}`, path }
  })

const counted = (scenario: Scenario) => countOrders(solve(problemOf(scenario, unitsOf(scenario))))

/** ZEO with so many clients and servers, in which clients have to be upgraded before servers. */
function zeoWith(clients: number, servers: number): Scenario {
  const ids = (role: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `${role}${i}`, role, release: 'ZODB-3.1' }))
  const nodes = [...ids('client', clients), ...ids('server', servers)]
  return { ...zeo, nodes, upgrade: { at: 0, steps: nodes.map(({ id }) => ({ node: id, to: 'ZODB-3.2' })) } }
}

describe('all orders', () => {
  test.each<[readonly number[], bigint]>([
    [[], 1n],
    [[1], 1n],
    [[5], 1n],
    [[1, 1, 1, 1, 1], 120n],
    [[2, 2], 6n],
    [[2, 2, 2, 2], 2_520n], // 8! / 2!⁴
    [[3, 2, 1], 60n], // 6! / (3! 2!)
  ])('of units with %j steps', (lengths, count) => {
    expect(countAll(unitsWith(...lengths))).toBe(count)
  })

  test('are as many as can be written out', () => {
    fc.assert(
      fc.property(anything, (scenario) => {
        const plain = plainOf(scenario)
        expect(countAll(plain.units)).toBe(BigInt([...allOrders(plain)].length))
      }),
      { numRuns: Math.ceil(runs / 6) },
    )
  })

  test('are counted up to a limit', () => {
    const many = unitsWith(...Array.from({ length: mostSteps }, () => 1))
    expect(countAll(many)).toBe(factorial(mostSteps))
    expect(countAll([...many, ...unitsWith(1)])).toBeNull()
  })
})

describe('safe orders', () => {
  test.each([
    [1, 1],
    [3, 2],
    [5, 7],
    [40, 30],
  ])('of %i clients before %i servers are those of either', (clients, servers) => {
    const { all, safe, unsupported } = counted(zeoWith(clients, servers))
    expect(all).toBe(factorial(clients + servers))
    expect(safe).toBe(factorial(clients) * factorial(servers))
    expect(unsupported).toBe(0n)
  })

  test('and those that only the vendor does not support are as many as single steps lead to the goal', () => {
    const either = fc.oneof({ weight: 4, arbitrary: planned }, { weight: 4, arbitrary: levelled }, anything)
    fc.assert(
      fc.property(either, (scenario) => {
        const { safe, unsupported } = counted(scenario)
        const lenient = plainOf(scenario, { passes: (verdict) => verdict !== 'unsafe' })
        const ways = (plain: typeof lenient) => {
          const start = plainStart(plain)
          return start === null ? 0n : countWays(plain, start, forward)
        }
        const strict = ways(plainOf(scenario))
        expect({ safe, unsupported }).toEqual({ safe: strict, unsupported: ways(lenient) - strict })
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })
})
