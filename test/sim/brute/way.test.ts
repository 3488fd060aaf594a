/** The way to what the brute force has found is whole, also where it was found as the last thing before a limit. */
import { expect, test } from 'vitest'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { runOf, simulate } from '#sim/run/run.ts'
import { summarise } from '#sim/views/summary.ts'
import { scenarioOf } from '../scenario/broken.ts'

const scenario = scenarioOf(`versions: [V1, V2, V3]
roles:
  client:
    1.0: { speaks: at once, offers: V1, accepts: [V1] }
    2.0: { offers: V3, accepts: V1..V3, when refused: { retry: oldest, on: [error, close], remembers: peer } }
  server:
    1.0: { speaks: after the peer, offers: V1, accepts: [V1], otherwise: close }
    2.0: { offers: V2, accepts: V1..V2, detects fallback: yes }
links: [{ from: client, to: server, needs: any }]
cluster: { client: 3 × 1.0, server: 3 × 1.0 }
upgrade: { to: { server: 2.0, client: 2.0 } }
`)

test('as a run can follow it', () => {
  const order = ['s3', 's1', 's2', 'c1', 'c3', 'c2'].map((node) => ({ node, to: '2.0' }))
  const { states } = exhaustive(scenario, { order })
  const cut = Array.from({ length: 12 }, (_, i) => Math.floor((states * (i + 4)) / 16))
  const found = cut.flatMap((limit) => {
    const walked = exhaustive(scenario, { order, limit: { states: limit } })
    expect(walked.limit).toBe('states')
    return walked.failure ?? []
  })
  expect(found.length).toBeGreaterThan(0)
  for (const { steps, path, fault } of found) {
    expect(path[0]).toMatch(/^c\d-s\d: dial reaches s\d$/)
    const taken = steps.map(({ unit, to }) => ({ node: unit, to }))
    const run = simulate(runOf(scenario, { steps: taken, path }))
    expect(summarise(run).observed.map(({ reason }) => reason)).toContain(fault.reason)
  }
})

test('also where a process went before its dials arrived, and somebody has to have waited long enough', () => {
  const waiting = scenarioOf(`versions: [V1, V2, V3]
roles:
  client:
    r1: { speaks: at once, offers: V1, accepts: V1 }
    r2:
      offers: V3
      accepts: V2..V3
      when refused: { retry: supported, on: [close, silence], remembers: nothing }
      patience: 1 s
  server:
    r1: { speaks: after the peer, offers: V1, accepts: V1, answers: equal, otherwise: stall }
    r2: { offers: V2, accepts: V1..V2 }
links: [{ from: client, to: server, needs: any }]
cluster: { client: r1, server: 5 × r1 }
upgrade: { to: { client: r2, server: r2 } }
`)
  const order = waiting.upgrade.steps
  const { failure } = exhaustive(waiting, { order, limit: { states: 8_000 } })
  if (failure === null) throw new Error('nothing was found')
  const { steps, path, fault } = failure
  expect(path).toContain('c1-s1: c1 has waited long enough')
  const taken = steps.map(({ unit, to }) => ({ node: unit, to }))
  const run = simulate(runOf(waiting, { steps: taken, path }))
  expect(summarise(run).observed.map(({ reason }) => reason)).toContain(fault.reason)
})

test('also where it takes as many states to walk again as there may be, for each of its events', () => {
  const many = scenarioOf(`versions: [V1, V2, V3]
roles:
  client:
    r1: { speaks: at once, offers: V1, accepts: V1, answers: theirs }
    r2: { offers: V3, accepts: V1..V3 }
  server:
    r1: { speaks: at once, offers: V1, accepts: V1, as: { acceptor: { speaks: after the peer } } }
    r2: { offers: V2, accepts: V1..V2 }
links: [{ from: client, to: server, needs: any }]
cluster: { client: r1, server: 5 × r1 }
upgrade: { to: { client: r2, server: r2 } }
`)
  const limits = Array.from({ length: 16 }, (_, i) => 540 + 10 * i)
  const order = many.upgrade.steps
  const ways = limits.flatMap((states) => exhaustive(many, { order, limit: { states } }).failure ?? [])
  expect(ways.length).toBeGreaterThan(0)
  for (const { path } of ways) expect(path[0]).toBe('c1-s1: dial reaches s1')
})
