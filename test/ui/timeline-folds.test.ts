// What the timeline makes of a trace, held against the trace itself.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rolloutOf, simulate, simulating } from '#sim/run/run.ts'
import { beliefsAt } from '#ui/timeline/beliefs.ts'
import { type Chart, chartOf, readChart } from '#ui/timeline/chart.ts'
import { drawnEnd, progressAt } from '#ui/timeline/flights.ts'
import { releaseAt } from '#ui/timeline/lanes.ts'
import { pinsOf } from '#ui/timeline/pins.ts'
import { hushesAt, type Silence } from '#ui/timeline/silences.ts'
import { runSpec } from '../sim/arbitraries.ts'
import { only } from '../sim/reading.ts'
import { runZeo, zeo } from '../sim/zeo.ts'
import { flightsOf } from './flights-of.ts'

// Servers first: the old clients hang.
const noPins = { nodes: [], pair: null }

const run = runZeo({ seed: 7 })
const chart = chartOf(run)
const flights = flightsOf(chart)

test('what is read in pieces while the run is made is what is read of it at once', () => {
  fc.assert(
    fc.property(runSpec({}), fc.infiniteStream(fc.boolean()), (spec, reads) => {
      const pieces = simulating(spec)
      for (;;) {
        const { done, value } = pieces.next()
        if (reads.next().value) readChart(value)
        if (!done) continue
        expect(told(chartOf(value))).toEqual(told(chartOf(simulate(spec))))
        return
      }
    }),
  )
})

/** A chart as it can be compared: its flights by number are functions. */
const told = (each: Chart) => ({ ...each, flights: flightsOf(each) })

describe('messages', () => {
  test('each is there once, from its send to its delivery, between the right nodes', () => {
    fc.assert(
      fc.property(runSpec({}), (spec) => {
        const random = simulate(spec)
        const folded = flightsOf(chartOf(random))
        const sends = only(random.trace, 'send')
        expect(folded.map(({ id }) => id)).toEqual(sends.map(({ id }) => id))
        const delivers = new Map(only(random.trace, 'deliver').map((event) => [event.cause, event]))
        folded.forEach((flight, index) => {
          const send = sends[index]
          expect(flight).toMatchObject({ from: send?.from, to: send?.to, sentAt: send?.at })
          const deliver = delivers.get(flight.id)
          expect(flight.fate === 'delivered').toBe(deliver !== undefined)
          if (deliver) expect(flight).toMatchObject({ endsAt: deliver.at, ended: deliver.id })
        })
      }),
    )
  })

  test('what its receiver took amiss is marked', () => {
    const troubled = flights.filter(({ trouble }) => trouble !== null)
    const refused = troubled.filter(({ trouble }) => trouble === 'refused')
    // Every old client meets both new servers.
    expect(refused.map(({ message, to }) => `${message.name} to ${to}`).sort()).toEqual(
      ['c1', 'c1', 'c2', 'c2', 'c3', 'c3'].map((node) => `Z201 to ${node}`),
    )
    const swallowed = troubled.filter(({ trouble }) => trouble === 'swallowed')
    expect(swallowed).toHaveLength(only(run.trace, 'swallow').length)
    expect(new Set(swallowed.map(({ message }) => message.kind))).toEqual(new Set(['reply']))
  })

  test('those of a span are found without looking at all', () => {
    const time = fc.double({ min: -100, max: chart.until + 100, noNaN: true })
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const within = flights.filter(
          (flight) => flight.sentAt <= to && drawnEnd(flight, chart.flights.usual) >= from,
        )
        expect(chart.flights.within(from, to).map(chart.flights.at)).toEqual(within)
      }),
    )
  })

  test('one that a cut holds up is under way for ever', () => {
    const cut = runZeo({ interventions: [{ at: 2_000, do: 'cut', pair: 'c1-s1' }], until: 10_000 })
    const { usual } = chartOf(cut).flights
    const held = flightsOf(chartOf(cut)).filter(({ fate }) => fate === 'under way')
    expect(new Set(held.map(({ pair }) => pair))).toContain('c1-s1')
    const first = held.find(({ pair }) => pair === 'c1-s1')
    expect(first && progressAt(first, 9_999, usual)).toBe(0.5)
  })

  test('two ends that close at once do not hear of it', () => {
    const reset = runZeo({ interventions: [{ at: 2_000, do: 'reset', pair: 'c1-s1' }], until: 3_000 })
    const closings = flightsOf(chartOf(reset)).filter(
      ({ message, sentAt }) => sentAt >= 2_000 && (message.kind === 'reset' || message.kind === 'close'),
    )
    expect(closings.length).toBeGreaterThan(1)
    expect(closings.every(({ fate }) => fate === 'delivered' || fate === 'unheard')).toBe(true)
  })
})

