/** The way of a ZEO cluster from 2002 to 2023, against the table of its history and a search that knows nothing else. */
import { describe, expect, test } from 'vitest'
import type { Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { ordersOf } from './brute-orders.ts'
import { readScenario } from './shipped.ts'
import { everyClientTalks, fewestSteps } from './zeo-routes.ts'

const zeo = readScenario('zeo')
const years = { from: 'ZODB-3.1', to: 'ZEO-5.4' }

describe.each([
  // Without the server that can only be read, and with it: it takes a step of its own.
  { name: 'a server', nodes: zeo.nodes.filter(({ id }) => id !== 's2'), extra: 0 },
  { name: 'and one to read from', nodes: zeo.nodes, extra: 1 },
])('three clients, $name', ({ nodes, extra }) => {
  let known: Plan | undefined
  const planned = () => {
    known ??= plan({ ...zeo, nodes }, { ...years, keep: ['working', 'preferred', 'supported'] })
    return known
  }

  test('no order goes straight', () => {
    expect(planned().safeOrders).toBe('0')
    expect(planned().blame.map(({ rule }) => rule)).toEqual(['link client-server'])
  })

  test('a way goes through other releases, and none is shorter', () => {
    const { verdict, route } = planned()
    expect(verdict).toBe('safe')
    expect(route?.isShortest).toBe(true)
    expect(route?.steps).toBe((fewestSteps(3) ?? 0) + extra)
  })

  test('on the way every client can talk to the server at any time, whatever the order inside a phase', () => {
    const releases = new Map(nodes.map(({ id, release }) => [id, release]))
    const everyone = () => ['c1', 'c2', 'c3'].map((id) => releases.get(id) ?? '')
    for (const steps of planned().phases) {
      const before = new Map(releases)
      // Clients are alike, and so it does not matter which of those that take the same step is the first.
      const distinct = new Map(
        [...ordersOf(steps)].map((order) => [order.map(({ role, to }) => `${role} ${to}`).join(), order]),
      )
      for (const order of distinct.values()) {
        for (const [id, release] of before) releases.set(id, release)
        for (const { unit, from, to } of order) {
          expect(releases.get(unit)).toBe(from)
          releases.set(unit, to)
          expect({
            ...Object.fromEntries(releases),
            talk: everyClientTalks(everyone(), releases.get('s1') ?? ''),
          }).toMatchObject({ talk: true })
        }
      }
    }
    expect(new Set(releases.values())).toEqual(new Set(['ZEO-5.4']))
  })
})

test('with a second server to store on, clients move over from one to the other', () => {
  const nodes = zeo.nodes.map(({ id, role, release }) => ({ id, role, release }))
  const { allOrders, safeOrders, route } = plan({ ...zeo, nodes }, years)
  // One server, the clients in any order, the other server.
  expect([allOrders, safeOrders, route]).toEqual(['120', '12', null])
})

test('among fewer states than it takes, a route is neither found nor ruled out', () => {
  const cut = plan(zeo, {
    ...years,
    keep: ['working', 'preferred', 'supported'],
    limit: 200,
  })
  expect(cut.verdict).toBe('unknown')
  expect(cut.limits.notProven).toContain('that no way through the known releases is safe')
})
