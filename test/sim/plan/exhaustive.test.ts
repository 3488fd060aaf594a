import { describe, expect, test } from 'vitest'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { plan } from '#sim/plan/plan.ts'
import { readScenario, shipped } from '../../scenarios/shipped.ts'
import { zeo } from '../zeo.ts'

const upgrades = shipped.filter((name) => {
  const { upgrade } = readScenario(name)
  return upgrade.steps.length > 0 && upgrade.steps.length <= 8
})

describe('walked through the machines, order by order', () => {
  test.each(upgrades)('%s comes to what the planner counts', (name) => {
    const scenario = readScenario(name)
    const { allOrders, safeOrders } = plan(scenario)
    expect(exhaustive(scenario)).toMatchObject({ allOrders, safeOrders })
  })

  test('one order is walked by itself', () => {
    const steps = (...ids: string[]) => ids.map((node) => ({ node, to: 'ZODB-3.2' }))
    const safe = exhaustive(zeo, { order: steps('c2', 'c1', 'c3', 's2', 's1') })
    expect(safe).toMatchObject({ verdict: 'safe', allOrders: '1', safeOrders: '1', failure: null })
    const broken = exhaustive(zeo, { order: steps('c2', 's1', 'c3', 'c1', 's2') })
    expect(broken.verdict).toBe('unsafe')
    expect(broken.failure?.steps.map(({ unit }) => unit)).toEqual(['c2', 's1'])
  })

  test('a limit is told, and nothing is said that was not proven', () => {
    const { verdict, safeOrders, states } = exhaustive(zeo, { limit: { states: 100 } })
    expect(verdict).toBe('unknown')
    expect(safeOrders).toBeNull()
    expect(states).toBeLessThan(200)
  })
})
