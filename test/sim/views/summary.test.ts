import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Run, runOf, simulate, stateAfter } from '#sim/run/run.ts'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { isBroken, isOutcome } from '#sim/scenario/outcome.ts'
import { countOutcomes, earliestFailure, failuresIn, summarise } from '#sim/views/summary.ts'
import { viewOf } from '#sim/views/view.ts'
import { scenarioOf } from '../scenario/broken.ts'
import { runZeo, zeo } from '../zeo.ts'

const ordered = (order: string, cut?: number, seed = 1): Run => {
  const read = parseOrder(zeo, order)
  if (!read.ok) throw new Error(read.message)
  return simulate(runOf(zeo, { seed, steps: read.steps, ...(cut !== undefined && { cut }) }))
}

test('servers first: every client is left half-open by each of them, in the step in which it comes back', () => {
  const summary = summarise(runZeo())

  expect(summary.verdict).toBe('unsafe')
  const failures = failuresIn(summary)
  expect(failures.map(({ outcome }) => outcome)).toEqual(Array(6).fill('half-open'))
  for (const { acceptor, failure } of failures) {
    expect(failure?.rollout).toMatchObject({ state: 'settling', step: acceptor === 's1' ? 0 : 1 })
    expect(failure?.rollout?.steps[failure.rollout.step]?.node).toBe(acceptor)
  }
  const first = earliestFailure(failures)
  expect(first?.failure?.at).toBe(Math.min(...failures.map(({ failure }) => failure?.at ?? 0)))
  expect(summary.rollout).toMatchObject({ state: 'done', step: 4 })
})

test('clients first: nothing fails', () => {
  const summary = summarise(ordered('client,server'))

  expect(summary.verdict).toBe('safe')
  expect(failuresIn(summary)).toEqual([])
  expect(countOutcomes(summary.attempts)).toEqual(
    new Map([
      ['open', 12],
      ['degraded', 6],
      ['refused', 6],
    ]),
  )
  expect(summary.calls).toMatchObject({ failed: 0, hung: 0, hanging: 0 })
})

describe('calls', () => {
  test('those that a caller without a service is due to make are counted apart, while it runs', () => {
    const scenario = scenarioOf(`
title: Deaf
about: The server never answers.
versions: [V1, V2]
roles:
  client: { old: { speaks: at once, offers: V2, accepts: V2 }, new: { } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1, otherwise: stall } }
links: [{ from: client, to: server }]
calls: { client: { load: V1 } }
traffic: { repeat: { load: 1 s } }
cluster: { client: 1 × old, server: 1 × old }
network: { latency: 5 ms }
timing: { drain: 0, down: 4 s, start: 0, settle: 1 s }
upgrade: { at: 2 s, to: { client: new } }
`)
    const run = simulate(runOf(scenario, { seed: 7 }))
    const { calls } = summarise(run)
    expect(calls.made).toBe(0)
    expect(calls.withoutService).toBe(Math.floor((run.end.at - 4_000) / 1_000))
  })

  test('a call that a stalled client made hangs while the run lasts', () => {
    const { calls, longestWait } = summarise(runZeo({ until: 16_000 }))

    expect(calls).toMatchObject({ hanging: 6, hung: 0, underWay: 0 })
    expect(longestWait).toMatchObject({ peer: 's1', name: 'register', end: 'hanging' })
    expect((longestWait?.at ?? 0) + (longestWait?.waited ?? 0)).toBe(16_000)
  })

  test('it has hung once its connection is gone', () => {
    const { calls, longestWait } = summarise(runZeo())

    expect(calls).toMatchObject({ hanging: 0, hung: 6, underWay: 0 })
    expect(longestWait).toMatchObject({ node: 'c3', peer: 's1', name: 'register', end: 'hung' })
    // c3 goes down last, at 31.2 s.
    expect((longestWait?.at ?? 0) + (longestWait?.waited ?? 0)).toBe(31_200)
  })

  test('one whose answer is on its way is under way', () => {
    const { calls } = summarise(runZeo({ until: 60 }))

    expect(calls).toMatchObject({ hanging: 0 })
    expect(calls.underWay).toBe(calls.made)
    expect(calls.made).toBeGreaterThan(0)
  })

  test('one whose line is cut hangs', () => {
    const interventions = [{ at: 1_990, do: 'cut', pair: 'c1-s1' } as const]
    const { calls, longestWait, verdict } = summarise(runZeo({ interventions, until: 9_000 }))

    expect(calls.hanging).toBeGreaterThan(0)
    expect(longestWait).toMatchObject({ node: 'c1', peer: 's1', name: 'load', end: 'hanging' })
    // It was ended before it had come to rest.
    expect(verdict).toBe('unknown')
  })

  test('one that a crash cuts off has failed', () => {
    // The first load is made some 2 s after the start.
    const load = [...runZeo({ interventions: [] }).trace].find(
      (event) => event.kind === 'call' && event.name === 'load' && event.status === 'made',
    )
    if (load?.kind !== 'call') throw new Error('nobody loads')
    const interventions = [{ at: load.at + 1, do: 'kill', node: load.node } as const]

    expect(summarise(runZeo({ interventions, until: 9_000 })).calls.failed).toBeGreaterThan(0)
  })
})

