import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mixedStates } from '#sim/mixed-state.ts'
import { exhaustive } from '#sim/plan/exhaustive.ts'
import { judgeValues } from '#sim/plan/judge-values.ts'
import type { PlanStep } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { rolloutSteps } from '#sim/plan/units.ts'
import { type Scenario, usualConditions } from '#sim/scenario/model.ts'
import { anything, planned } from './arbitraries.ts'
import { plainVerdict } from './plain-rules.ts'

/** Of the cheapest property; the others take a share of them. */
const runs = Number(process.env.RUNS ?? 600)

/** Every order of the steps of an upgrade, those of one unit in their own order. */
function* ordersOf(steps: Scenario['upgrade']['steps']): Generator<Scenario['upgrade']['steps']> {
  if (steps.length === 0) yield []
  for (const [i, step] of steps.entries()) {
    if (steps.findIndex(({ node }) => node === step.node) < i) continue
    for (const rest of ordersOf(steps.toSpliced(i, 1))) yield [step, ...rest]
  }
}

/** Without repairs, for which thousands of orders have no use. */
const isSafe = (scenario: Scenario, steps: Scenario['upgrade']['steps']) =>
  mixedStates(scenario, steps).every(({ verdict }) => verdict === 'safe')

describe('the planner and the brute force', () => {
  test('count the same orders', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: planned }, anything), (scenario) => {
        const { allOrders, safeOrders, verdict } = exhaustive(scenario)
        const found = plan(scenario)
        expect([found.allOrders, found.safeOrders]).toEqual([allOrders, safeOrders])
        if (found.route === null) expect(found.verdict).toBe(verdict)
      }),
      { numRuns: runs },
    )
  })

  test('come to the same with every interleaving of small clusters', () => {
    const tiny = planned.filter(({ nodes, links }) => nodes.length <= 3 && links.length === 1)
    fc.assert(
      fc.property(tiny, (scenario) => {
        const whole = exhaustive(scenario, { interleaved: true, limit: 60_000 })
        fc.pre(whole.verdict !== 'unknown')
        expect(exhaustive(scenario)).toMatchObject({ safeOrders: whole.safeOrders, verdict: whole.verdict })
      }),
      { numRuns: Math.ceil(runs / 20) },
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
          const own = scenario.roles.find(({ name }) => name === role)
          return own?.releases.find(({ name }) => name === values.get(id))?.data?.writes ?? []
        })
        const { faults } = judgeValues(scenario, values, keep)
        const others = faults.filter(({ rule }) => !/^(link|quorum|connected|floor)/.test(rule))
        const worst = others.some(({ severity }) => severity === 'unsafe')
          ? 'unsafe'
          : others.length > 0
            ? 'unsupported'
            : 'safe'
        expect(worst).toBe(plainVerdict(scenario, values, new Set(forms), keep))
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
        expect(isSafe(scenario, rolloutSteps(order))).toBe(true)
        if (route === null) expect(order).toHaveLength(scenario.upgrade.steps.length)
        const last = new Map(order.map(({ unit, to }) => [unit, to]))
        for (const { id, path } of units) expect(last.get(id)).toBe(path.at(-1))
      }),
      { numRuns: Math.ceil(runs / 5) },
    )
  })

  test('knows which first steps safe orders begin with, and what all of them have in common', () => {
    fc.assert(
      fc.property(planned, (scenario) => {
        const found = plan(scenario)
        fc.pre(found.route === null)
        const safe = [...ordersOf(scenario.upgrade.steps)].filter((steps) => isSafe(scenario, steps))
        for (const { unit, to, safe: isFirst } of found.firstSteps) {
          const begins = safe.some(([first]) => first?.node === unit && first.to === to)
          expect(isFirst).toBe(begins)
        }
        for (const { before, after } of found.precedences) {
          for (const steps of safe) {
            const early = steps.findIndex(({ node, to }) => after.units.includes(node) && to === after.to)
            const late = steps.findLastIndex(
              ({ node, to }) => before.units.includes(node) && to === before.to,
            )
            expect(late).toBeLessThan(early)
          }
        }
      }),
      { numRuns: Math.ceil(runs / 20) },
    )
  })

  test('shows the shortest way into trouble, of which no step can be left out', () => {
    fc.assert(
      fc.property(planned, (scenario) => {
        const { counterexample, allOrders, safeOrders } = plan(scenario)
        expect(counterexample === null).toBe(allOrders === safeOrders)
        if (counterexample === null) return
        const { steps } = counterexample
        expect(isSafe(scenario, rolloutSteps(steps))).toBe(false)
        for (const left of steps) {
          const place = steps.indexOf(left)
          const fewer = steps.filter((step, i) => i < place || step.unit !== left.unit)
          expect(isSafe(scenario, rolloutSteps(fewer))).toBe(true)
        }
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })
})
