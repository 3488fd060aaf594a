// The network, looked at message by message in clusters where every trip takes 10 ms.

import { describe, expect, it } from 'vitest'
import type { Intervention } from '#sim/engine/intervention.ts'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import { stateAt } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { only } from '../reading.ts'
import { easy, link, release, role, run, small } from '../small.ts'

/** `20 c1-s1#1 accept`: what arrived when. */
const arrivals = (trace: Iterable<TraceEvent>) =>
  only(trace, 'deliver').map(({ at, connection, message }) => `${at} ${connection} ${message.name}`)

const attempts = (trace: Iterable<TraceEvent>) =>
  only(trace, 'attempt').map(({ at, connection, outcome }) => `${at} ${connection} ${outcome}`)

const busy: Scenario = {
  ...small,
  traffic: { test: ['ping'], start: [], repeat: [{ call: 'load', every: 7 }] },
}

describe('opening', () => {
  it('takes a trip there and a trip back', () => {
    expect(arrivals(run(small).trace).slice(0, 2)).toEqual(['10 c1-s1#1 dial', '20 c1-s1#1 accept'])
  })

  it('is refused by a node that does not run', () => {
    const { trace } = run(small, { at: 5, do: 'kill', node: 's1' })
    expect(arrivals(trace).slice(0, 2)).toEqual(['10 c1-s1#1 dial', '20 c1-s1#1 refuse'])
    expect(attempts(trace)[0]).toBe('20 c1-s1#1 refused')
  })

  it('is refused by a node that is on its way down, and taken up again once it runs', () => {
    const { trace } = run(
      { ...small, timing: { ...small.timing, drain: 2_000 } },
      { at: 5, do: 'upgrade', node: 's1', to: 'r1' },
    )
    // Pauses of 1 s and 2 s; the node is back after 2,000 + 200 + 50 ms.
    expect(attempts(trace)).toEqual(['20 c1-s1#1 refused', '1040 c1-s1#2 refused', '3070 c1-s1#3 open'])
  })

  it('is given up when it takes too long, and what comes of it later changes nothing', () => {
    const { trace } = run(
      small,
      { at: 5, do: 'cut', pair: 'c1-s1' },
      { at: 1_200, do: 'heal', pair: 'c1-s1' },
    )
    expect(attempts(trace)[0]).toBe('500 c1-s1#1 interrupted')
    // The dial and the goodbye behind it arrive after the line is healed, in this order.
    const first = only(trace, 'deliver').filter(({ connection }) => connection === 'c1-s1#1')
    expect(first.map(({ at, message }) => `${at} ${message.kind}`)).toEqual(['1210 dial', '1210 close'])
    expect(attempts(trace)).toContain('1530 c1-s1#2 open')
  })
})

describe('closing', () => {
  it('takes a trip, and a crash is told by a reset', () => {
    const orderly = run(small, { at: 1_000, do: 'upgrade', node: 's1', to: 'r1' })
    expect(arrivals(orderly.trace)).toContain('1110 c1-s1#1 close')
    const crash = run(small, { at: 1_000, do: 'kill', node: 's1' })
    expect(arrivals(crash.trace)).toContain('1010 c1-s1#1 reset')
  })

  it('from both ends at the same time is heard by neither', () => {
    const both: Intervention[] = [
      { at: 1_000, do: 'kill', node: 's1' },
      { at: 1_000, do: 'kill', node: 'c1' },
    ]
    const late = only(run(small, ...both).trace, 'deliver', 'lost').filter(({ at }) => at >= 1_000)
    expect(late).toEqual([])
  })

  it('loses what reaches an end that is gone, and tells so', () => {
    const { trace } = run(busy, { at: 1_000, do: 'kill', node: 's1' })
    const lost = only(trace, 'lost')
    expect(lost.length).toBeGreaterThan(0)
    for (const event of lost) {
      expect(event.at).toBeGreaterThan(1_000)
      expect(event.at).toBeLessThanOrEqual(1_020)
      expect(event).toMatchObject({ to: 's1', reason: 'the connection is closed at the other end' })
    }
  })
})