describe('time without service', () => {
  test('counts from the start until every service has answered', () => {
    const run = runZeo({ interventions: [], until: 10_000 })
    const answered = (node: string) =>
      Math.max(
        ...[...run.trace].flatMap((event) =>
          event.kind === 'transition' &&
          event.actor.startsWith(`connector ${node}-`) &&
          event.to[0] === 'notified'
            ? [event.at]
            : [],
        ),
      )

    expect([...summarise(run).withoutService]).toEqual(['c1', 'c2', 'c3'].map((id) => [id, answered(id)]))
  })

  test('is the same as somebody counts who looks at every moment', () => {
    const run = runZeo({ until: 9_000 })
    const without = new Map<string, number>()
    let last: { time: number; missing: Set<string> } = { time: 0, missing: new Set() }
    for (let moment = 0; moment <= run.moments; moment++) {
      const { time, pairs } = viewOf(run.cluster, stateAfter(run, moment))
      const missing = new Set(
        pairs.filter(({ connector }) => connector !== 'notified').map(({ dialer }) => dialer),
      )
      for (const node of last.missing) without.set(node, (without.get(node) ?? 0) + time - last.time)
      last = { time, missing }
    }
    for (const node of last.missing) without.set(node, (without.get(node) ?? 0) + run.end.at - last.time)

    for (const [node, time] of summarise(run).withoutService)
      expect(time).toBeCloseTo(without.get(node) ?? 0, 6)
  })
})

test('the numbers add up, whatever the order, the seed and the end', () => {
  const nodes = zeo.upgrade.steps.map(({ node }) => node)
  const orders = fc.shuffledSubarray(nodes, { minLength: nodes.length })
  fc.assert(
    fc.property(orders, fc.nat(), fc.integer({ min: 1, max: 40_000 }), (order, seed, until) => {
      const run = ordered(order.join(), until, seed)
      const { verdict, attempts, calls, withoutService } = summarise(run)

      const { made, answered, failed, hung, hanging, underWay } = calls
      expect(answered + failed + hung + hanging + underWay).toBe(made)
      expect(attempts).toHaveLength(
        [...run.trace].filter((event) => event.kind === 'send' && event.message.kind === 'dial').length,
      )
      const broken = [...run.trace].some(
        (event) => event.kind === 'attempt' && isOutcome(event.outcome) && isBroken(event.outcome),
      )
      if (broken) expect(verdict).toBe('unsafe')
      else expect(verdict === 'safe').toBe(run.end.why === 'at rest')
      for (const time of withoutService.values()) {
        expect(time).toBeGreaterThan(0)
        expect(time).toBeLessThanOrEqual(until)
      }
    }),
    { numRuns: 20 },
  )
}, 30_000)
