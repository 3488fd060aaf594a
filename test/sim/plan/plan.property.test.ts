import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { plan } from '#sim/plan/plan.ts'
import { type Scenario, usualConditions } from '#sim/scenario/model.ts'
import type { PlanStep, Unit } from '#sim/scenario/order/units.ts'
import { releaseAt, releaseOf } from '#sim/scenario/release.ts'
import { anything, levelled, planned } from './arbitraries.ts'
import { judgeValues } from './judge-values.ts'
import { plainConnections, plainLevels, plainService, plainVerdict } from './plain-rules.ts'
import { forward, plainOf, plainStart, plainWalk, waysFrom } from './plain-steps.ts'

/** Of the cheapest property; the others take a share of them. */
const runs = Number(process.env.RUNS ?? 200)

const isSafe = (scenario: Scenario, steps: readonly PlanStep[], units?: readonly Unit[]) => {
  const plain = plainOf(scenario)
  return plainWalk(units ? { ...plain, units } : plain, steps) !== null
}

describe('the planner and the brute force', () => {
  test('count the same orders', () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 6, arbitrary: planned }, { weight: 3, arbitrary: levelled }, anything),
        (scenario) => {
          const { allOrders, safeOrders, verdict } = exhaustive(scenario, { limit: { states: 20_000 } })
          fc.pre(verdict !== 'unknown')
          const found = plan(scenario, { isConfirmed: false })
          expect([found.allOrders, found.safeOrders]).toEqual([allOrders, safeOrders])
          if (found.route === null) expect(found.verdict).toBe(verdict)
        },
      ),
      { numRuns: Math.ceil(runs / 3) },
    )
  })
})

describe('a state', () => {
  test('is judged as plain rules judge it', () => {
    fc.assert(
      fc.property(anything, fc.infiniteStream(fc.nat({ max: 2 })), (scenario, choices) => {
        const values = new Map(
          scenario.nodes.map(({ id }) => [id, ['r1', 'r2', 'r3'][choices.next().value as number] ?? 'r1']),
        )
        for (const { name, raised, values: places } of scenario.levels ?? []) {
          const place = () => places[choices.next().value as number] ?? 'L1'
          if (raised === 'on each node')
            for (const { id } of scenario.nodes) values.set(`${id}.${name}`, place())
          else values.set(name, place())
        }
        for (const { name } of scenario.operations ?? []) values.set(name, 'running')
        const keep = new Set(scenario.upgrade.keep ?? usualConditions)
        const forms = scenario.nodes.flatMap(({ id, role }) => {
          const release = releaseOf(scenario, role, values.get(id) ?? '')
          return releaseAt(release, plainLevels(scenario, values, id)).data?.writes ?? []
        })
        const isWell = plainConnections(scenario, values, keep) && plainService(scenario, values, null)
        const plain = plainVerdict(scenario, values, new Set(forms), keep)
        expect(judgeValues(scenario, values, keep).verdict).toBe(isWell ? plain : 'unsafe')
      }),
      { numRuns: runs * 2 },
    )
  })
})

describe('a plan', () => {
  test('has only phases whose steps may be taken in any order, and that end at the goal', () => {
    fc.assert(
      fc.property(planned, fc.infiniteStream(fc.nat()), (scenario, choices) => {
        const { phases, route, units } = plan(scenario)
        fc.pre(phases.length > 0)
        const shuffled = (steps: readonly PlanStep[]) =>
          steps
            .map((step) => ({ step, key: choices.next().value as number }))
            .toSorted((a, b) => a.key - b.key)
        const order = phases.flatMap((phase) => shuffled(phase).map(({ step }) => step))
        expect(isSafe(scenario, order, units)).toBe(true)
        if (route === null) expect(order).toHaveLength(scenario.upgrade.steps.length)
        const last = new Map(order.map(({ unit, to }) => [unit, to]))
        for (const { id, path } of units) expect(last.get(id)).toBe(path.at(-1))
      }),
      { numRuns: Math.ceil(runs / 10) },
    )
  })

  test('knows which first steps safe orders begin with, and what all of them have in common', () => {
    fc.assert(
      fc.property(planned, (scenario) => {
        const found = plan(scenario)
        fc.pre(found.route === null)
        const plain = plainOf(scenario)
        const start = plainStart(plain)
        const safe = start === null ? [] : [...waysFrom(plain, start, forward)]
        for (const { unit, to, safe: isFirst } of found.firstSteps) {
          const begins = safe.some(([first]) => first?.unit === unit && first.to === to)
          expect(isFirst).toBe(begins)
        }
        for (const { before, after } of found.precedences) {
          for (const steps of safe) {
            const early = steps.findIndex(({ unit, to }) => after.units.includes(unit) && to === after.to)
            const late = steps.findLastIndex(
              ({ unit, to }) => before.units.includes(unit) && to === before.to,
            )
            expect(late).toBeLessThan(early)
          }
        }
      }),
      { numRuns: Math.ceil(runs / 10) },
    )
  })

  test('shows the shortest way into trouble, of which no step can be left out', () => {
    fc.assert(
      fc.property(planned, (scenario) => {
        const { counterexample, allOrders, safeOrders } = plan(scenario)
        expect(counterexample === null).toBe(allOrders === safeOrders)
        if (counterexample === null) return
        const { steps } = counterexample
        expect(isSafe(scenario, steps)).toBe(false)
        for (const left of steps) {
          const place = steps.indexOf(left)
          const fewer = steps.filter((step, i) => i < place || step.unit !== left.unit)
          expect(isSafe(scenario, fewer)).toBe(true)
        }
      }),
      { numRuns: Math.ceil(runs / 8) },
    )
  })
})
