/** Whether a route is said to be the shortest, where only some of many nodes are looked at. */
import { expect, test } from 'vitest'
import { findRoute } from '#sim/plan/search/route.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { scenarioOf } from '../../scenario/broken.ts'

/** Clients that get to where a server goes only by way of the release between; and readers, which stay as they are. */
function routeOf({ clients = 1, readers = 1, to = 3 }) {
  const scenario = scenarioOf(`
versions: [V1, V2, V3]
roles:
  client:
    c-1: { speaks: after the peer, offers: V1, answers: lower, accepts: V1 }
    c-2: { offers: V2, accepts: V1..V2 }
    c-3: { offers: V3, accepts: V3 }
  server:
    s-1: { speaks: at once, offers: V1, answers: theirs, accepts: V1 }
    s-2: { offers: V2, accepts: V1..V2 }
    s-3: { offers: V3, accepts: V2..V3 }
  reader: { r-1: { speaks: after the peer, offers: V2, answers: lower, accepts: V1..V3 } }
links: [{ from: client, to: server }, { from: reader, to: server }]
cluster: { client: ${clients} × c-1, server: s-1, reader: ${readers} × r-1 }
upgrade: { to: { client: c-${to}, server: s-${to} } }
`)
  const { phases, ...found } = findRoute(scenario, unitsOf(scenario))
  return { ...found, sizes: phases?.map((phase) => phase.length) }
}

test('of so few that all are looked at it is', () => {
  expect(routeOf({ clients: 4 })).toMatchObject({ sizes: [4, 1, 4], isShortest: true })
})

test('of more it is not, as they were not all looked at', () => {
  expect(routeOf({ clients: 5 })).toMatchObject({ sizes: [5, 1, 5], isShortest: false })
})

test('it is where each of them takes as few steps as it has to, however many there are', () => {
  expect(routeOf({ clients: 5, to: 2 })).toMatchObject({ sizes: [6], isShortest: true })
})

test('it is however many there are of others, which take no step', () => {
  expect(routeOf({ clients: 4, readers: 50 })).toMatchObject({ sizes: [4, 1, 4], isShortest: true })
})
