// Where the timeline puts things.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Selection } from '#ui/session/selection.ts'
import { chartOf } from '#ui/timeline/chart.ts'
import { densityOf, spread } from '#ui/timeline/density.ts'
import { labelsOf } from '#ui/timeline/labels.ts'
import { merged } from '#ui/timeline/paint.ts'
import { pinsOf } from '#ui/timeline/pins.ts'
import { placeLabels, touches } from '#ui/timeline/placement.ts'
import { rankNodes } from '#ui/timeline/rank.ts'
import { layoutRows } from '#ui/timeline/rows.ts'
import { lineAt, linesOf, type Scene } from '#ui/timeline/scene.ts'
import {
  clampSpan,
  fitSpan,
  followSpan,
  isWithin,
  lengthOf,
  type Span,
  spanAround,
  wholeSpan,
  xIn,
  zoomSpan,
} from '#ui/timeline/span.ts'
import { formatTick } from '#ui/timeline/tick.ts'
import { runZeo } from '../sim/zeo.ts'
import { flightsOf } from './flights-of.ts'

const run = runZeo({ seed: 7 })
const chart = chartOf(run)
const { until } = chart
const nodes = chart.lanes.map(({ node }) => node)
const width = 1_340
const measure = (text: string) => text.length * 6

function sceneOf(span: Span, selection: Selection | null, height = 184): Scene {
  const pins = pinsOf(run, selection)
  const rank = rankNodes(run.cluster, pins)
  return { chart, span, width, pins, rows: layoutRows({ nodes, pinned: pins.nodes, rank, height, page: 0 }) }
}

const time = fc.double({ min: 0, max: until, noNaN: true })
const span = fc
  .tuple(time, fc.double({ min: Math.log(2), max: Math.log(until), noNaN: true }))
  .map(([from, length]) => clampSpan({ from, to: from + Math.exp(length) }, until))
const selection = fc.constantFrom<Selection | null>(
  null,
  { kind: 'pair', id: 'c1-s1' },
  { kind: 'pair', id: 'c3-s2' },
  { kind: 'node', id: 'c2' },
  { kind: 'node', id: 's1' },
)

describe('labels', () => {
  test('never touch each other, whatever is in view', () => {
    fc.assert(
      fc.property(span, selection, time, (view, selected, horizon) => {
        const scene = sceneOf(view, selected)
        const labels = labelsOf(scene, linesOf(scene), horizon, measure)
        labels.forEach(({ place }, index) => {
          expect(labels.slice(index + 1).some((other) => touches(place, other.place))).toBe(false)
          expect(place.x).toBeGreaterThanOrEqual(0)
          expect(place.x + place.width).toBeLessThanOrEqual(width)
        })
      }),
    )
  })

  test('of two that would touch, the one that comes first stays', () => {
    const box = { x: 0, y: 0, width: 40, height: 16 }
    const labels = placeLabels([
      { item: 'younger', places: [box] },
      { item: 'older', places: [{ ...box, x: 30 }] },
      { item: 'elsewhere', places: [box, { ...box, x: 100 }] },
    ])
    expect(labels.map(({ item, place }) => [item, place.x])).toEqual([
      ['younger', 0],
      ['elsewhere', 100],
    ])
  })

  test('nothing that is not known yet is named', () => {
    const view = { from: 6_250, to: 6_450 }
    const scene = sceneOf(view, { kind: 'pair', id: 'c1-s1' })
    const names = (horizon: number) =>
      labelsOf(scene, linesOf(scene), horizon, measure).flatMap(({ item, place }) =>
        item.kind === 'message' ? [place.text] : [],
      )
    expect(names(until)).toContain('reply, read as a handshake')
    expect(names(until)).toContain('Z201')
    expect(names(view.from)).toEqual([])
  })

  test('only messages of the pinned pair are named', () => {
    const scene = sceneOf({ from: 0, to: 200 }, { kind: 'pair', id: 'c1-s1' })
    for (const { item } of labelsOf(scene, linesOf(scene), until, measure)) {
      if (item.kind === 'message') expect(item.flight.pair).toBe('c1-s1')
    }
  })
})