describe('lanes', () => {
  test('every node is in one state at any time, from the start to the end', () => {
    fc.assert(
      fc.property(runSpec({}), (spec) => {
        const random = simulate(spec)
        for (const { spans } of chartOf(random).lanes) {
          expect(spans[0]?.from).toBe(0)
          expect(spans.at(-1)?.to).toBe(Math.max(spec.until, spans.at(-1)?.from ?? 0))
          spans.slice(1).forEach((span, index) => {
            expect(span.from).toBe(spans[index]?.to)
          })
        }
      }),
    )
  })

  test('an upgrade is draining, down, starting, and the other release from then on', () => {
    const s1 = chart.lanes.find(({ node }) => node === 's1')
    const { drain, down, start } = zeo.timing
    const begin = zeo.upgrade.at
    expect(s1?.spans.map(({ state, from }) => [state, from])).toEqual([
      ['running', 0],
      ['draining', begin],
      ['down', begin + drain],
      ['starting', begin + drain + down],
      ['running', begin + drain + down + start],
    ])
    expect(s1 && releaseAt(s1, begin + drain + down - 1)).toMatchObject({ label: '3.1', isNew: false })
    expect(s1 && releaseAt(s1, begin + drain + down)).toMatchObject({ label: '3.2', isNew: true })
  })

  test('what a person did is marked where it was done', () => {
    const by = runZeo({
      interventions: [
        ...rolloutOf(zeo, [{ node: 's2', to: 'ZODB-3.2' }]),
        { at: 3_000, do: 'upgrade', node: 'c1', to: 'ZODB-3.2' },
        { at: 9_000, do: 'kill', node: 'c2' },
        { at: 9_100, do: 'cut', pair: 'c3-s1' },
      ],
      until: 20_000,
    })
    const { landmarks, lanes } = chartOf(by)
    expect(landmarks.map(({ at, kind, label, nodes }) => [at, kind, label, nodes.join()])).toEqual([
      [1_000, 'upgrade', 's2 → 3.2', 's2'],
      [3_000, 'upgrade', 'c1 → 3.2', 'c1'],
      [9_000, 'fault', 'c2 killed', 'c2'],
      [9_100, 'fault', 'c3–s1 cut', 'c3,s1'],
    ])
    expect(lanes.find(({ node }) => node === 'c2')?.spans.at(-1)).toMatchObject({
      state: 'crashed',
      from: 9_000,
    })
  })
})

describe('ends', () => {
  const stuck = chart.ends.stuck.filter(({ pair }) => pair === 'c1-s1')
  const [first] = stuck

  test('the old client is stuck from its refusal until it is upgraded', () => {
    expect(stuck).toHaveLength(1)
    expect(first?.node).toBe('c1')
    const refusal = run.trace.event(first?.id)
    expect(refusal).toMatchObject({ kind: 'transition', to: ['handshake.stalled', 'queue.passing'] })
    const closed = [...run.trace].find((event) => event.at === first?.to && event.kind === 'transition')
    expect(closed).toMatchObject({ actor: 'node c1', to: ['down'] })
  })

  test('each end says what it believes while they differ, and nothing before or after', () => {
    const pins = pinsOf(run, { kind: 'pair', id: 'c1-s1' })
    const { from = 0, to = 0 } = first ?? {}
    expect(beliefsAt(chart, pins, from + 100).map(({ node, text }) => `${node} ${text}`)).toEqual([
      'c1 is still in its handshake',
      's1 believes the link is open at Z200',
    ])
    expect(beliefsAt(chart, pins, from - 1)).toEqual([])
    expect(beliefsAt(chart, pins, to)).toEqual([])
    expect(beliefsAt(chart, noPins, from + 100)).toEqual([])
  })

  test('a broken attempt is one failure, by the last that was known of it', () => {
    const attempts = only(run.trace, 'attempt').filter(({ severity }) => severity === 'error')
    const connections = new Set(attempts.map(({ connection }) => connection))
    expect(chart.ends.failures.map(({ connection }) => connection)).toHaveLength(connections.size)
    expect(new Set(chart.ends.failures.map(({ outcome }) => outcome))).toEqual(new Set(['half-open']))
  })

  test('the end that stalls and the end that believes have their signs on their own lanes', () => {
    const marks = chart.ends.marks.filter(({ pair }) => pair === 'c1-s1')
    expect(marks.map(({ node, outcome }) => `${node} ${outcome}`)).toEqual(['c1 stalled', 's1 half-open'])
  })

  test('clients first leaves nothing stuck', () => {
    const steps = ['c1', 'c2', 'c3', 's1', 's2'].map((node) => ({ node, to: 'ZODB-3.2' }))
    const good = chartOf(runZeo({ interventions: rolloutOf(zeo, steps) }))
    expect(good.ends).toMatchObject({ stuck: [], marks: [], failures: [] })
    expect(flightsOf(good).every(({ trouble }) => trouble === null)).toBe(true)
  })
})

