/** Ways of few members, taken by as many as there are. */
import { expect, test } from 'vitest'
import { checkOrder } from '#sim/plan/check.ts'
import type { Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { rolloutSteps } from '#sim/scenario/order/units.ts'
import { scenarioOf } from '../../scenario/broken.ts'

test('all but one go ahead where only one may stay behind', () => {
  // Old servers and those in between get on until the mode is high; by then the client has to find a new one, and until
  // then an old one.
  const scenario = (servers: number) =>
    scenarioOf(`
title: One stays behind
about: How many servers may go ahead?
versions: [V1, V2, V3]
roles:
  client:
    c: { speaks: after the peer, offers: V1, answers: theirs, accepts: V1, otherwise: close, meanwhile: queue,
      with: { mode: { high: { accepts: V3 } } } }
  server:
    s-1: { speaks: at once, offers: V1, answers: theirs, accepts: V1..V3, otherwise: close,
      as: { dialer: { speaks: after the peer, meanwhile: queue } },
      with: { mode: { high: { as: { dialer: { accepts: [V1, V3] } } } } } }
    s-2: { offers: V2, with: { mode: { high: { as: { dialer: { accepts: [V2, V3] } } } } } }
    s-3: { offers: V3, with: { mode: { high: { as: { dialer: { accepts: V1..V3 } } } } } }
links: [{ from: client, to: server, needs: any }, { from: server, to: server }]
levels: { mode: { values: [low, high], raised: by an operator } }
cluster: { client: 1 × c, server: ${servers} × s-1 }
network: { latency: 5 ms }
upgrade: { to: { server: s-3, mode: high }, through: { server: s-2 } }
`)
  const sizes = ({ phases }: Plan) =>
    phases.map((phase) => phase.reduce((sum, { alike = 0 }) => sum + 1 + alike, 0))
  for (const servers of [3, 6, 7, 10, 40, 4_000]) {
    const found = plan(scenario(servers))
    expect(sizes(found)).toEqual([servers - 1, servers - 1, 1, 1, 1])
    if (servers > 40) continue
    expect(checkOrder(scenario(servers), rolloutSteps(found.phases.flat())).verdict).toBe('safe')
  }
})
