/** The shipped upgrades: what the planner says of them, against what their vendors say. */
import { describe, expect, test } from 'vitest'
import type { Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { operationValues, type Scenario } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { countOrders, firstUnsafe, ordersOf, type Paths } from './brute-orders.ts'
import { readScenario, variantOf } from './shipped.ts'
import { vendors } from './vendors.ts'

const plans = new Map<string, Plan>()

/** The plan of a shipped scenario, worked out once. */
function planOf(name: string): Plan {
  const known = plans.get(name) ?? plan(readScenario(name))
  plans.set(name, known)
  return known
}

const unitsIn = (phases: readonly (readonly PlanStep[])[]) =>
  phases.map((steps) =>
    steps
      .map(({ unit }) => unit)
      .toSorted()
      .join(' '),
  )

describe.each(vendors)('$scenario', ({ scenario: name, paths, isSafe, all, safe, phases }) => {
  test('the vendor’s words come to what was counted by hand', () => {
    const counts = countOrders(paths, isSafe)
    expect(counts.all).toBe(all)
    expect(counts.safe).toBe(safe)
  })

  test('the file has the same units take the same steps', () => {
    const moving = Object.entries(paths).filter(([, path]) => path.length > 1)
    expect(pathsOf(readScenario(name))).toEqual(Object.fromEntries(moving))
  })

  test('so many orders, and so many of them safe', () => {
    const { verdict, allOrders, safeOrders } = planOf(name)
    expect({ verdict, allOrders, safeOrders }).toEqual({
      verdict: safe > 0 ? 'safe' : 'unsafe',
      allOrders: `${all}`,
      safeOrders: `${safe}`,
    })
  })

  test('first steps are told apart as every order tells them apart, and a reason is given', () => {
    const { safeFirst } = countOrders(paths, isSafe)
    const { firstSteps } = planOf(name)
    const moving = Object.keys(paths).filter((unit) => (paths[unit] ?? []).length > 1)
    expect(firstSteps.reduce((sum, { alike = 0 }) => sum + 1 + alike, 0)).toBe(moving.length)
    for (const { unit, isFine, reason } of firstSteps.map((each) => ({ ...each, isFine: each.safe }))) {
      expect({ unit, isFine }).toEqual({ unit, isFine: safeFirst.has(unit) })
      if (!isFine) expect(reason).not.toBe('')
    }
  })

  test('the phases take every step, and inside a phase any order will do', () => {
    const found = planOf(name).phases
    if (phases !== null) expect(unitsIn(found)).toEqual(phases)
    if (safe === 0) {
      expect(found).toEqual([])
      return
    }
    const reached: Record<string, string> = {}
    for (const steps of found) {
      const before = { ...reached }
      for (const order of ordersOf(steps)) expect(firstUnsafe(paths, isSafe, order, before)).toBeNull()
      for (const { unit, to } of steps) reached[unit] = to
    }
    const goals = Object.entries(paths).flatMap(([unit, path]) =>
      path.length > 1 ? [[unit, path.at(-1)]] : [],
    )
    expect(reached).toEqual(Object.fromEntries(goals))
  })
})

/** What the units of a scenario’s own upgrade go through. */
function pathsOf({ nodes, levels = [], operations = [], upgrade }: Scenario): Paths {
  const starts = new Map<string, string>(nodes.map(({ id, release }) => [id, release]))
  for (const { name, start } of levels) starts.set(name, start)
  for (const { name } of operations) starts.set(name, operationValues[0])
  const paths: Record<string, string[]> = {}
  for (const { node: unit, to } of upgrade.steps) {
    // A level that each node is configured with is named behind the node.
    const start = starts.get(unit) ?? starts.get(unit.slice(unit.indexOf('.') + 1)) ?? ''
    paths[unit] = [...(paths[unit] ?? [start]), to]
  }
  return paths
}

describe('reasons', () => {
  test.each([
    ['zeo-2002', 'link client-server', 'before', 'stays in its handshake'],
    ['zeo-2005', 'link client-server', 'z303', 'client ZODB-3.3.1 does not accept Z201'],
    ['kafka-4.0', 'level metadata', 'migration', 'broker kafka-2.0 cannot run at metadata kraft'],
    ['kafka-ibp', 'level ibp', 'upgrade', 'kafka-3.8 cannot run at ibp 3.9'],
    ['zookeeper-3.5', 'link election', null, 'peer zookeeper-3.4.5 does not accept V1'],
    ['zookeeper-3.5-direct', 'link election', null, 'peer zookeeper-3.4.5 does not accept V1'],
    ['kubernetes-1.35', 'skew 2', 'policy', 'controller-manager v1.35 is 1 release newer'],
    ['kubernetes-1.35-parked', 'skew 3', 'policy', 'kubelet v1.31 is 4 releases older'],
    ['elasticsearch-7.17', 'skew 1', 'rolling', 'may leave a cluster whose master is newer'],
    ['mongodb-7.0', 'level fcv', 'fcv', 'config mongodb-6.0 cannot run at fcv 7.0'],
    ['rabbitmq-3.13', 'level flags', 'flags', 'rabbitmq-3.12 cannot run at flags 3.10'],
    ['mysql-8.4', 'skew 1', 'upgrade', 'replica mysql-8.0 is 1 release older than source mysql-8.4'],
    ['cassandra-4.0-repair', 'operation repair', 'repair', 'no streams are opened between major releases'],
  ])('%s: the shortest way into trouble breaks %s', (name, rule, source, words) => {
    const { counterexample } = planOf(name)
    expect(counterexample?.fault.rule).toBe(rule)
    expect(counterexample?.fault.reason).toContain(words)
    if (source !== null) expect(counterexample?.fault.source).toBe(source)
  })

  test.each([
    ['mongodb-7.0', 's1', 'config servers are upgraded before shards'],
    ['mongodb-7.0', 'm1', 'routers are upgraded after config servers and shards'],
    ['kubernetes-1.35', 'k1', 'a load balancer may lead it there'],
    ['mysql-8.4', 'r1', 'a replica may be unable to handle what a newer source writes'],
  ])('%s: %s does not go first', (name, unit, words) => {
    const step = planOf(name).firstSteps.find((each) => each.unit === unit)
    expect(step?.safe).toBe(false)
    expect(step?.reason).toContain(words)
  })

  test('where no order is safe, the rule without which one would be is to blame', () => {
    expect(planOf('zeo-2005-data').blame.map(({ rule }) => rule)).toEqual(['data'])
    expect(planOf('zookeeper-3.5-direct').blame.map(({ rule }) => rule)).toContain('link election')
    for (const name of ['zeo-2005-data', 'zookeeper-3.5-direct']) {
      expect(planOf(name).route).toBeNull()
      expect(planOf(name).limits.notProven).toEqual([])
    }
  })

  test('without regard to the data, servers go first', () => {
    const { allOrders, safeOrders } = plan(readScenario('zeo-2005-data'), { keep: ['working', 'supported'] })
    expect([allOrders, safeOrders]).toEqual(['6', '2'])
  })
})

test.each([
  ['kubernetes-1.35', '108'], // all that the policy says is a matter of support
  ['kubernetes-1.35-parked', '178'],
  ['elasticsearch-7.17', '108'],
  ['mysql-8.4', '5'],
  ['mongodb-7.0', '22'], // 4!, with the compatibility version last, but for the two in order
  ['kafka-4.0', '0'],
  ['rabbitmq-3.13', '0'],
])('%s: %s orders would break nothing, and pass what is not supported', (name, count) => {
  expect(planOf(name).unsupportedOrders).toBe(count)
})

test.each([
  ['zeo-2002', ['c1 c2 c3 before s1 s2']],
  ['zeo-2005', ['s1 before c1 c2']],
  ['kubernetes-1.35', ['a1 a2 before c1', 'a1 a2 before k1 k2']],
  ['kubernetes-1.35-parked', ['a1 a2 before c1', 'a1 a2 before parked', 'parked before a1 a2']],
  ['mysql-8.4', ['c1 before r1', 'r1 before s1']],
  ['mongodb-7.0', ['c1 before s1 s2', 'm1 before fcv', 's1 s2 before m1']],
  ['cassandra-4.0-repair', []],
])('%s: what all safe orders have in common', (name, known) => {
  const { precedences, precedencesSuffice } = planOf(name)
  const found = precedences.map(
    ({ before, after }) => `${before.units.join(' ')} before ${after.units.join(' ')}`,
  )
  expect(found.toSorted()).toEqual(known)
  // A repair comes before all nodes or after all of them, which no precedence can say.
  expect(precedencesSuffice).toBe(known.length > 0)
})

test('precedences are said in words', () => {
  expect(planOf('zeo-2002').precedences.map(({ text }) => text)).toEqual(['every client before any server'])
})

test.each([
  ['zeo-2002', null],
  ['kafka-ibp', 'b1.ibp to 3.9'],
  ['elasticsearch-7.17', 'd1 to elastic-7.17'],
  ['mongodb-7.0', 'c1 to mongodb-7.0'],
  ['rabbitmq-3.13', 'flags to 3.11'],
])('%s: the point of no return', (name, text) => {
  const point = planOf(name).rollback.pointOfNoReturn
  expect(point && `${point.step.unit} to ${point.step.to}`).toBe(text)
})

test('rabbitmq: by the table of flags those of 3.12 can wait until 3.13 is everywhere, or come in between', () => {
  const variant = variantOf(readScenario('rabbitmq-3.13'), 'by the table')
  const vendor = vendors.find(({ scenario }) => scenario === 'rabbitmq-3.13')
  const counts = countOrders(vendor?.paths ?? {}, ({ n1 = '', n2 = '', n3 = '', flags = '' }) => {
    const nodes = [n1, n2, n3].map((release) => release.slice('rabbitmq-'.length))
    if (nodes.includes('3.11') && (nodes.includes('3.13') || flags === '3.12')) return false
    return flags !== '3.10' || nodes.every((release) => release === '3.11')
  })
  expect(counts.safe).toBe(36 * 4) // the flags in any of four places
  expect(plan(variant).safeOrders).toBe(`${counts.safe}`)
})