describe('calls without an answer', () => {
  test('are those that the trace never answers', () => {
    const answered = new Set(
      only(run.trace, 'call')
        .filter(({ status }) => status === 'answered')
        .map(({ call }) => call),
    )
    for (const { id } of chart.silences) {
      const made = run.trace.event(id)
      expect(made).toMatchObject({ kind: 'call', status: 'made' })
      expect(made?.kind === 'call' && answered.has(made.call)).toBe(false)
    }
    const registers = chart.silences.filter(({ pair, name }) => pair === 'c1-s1' && name === 'register')
    expect(registers).toHaveLength(1)
    const { from = 0, to = 0 } = registers[0] ?? {}
    expect(from).toBe(run.trace.event(registers[0]?.id ?? -1)?.at)
    // It fails when c1 goes down for its own upgrade.
    expect(chart.lanes[0]?.spans.find(({ state }) => state === 'down')?.from).toBe(to)
  })

  const silence = (id: number, from: number, to = Number.POSITIVE_INFINITY): Silence => ({
    id,
    name: `call ${id}`,
    node: 'c1',
    pair: 'c1-s1',
    from,
    to,
  })

  test('those that overlap are one, and the oldest speaks', () => {
    const hushes = hushesAt([silence(1, 0, 10), silence(2, 20, 40), silence(3, 30), silence(4, 90)], 50)
    expect(hushes.map(({ oldest, calls, from, to }) => [oldest.id, calls.length, from, to])).toEqual([
      [1, 1, 0, 10],
      [2, 2, 20, Number.POSITIVE_INFINITY],
    ])
  })
})

describe('pins', () => {
  test('are the nodes that the selection is about', () => {
    const event = (kind: 'swallow' | 'attempt' | 'heard') => only(run.trace, kind)[0]?.id ?? -1
    expect(pinsOf(run, null)).toEqual(noPins)
    expect(pinsOf(run, { kind: 'node', id: 's1' })).toEqual({ nodes: ['s1'], pair: null })
    expect(pinsOf(run, { kind: 'pair', id: 'c2-s1' })).toEqual({ nodes: ['c2', 's1'], pair: 'c2-s1' })
    expect(pinsOf(run, { kind: 'event', id: event('swallow') }).nodes[1]).toBe('s1')
    expect(pinsOf(run, { kind: 'node', id: 'nobody' })).toEqual(noPins)
    expect(pinsOf(run, { kind: 'pair', id: 'c1-c2' })).toEqual(noPins)
    expect(pinsOf(run, { kind: 'event', id: 0 })).toEqual(noPins)
    expect(pinsOf(run, { kind: 'event', id: 1e9 })).toEqual(noPins)
  })

  test('every event of a run has some or none, and never fails', () => {
    for (const { id } of run.trace) {
      const { nodes, pair } = pinsOf(run, { kind: 'event', id })
      expect(nodes.every((node) => run.cluster.nodes.has(node))).toBe(true)
      expect(pair === null || nodes.length === 2).toBe(true)
    }
  })
})