describe('a cut', () => {
  const during: Intervention[] = [
    { at: 1_000, do: 'cut', pair: 'c1-s1' },
    { at: 3_000, do: 'heal', pair: 'c1-s1' },
  ]

  it('holds everything up, and lets it go in its order, each once', () => {
    const { trace } = run(busy, ...during)
    const calls = only(trace, 'deliver').filter(({ message }) => message.kind === 'call')
    expect(calls.filter(({ at }) => at >= 1_000 && at < 3_000)).toEqual([])
    const names = calls.map(({ message }) => message.call)
    expect(names).toEqual(
      names.toSorted((a, b) => Number(a?.split(' ').at(-1)) - Number(b?.split(' ').at(-1))),
    )
    expect(new Set(names).size).toBe(names.length)
    const sent = only(trace, 'send').filter(({ message, at }) => message.kind === 'call' && at < 4_000)
    expect(names).toEqual(expect.arrayContaining(sent.map(({ message }) => message.call)))
  })

  it('takes a new trip for what it held up, and none for what had longer to go anyway', () => {
    const slow: Scenario = { ...small, latency: { kind: 'fixed', ms: 400 } }
    const { trace } = run(
      {
        ...slow,
        links: [
          {
            ...link('client', 'server'),
            connector: { ...link('', '').connector, firstAttemptTimeout: 5_000 },
          },
        ],
      },
      { at: 100, do: 'cut', pair: 'c1-s1' },
      { at: 300, do: 'heal', pair: 'c1-s1' },
      { at: 700, do: 'cut', pair: 'c1-s1' },
      { at: 900, do: 'heal', pair: 'c1-s1' },
    )
    expect(arrivals(trace).slice(0, 2)).toEqual(['400 c1-s1#1 dial', '1300 c1-s1#1 accept'])
  })

  it('does not hold up what was first for what comes later', () => {
    const { trace } = run(
      { ...small, traffic: { test: ['ping'], start: [], repeat: [{ call: 'load', every: 100 }] } },
      // A call leaves at 140 and takes 10 ms, the next at 240 and takes 2 s; then the line is fast again.
      { at: 145, do: 'cut', pair: 'c1-s1' },
      { at: 200, do: 'slow', pair: 'c1-s1', latency: { kind: 'fixed', ms: 2_000 } },
      { at: 300, do: 'slow', pair: 'c1-s1', latency: { kind: 'fixed', ms: 10 } },
      { at: 305, do: 'heal', pair: 'c1-s1' },
    )
    const loads = only(trace, 'deliver').filter(
      ({ message }) => message.kind === 'call' && message.name === 'load',
    )
    expect(loads.slice(0, 3).map(({ at }) => at)).toEqual([315, 2_240, 2_240])
  })

  it('of one line leaves the others alone', () => {
    const two: Scenario = {
      ...small,
      nodes: [...small.nodes, { id: 's2', role: 'server', release: 'r1' }],
    }
    const { trace } = run(two, { at: 0, do: 'cut', pair: 'c1-s1' })
    expect(attempts(trace)).toContain('30 c1-s2#1 open')
    expect(only(trace, 'deliver').filter(({ connection }) => connection.startsWith('c1-s1'))).toEqual([])
  })

  it('twice, and a heal of what is not cut, do no more than once', () => {
    const said = (interventions: Intervention[]) => arrivals(run(busy, ...interventions).trace)
    const [cut, heal] = during as [Intervention, Intervention]
    expect(said([cut, { ...cut, at: 1_500 }, heal, { ...heal, at: 3_500 }])).toEqual(said(during))
  })
})

describe('a reset', () => {
  it('sweeps away what is under way, and tells both ends a trip later', () => {
    const { trace } = run(busy, { at: 1_005, do: 'reset', pair: 'c1-s1' })
    const swept = only(trace, 'lost').filter(({ reason }) => reason === 'swept away by a reset')
    expect(swept.length).toBeGreaterThan(0)
    expect(arrivals(trace).filter((line) => line.endsWith('c1-s1#1 reset'))).toEqual([
      '1015 c1-s1#1 reset',
      '1015 c1-s1#1 reset',
    ])
    expect(attempts(trace)).toContain('1045 c1-s1#2 open')
  })

  it('of a pair without a connection does nothing', () => {
    const { trace } = run(small, { at: 0, do: 'kill', node: 'c1' }, { at: 1_000, do: 'reset', pair: 'c1-s1' })
    expect(
      only(trace, 'send')
        .filter(({ message }) => message.kind === 'reset')
        .map(({ at }) => at),
    ).toEqual([0])
  })
})

describe('a change of latency', () => {
  it('counts from then on, for that line, and lets nothing overtake what is under way', () => {
    const { trace } = run(
      busy,
      { at: 1_000, do: 'slow', pair: 'c1-s1', latency: { kind: 'fixed', ms: 300 } },
      { at: 2_000, do: 'slow', pair: 'c1-s1', latency: { kind: 'fixed', ms: 1 } },
    )
    const trips = only(trace, 'deliver').map((event) => ({
      sentAt: trace.event(event.cause)?.at ?? Number.NaN,
      trip: event.at - (trace.event(event.cause)?.at ?? Number.NaN),
    }))
    for (const { sentAt, trip } of trips) {
      if (sentAt < 1_000) expect(trip).toBeCloseTo(10, 3)
      else if (sentAt < 2_000) expect(trip).toBeCloseTo(300, 3)
      // The last slow messages are still ahead in the stream.
      else if (sentAt < 2_300) expect(trip).toBeLessThanOrEqual(301)
      else expect(trip).toBeCloseTo(1, 3)
    }
  })
})

describe('attempts that are over', () => {
  it('are dropped once another one follows, however often', () => {
    const strict = role('client', release('r1', { ...easy, accepts: ['B'] }))
    const old = role('server', release('r1', { ...easy, offers: 'A' }))
    const simulated = run({ ...small, roles: [strict, old], until: 60_000 })
    expect(attempts(simulated.trace).length).toBeGreaterThan(10)
    expect([...stateAt(simulated, 60_000).connections.keys()]).toHaveLength(1)
  })
})
