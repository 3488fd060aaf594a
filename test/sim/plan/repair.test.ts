/** What would repair an order, in words. */
import { expect, test } from 'vitest'
import { checkOrder } from '#sim/plan/check.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { readScenario } from '../../scenarios/shipped.ts'
import { scenarioOf } from '../scenario/broken.ts'

/** The words of the repairs of an order, told as `c1 s1`: each takes its next step. */
function repairsOf(scenario: Scenario, order: string): string[] {
  const left = [...scenario.upgrade.steps]
  const steps = order.split(' ').flatMap((id) => {
    const at = left.findIndex(({ node }) => node === id)
    return left.splice(at, 1)
  })
  return checkOrder(scenario, steps).repairs.map(({ text }) => text)
}

test.each([
  ['zeo-2002', 's1 c1 c2 c3 s2', 'move c1, c2 and c3 before s1'],
  [
    'kafka-4.0',
    'b1 b1 b2 b2 c1 c1 c2 c2 metadata',
    'move b2 to kafka-3.9, c1 to kafka-3.9, c2 to kafka-3.9 and metadata to kraft before b1 to kafka-4.0',
  ],
  ['kafka-ibp', 'b1 b1.ibp b2 b3 b2.ibp b3.ibp', 'move b2 and b3 before b1.ibp to 3.9'],
  ['mongodb-7.0', 'fcv c1 s1 s2 m1', 'move c1, s1, s2 and m1 before fcv to 7.0'],
  ['mongodb-7.0', 'fcv m1 s2 s1 c1', 'move c1, s2, s1 and m1 before fcv to 7.0'],
])('%s: %s', (name, order, text) => {
  expect(repairsOf(readScenario(name), order)[0]).toContain(text)
})

test('a way that leaves a release out is said to', () => {
  const scenario = readScenario('zookeeper-3.5')
  // The release in between is no good here, and the one after the other is, also beside the first.
  const peer = scenario.roles[0]
  if (peer === undefined) throw new Error('there is no role')
  const [first, between, last] = peer.releases
  if (first === undefined || between === undefined || last === undefined) throw new Error('there are three')
  const { edges: _, ...free } = peer
  const better = { ...last, rules: first.rules, as: first.as ?? {} }
  const worse = { ...between, rules: last.rules, as: last.as ?? {} }
  const changed = { ...scenario, skew: [], roles: [{ ...free, releases: [first, worse, better] }] }
  const order = scenario.upgrade.steps.map(({ node }) => node).join(' ')
  expect(repairsOf(changed, order)[0]).toBe(`go straight from peer ${first.name} to ${last.name}`)
})

test('only what has to come before a step is moved before it', () => {
  // Two pairs of roles that have nothing to do with each other.
  const ends = (dialer: string, acceptor: string) => `
  ${dialer}: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { accepts: V1..V2 } }
  ${acceptor}:
    old: { speaks: after the peer, offers: V1, answers: own, accepts: V1 }
    new: { offers: V2, accepts: V2 }`
  const scenario = scenarioOf(`
title: Apart
about: Two links.
versions: [V1, V2]
roles:${ends('client', 'server')}${ends('agent', 'proxy')}
links: [{ from: client, to: server }, { from: agent, to: proxy }]
cluster: { client: 1 × old, server: 1 × old, agent: 1 × old, proxy: 1 × old }
network: { latency: 5 ms }
upgrade: { to: { client: new, server: new, agent: new, proxy: new } }
`)
  expect(repairsOf(scenario, 's1 c1 p1 a1')[0]).toBe('move c1 before s1; then a1 before p1')
})

test('a version that one end would have to accept is said, where that would do', () => {
  const scenario = scenarioOf(`
title: Strict
about: The client does not know the newer version.
versions: [V1, V2]
roles:
  client: { old: { speaks: after the peer, offers: V1, accepts: V1 } }
  server: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { offers: V2, accepts: V2 } }
links: [{ from: client, to: server }]
cluster: { client: 1 × old, server: 1 × old }
network: { latency: 5 ms }
upgrade: { to: { server: new } }
`)
  expect(repairsOf(scenario, 's1')).toEqual(['add V2 to what client old accepts'])
})

/** Two levels that have nothing to do with each other, each of a role of its own. */
const apart = scenarioOf(`
versions: [V1]
roles:
  left: { old: { speaks: at once, offers: V1, accepts: V1, levels: { one: low } }, new: { levels: { one: low..high } } }
  right: { old: { speaks: after the peer, offers: V1, accepts: V1, levels: { two: low } }, new: { levels: { two: low..high } } }
links: [{ from: left, to: right }]
levels: { one: { values: [low, high], of: left }, two: { values: [low, high], of: right } }
cluster: { left: 1 × old, right: 1 × old }
upgrade: { to: { left: new, right: new, one: high, two: high } }
`)

test('what has nothing to do with a step stays where it is', () => {
  expect(repairsOf(apart, 'one l1 two r1')[0]).toBe('move l1 before one to high; then r1 before two to high')
})
