/** The way that is the same for all, beside a route on which some leave a release out. */
import { expect, test } from 'vitest'
import { checkOrder } from '#sim/plan/check.ts'
import { plan } from '#sim/plan/plan.ts'
import { rolloutSteps } from '#sim/scenario/order/units.ts'
import { scenarioOf } from '../scenario/broken.ts'

const kept = (between: string) =>
  scenarioOf(`
title: Skip
about: The release between reads both forms, and who comes last may leave it out.
versions: [V1]
roles:
  client:
    old: { speaks: at once, offers: V1, accepts: V1, data: { writes: F1 } }
    between: { data: { reads: ${between} } }
    new: { data: { writes: F2, reads: [F1, F2] } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1 } }
links: [{ from: client, to: server }]
cluster: { client: 2 × old, server: 1 × old }
network: { latency: 5 ms }
upgrade: { to: { client: new }, keep: [working, readable] }
`)

test('where some leave a release out, the way that is the same for all is said, and holds', () => {
  const scenario = kept('[F1, F2]')
  const { route } = plan(scenario)
  expect(route?.units.map(({ through }) => through.length).toSorted()).toEqual([2, 3])
  expect(route?.sameForAll?.units.map(({ through }) => through)).toEqual([
    ['old', 'between', 'new'],
    ['old', 'between', 'new'],
  ])
  const steps = rolloutSteps(route?.sameForAll?.phases.flat() ?? [])
  expect(steps).toHaveLength(4)
  expect(checkOrder(scenario, steps).verdict).toBe('safe')
})
