/** How a plan is confirmed: up to 200 connections also by a run. */
import { expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { scenarioOf } from '../scenario/broken.ts'

const cluster = (clients: number, servers: number) =>
  scenarioOf(`
title: Some and many
about: Is it run?
versions: [V1]
roles:
  client: { c-1: { speaks: after the peer, offers: V1, accepts: V1, otherwise: close } }
  server: { s-1: { speaks: at once, offers: V1, answers: theirs, accepts: V1, otherwise: close }, s-2: { } }
links: [{ from: client, to: server }]
cluster: { client: ${clients} × c-1, server: ${servers} × s-1 }
network: { latency: 5 ms }
upgrade: { to: { server: s-2 } }
`)

test('an order is run where there are no more than 200 connections', () => {
  const isRun = (clients: number, servers: number) =>
    plan(cluster(clients, servers)).limits.proven.some((said) => said.includes('in a run of it'))
  expect(isRun(100, 2)).toBe(true)
  expect(isRun(67, 3)).toBe(false)
})

test('what was walked on the machines is said, and only that', () => {
  const proven = (clients: number) => plan(cluster(clients, 1)).limits.proven
  expect(proven(2)).toContain(
    'the order that is best, step by step on the machines, under every delivery order',
  )
  expect(proven(300).join()).not.toContain('on the machines')
})