describe('lines', () => {
  test('each message in view is one line between the lanes of its nodes', () => {
    fc.assert(
      fc.property(span, selection, (view, selected) => {
        const scene = sceneOf(view, selected)
        const lines = linesOf(scene)
        expect(new Set(lines.map(({ flight }) => flight.id)).size).toBe(lines.length)
        const x = xIn(view, width)
        for (const { flight, x1, y1, x2, y2 } of lines) {
          expect([x1, y1]).toEqual([x(flight.sentAt), scene.rows.yOf.get(flight.from)])
          if (flight.fate === 'delivered')
            expect([x2, y2]).toEqual([x(flight.endsAt), scene.rows.yOf.get(flight.to)])
        }
      }),
    )
  })

  test('a pair in the selection quiets what does not touch it', () => {
    const tiers = (selected: Selection | null) =>
      new Set(linesOf(sceneOf({ from: 0, to: 200 }, selected)).map(({ tier }) => tier))
    expect(tiers(null)).toEqual(new Set(['plain']))
    expect(tiers({ kind: 'pair', id: 'c1-s1' })).toEqual(new Set(['pinned', 'near', 'far']))
    expect(tiers({ kind: 'node', id: 'c1' })).toEqual(new Set(['pinned', 'far']))
  })

  test('the nearest line is picked, and none from afar', () => {
    const lines = linesOf(sceneOf({ from: 0, to: 200 }, null))
    const [line] = lines
    if (line === undefined) throw new Error('there are lines')
    const [x, y] = [line.x1 + (line.x2 - line.x1) * 0.1, line.y1 + (line.y2 - line.y1) * 0.1]
    expect(lineAt([line], x, y + 2)).toBe(line)
    expect(lineAt([line], x, y + 40)).toBeNull()
  })
})

describe('rows', () => {
  const cluster = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 60, max: 600 }), fc.nat(9), fc.nat(2))
    .map(([count, height, page, pins]) => {
      const names = Array.from({ length: count }, (_, index) => `n${index}`)
      return { nodes: names, pinned: names.slice(0, pins), rank: names, height, page }
    })

  test('every node has a lane, no two lie closer than a name is high, and all are in view', () => {
    fc.assert(
      fc.property(cluster, (input) => {
        const { rows, more, yOf } = layoutRows(input)
        expect([...yOf.keys()].sort()).toEqual([...input.nodes].sort())
        const ys = [...rows.map(({ y }) => y), ...(more ? [more.y] : [])]
        ys.slice(1).forEach((y, index) => {
          expect(y - (ys[index] ?? 0)).toBeGreaterThanOrEqual(18 - 1e-9)
        })
        if (input.height >= 160) expect(ys.at(-1)).toBeLessThanOrEqual(input.height)
        expect(rows.length + (more?.nodes.length ?? 0)).toBe(input.nodes.length)
      }),
    )
  })

  test('the pinned ones lie on top and far apart', () => {
    const { rows } = layoutRows({ nodes, pinned: ['c2', 's1'], rank: nodes, height: 260, page: 0 })
    expect(rows.map(({ node }) => node)).toEqual(['c2', 's1', 'c1', 'c3', 's2'])
    const [first, second, third, fourth] = rows.map(({ y }) => y) as [number, number, number, number]
    expect([second - first, fourth - third]).toEqual([68, 26])
  })

  test('turning the pages shows every node', () => {
    const many = Array.from({ length: 40 }, (_, index) => `n${index}`)
    const seen = new Set<string>()
    for (let page = 0; page < 40; page++) {
      const { rows, more } = layoutRows({ nodes: many, pinned: ['n0', 'n1'], rank: many, height: 184, page })
      expect(more).not.toBeNull()
      for (const { node } of rows) seen.add(node)
    }
    expect(seen.size).toBe(40)
  })

  test('the nodes that the pinned ones talk to are the last to be left out', () => {
    expect(rankNodes(run.cluster, pinsOf(run, { kind: 'node', id: 'c2' }))).toEqual([
      's1',
      's2',
      'c1',
      'c2',
      'c3',
    ])
    expect(rankNodes(run.cluster, pinsOf(run, null))).toEqual(['c1', 's1', 'c2', 's2', 'c3'])
  })
})

