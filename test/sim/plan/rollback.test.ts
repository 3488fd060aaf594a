/** What a plan says of the ways back. */
import { expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { scenarioOf } from '../scenario/broken.ts'

const cluster = (before: string, after: string) =>
  scenarioOf(`
title: There and back
about: May a server go back?
versions: [V1]
roles:
  client: { c-1: { speaks: after the peer, offers: V1, accepts: V1, otherwise: close } }
  server: { s-1: { speaks: at once, offers: V1, answers: theirs, accepts: V1, otherwise: close${before} }, s-2: { ${after} } }
links: [{ from: client, to: server }]
cluster: { client: 1 × c-1, server: 1 × s-1 }
network: { latency: 5 ms }
upgrade: { to: { server: s-2 } }
`)

test('a way back is known where it is said of the release that is left', () => {
  const isKnown = (before: string, after: string) =>
    plan(cluster(before, after)).rollback?.ways.at(-1)?.isKnown
  expect(isKnown('', 'way back: open')).toBe(true)
  expect(isKnown(', way back: open', '')).toBe(false)
  expect(isKnown('', '')).toBe(false)
})
