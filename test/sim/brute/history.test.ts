/** Orders that lead to the same releases by another way are told apart where nodes remember it. */
import { expect, test } from 'vitest'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { scenarioOf } from '../scenario/broken.ts'

const scenario = (remembers: string) =>
  scenarioOf(`versions: [V1, V2]
roles:
  client:
    c-1: { speaks: at once, offers: V1, accepts: V1 }
    c-2: { offers: V2, accepts: V1..V2, when refused: { retry: next lower, on: [error, close], remembers: ${remembers} } }
  server:
    s-1: { speaks: after the peer, offers: V1, accepts: V1, otherwise: close }
    s-2: { offers: V2, answers: lower, accepts: V1..V2 }
    s-3: { detects fallback: yes }
links: [{ from: client, to: server }]
cluster: { client: c-1, server: s-1 }
network: { latency: 5 ms }
upgrade: { to: { client: c-2, server: s-3 }, through: { server: s-2 } }
`)

test('a client that was refused before its server was upgraded is refused in the end', () => {
  const { safeOrders, allOrders, failure } = exhaustive(scenario('peer'))
  // Both ways to the release between are safe, and lead on to something else.
  expect({ safeOrders, allOrders }).toEqual({ safeOrders: '2', allOrders: '3' })
  expect(failure?.fault.reason).toBe('s1 does not take V1 from who fell back to it and closes')
  expect(failure?.steps.map(({ unit, to }) => `${unit} ${to}`)).toEqual(['c1 c-2', 's1 s-2', 's1 s-3'])
})

test('where nothing is remembered any order will do', () => {
  expect(exhaustive(scenario('nothing'))).toMatchObject({ safeOrders: '3', failure: null })
})