describe('the visible span', () => {
  test('zooming leaves the time under the pointer where it is', () => {
    fc.assert(
      fc.property(span, fc.double({ min: 0, max: 1, noNaN: true }), (view, share) => {
        const at = view.from + share * lengthOf(view)
        const next = zoomSpan(view, 1.5, at, until)
        const isClamped = lengthOf(view) / 1.5 <= 2
        if (!isClamped && next.from > 0 && next.to < until) {
          expect((at - next.from) / lengthOf(next)).toBeCloseTo(share, 6)
        }
      }),
    )
  })

  test('never leaves the run but for a little', () => {
    fc.assert(
      fc.property(time, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (from, length) => {
        const { from: left, to: right } = clampSpan({ from, to: from + length }, until)
        const slack = (right - left) * 0.015 + 1e-6
        expect(left).toBeGreaterThanOrEqual(-slack)
        expect(right).toBeLessThanOrEqual(until + slack)
        expect(right).toBeGreaterThan(left)
      }),
    )
    const whole = wholeSpan(until)
    expect(whole.from).toBeLessThanOrEqual(0)
    expect(whole.to).toBeGreaterThanOrEqual(until)
  })

  test('follows the scrubber, and moves no more than it must', () => {
    const view = { from: 1_000, to: 2_000 }
    expect(followSpan(view, 1_400, 1_500, until)).toBe(view)
    expect(followSpan(view, 1_890, 1_910, until)).toEqual({ from: 1_010, to: 2_010 })
    // It began beyond the edge and stays there.
    expect(followSpan(view, 1_950, 1_960, until).from).toBeCloseTo(1_010)
    expect(isWithin(followSpan(view, 1_100, 700, until), 700)).toBe(true)
    expect(isWithin(followSpan(view, 1_900, 9_000, until), 9_000)).toBe(true)
  })

  test('begins where there is something to see', () => {
    const flights = flightsOf(chart)
    for (const at of [0, 50, 6_330, 20_000, until]) {
      const fitted = fitSpan(chart.flights, null, at, until)
      expect(isWithin(fitted, at)).toBe(true)
      expect(lengthOf(fitted)).toBeLessThan(2_000)
      expect(flights.some(({ sentAt, endsAt }) => sentAt <= fitted.to && endsAt >= fitted.from)).toBe(true)
    }
    const dial = flights.find(({ pair, sentAt }) => pair === 'c1-s1' && sentAt > 6_000)?.sentAt ?? 0
    expect(isWithin(fitSpan(chart.flights, null, 6_330, until), dial)).toBe(true)
    expect(isWithin(spanAround({ from: 0, to: 10 }, 5_000, 0.5, until), 5_000)).toBe(true)
  })
})

test('ticks have as many digits as they need', () => {
  expect(formatTick(10_000, 5_000)).toBe('10 s')
  expect(formatTick(1_500, 100)).toBe('1.5 s')
  expect(formatTick(1_500, 20)).toBe('1.50 s')
  expect(formatTick(6_304.5, 0.5)).toBe('6.3045 s')
})

test('stretches that overlap are one', () => {
  const stretches = [
    { from: 5, to: 9 },
    { from: 0, to: 3 },
    { from: 2, to: 4 },
  ]
  expect(merged(stretches)).toEqual([
    { from: 0, to: 4 },
    { from: 5, to: 9 },
  ])
})

test('a long run fits a short strip', () => {
  expect(densityOf([0, 0, 0, 0, 99], 100, 4)).toEqual([1, 0, 0, 0.5])
  expect(densityOf([100], 100, 2)).toEqual([0, 1])
  expect(spread([0, 3, 12, 15, 40], (place) => place, 10)).toEqual([[0, 3], [12, 15], [40]])
})
