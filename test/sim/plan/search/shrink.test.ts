/** Clusters of more nodes than are worked with: the same is said of them as of few. */
import { describe, expect, test } from 'vitest'
import type { Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { shrink } from '#sim/plan/search/shrink.ts'
import type { Release, Scenario } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { readScenario } from '../../../scenarios/shipped.ts'
import { manyOf, originalOf } from '../many.ts'

/** How many steps of each role, level or operation to each value there are. */
function countsIn(steps: readonly PlanStep[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { role, to, alike = 0 } of steps) {
    const name = `${role} to ${to}`
    counts[name] = (counts[name] ?? 0) + 1 + alike
  }
  return counts
}

const withNumbers = (phases: Plan['phases'], number: number) =>
  phases.map((phase) =>
    Object.fromEntries(
      Object.entries(countsIn(phase)).map(([name, count]) => [name, count === 1 ? 1 : count / number]),
    ),
  )

describe.each([
  ['zeo-2002', 1_200],
  ['zeo-2005', 2_000],
  ['kafka-ibp', 900],
  ['kafka-4.0', 700],
  ['mysql-8.4', 1_700],
])('%s with %i of each node', (name, number) => {
  const few = plan(manyOf(readScenario(name), 4))
  const many = plan(manyOf(readScenario(name), number))

  test('has the same verdict, precedences and first steps', () => {
    expect(many.verdict).toBe(few.verdict)
    expect(many.precedencesSuffice).toBe(few.precedencesSuffice)
    const texts = ({ precedences }: Plan) =>
      precedences.map(({ before, after }) =>
        [before, after].map(({ units: [first = ''], to }) => `${originalOf(first)} to ${to}`),
      )
    expect(texts(many)).toEqual(texts(few))
    const first = ({ firstSteps }: Plan) =>
      new Set(firstSteps.map(({ unit, to, safe }) => `${originalOf(unit)} to ${to}: ${safe}`))
    expect([...first(many)].every((step) => first(few).has(step))).toBe(true)
    expect(many.blame).toEqual(few.blame)
    expect(many.counterexample?.fault).toEqual(few.counterexample?.fault)
  })

  test('has the same phases, in which every node takes its step', () => {
    expect(withNumbers(many.phases, number)).toEqual(withNumbers(few.phases, 4))
    const all = many.phases.flat().reduce((sum, { alike = 0 }) => sum + 1 + alike, 0)
    expect(all).toBe(manyOf(readScenario(name), number).upgrade.steps.length)
  })

  test('leads back in the same way', () => {
    const back = ({ rollback: { ways } }: Plan, count: number) =>
      ways.map(({ phases }) => phases && withNumbers(phases, count))
    expect(back(many, number)).toEqual(back(few, 4))
    expect(many.rollback.pointOfNoReturn?.phase).toBe(few.rollback.pointOfNoReturn?.phase)
  })

  test('counts no orders', () => {
    expect([many.allOrders, many.safeOrders]).toEqual([null, null])
  })
})

/** The same release, which agrees to nothing. */
const deaf = (release: Release): Release => ({
  ...release,
  rules: { ...release.rules, accepts: [] },
  as: {},
})

describe('what is left out', () => {
  test('is nothing of a cluster whose orders can be counted', () => {
    const scenario = manyOf(readScenario('zeo-2002'), 1_000)
    expect(scenario.upgrade.steps).toHaveLength(5_000)
    const { alike, scenario: left } = shrink(scenario)
    expect(alike.size).toBe(0)
    expect(left).toBe(scenario)
  })

  const leftOf = (whole: Scenario, role: string) =>
    shrink(whole).scenario.nodes.filter((node) => node.role === role)

  test('is most of those that are counted, where it does not matter which of them run what', () => {
    const many = manyOf(readScenario('kubernetes-1.35'), 1_100)
    // There is a floor of API servers, and everybody can use all of them.
    const servers = leftOf(many, 'apiserver')
    expect(servers.length).toBeLessThan(100)
    expect(servers.reduce((sum, { standsFor = 1 }) => sum + standsFor, 0)).toBe(2_200)
    expect(leftOf(many, 'kubelet').length).toBeLessThan(100)
  })

  test('is none of those of which it matters', () => {
    const many = manyOf(readScenario('kubernetes-1.35'), 1_100)
    const roles = many.roles.map((role) =>
      role.name !== 'apiserver' ? role : { ...role, releases: role.releases.map(deaf) },
    )
    expect(leftOf({ ...many, roles }, 'apiserver')).toHaveLength(2_200)
  })

  test('is none of those that take a step that others of their kind do not take', () => {
    const scenario = manyOf(readScenario('zeo-2002'), 1_100)
    const [odd, ...rest] = scenario.upgrade.steps
    const { scenario: left, alike } = shrink({ ...scenario, upgrade: { ...scenario.upgrade, steps: rest } })
    expect(odd).toMatchObject({ node: 's1x1' })
    expect(left.nodes.map(({ id }) => id)).toContain('s1x1')
    expect(alike.get('s1x1')).toMatchObject({ all: 1, kept: 1 })
  })
})
