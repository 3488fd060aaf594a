/// <reference path="../../ui/chart/virtual-charts.d.ts" />

import { charts } from 'virtual:parley-charts'
import { describe, expect, test } from 'vitest'
import type { AnyStateMachine } from 'xstate'
import { segmentsOf, touch } from '#tools/chart-layout/geometry.ts'
import { hints } from '#tools/chart-layout/hints.ts'
import { layOut } from '#tools/chart-layout/lay-out.ts'
import { machines } from '#tools/chart-layout/machines.ts'
import type { ChartArrow, ChartRegion, Rect } from '#ui/chart/layout.ts'

const cases = Object.entries(machines).map(([name, machine]) => ({
  name,
  machine: machine as AnyStateMachine,
  chart: charts[name as keyof typeof charts],
}))

describe.each(cases)('the chart of $name', ({ machine, chart }) => {
  const { regions } = chart
  const boxes = regions.flatMap(({ states }) => states)
  const arrows = regions.flatMap((region) => region.arrows)

  test('has exactly the states of the machine', () => {
    const paths = regionsIn(machine).flatMap(({ path, config }) =>
      Object.keys(config.states ?? {}).map((key) => [...path, key].join('.')),
    )
    expect(boxes.map(({ path }) => path)).toEqual(paths)
  })

  test('has one arrow for all transitions between the same two states, and none else', () => {
    const expected = regionsIn(machine).flatMap(({ path, config }) => {
      const at = (key: string) => [...path, key].join('.')
      const fromAny = movesIn(config).map((move) => ({ ...move, target: move.target.slice(1) }))
      const within = Object.entries(config.states ?? {}).flatMap(([key, state]) =>
        movesIn(state)
          // Who comes back without leaving takes no arrow, nor does who does what all others do.
          .filter(({ target, reenter }) => target !== key || reenter)
          .filter(
            (move) => !fromAny.some(({ target, event }) => target === move.target && event === move.event),
          )
          .map(({ target }) => `${at(key)} > ${at(target)}`),
      )
      return [...within, ...fromAny.map(({ target }) => `any > ${at(target)}`)]
    })
    const drawn = arrows.map(({ source, target }) => `${source ?? 'any'} > ${target}`)
    expect(drawn.toSorted()).toEqual([...new Set(expected)].toSorted())
    expect(arrows.flatMap(({ transitions }) => transitions)).toHaveLength(expected.length)
  })

  test('is arranged by hints that name its states, all of them and no others', () => {
    for (const region of regions) {
      const hint = hints[chart.id]?.[region.id]
      const named = hint?.layers.flat().filter((key) => key !== 'any') ?? []
      expect(named.toSorted()).toEqual(region.states.map(({ label }) => label).toSorted())
      const edges = region.arrows.map(({ source, target }) =>
        [source ?? 'any', target].map((path) => path.slice(path.lastIndexOf('.') + 1)).join(' > '),
      )
      expect(edges).toEqual(expect.arrayContaining(Object.keys(hint?.docks ?? {})))
    }
  })

  test('fits into a column of the inspector', () => {
    expect(chart.width).toBe(272)
    expect(chart.height).toBeLessThanOrEqual(300)
    const page = { x: 0, y: 0, width: chart.width - 1, height: chart.height - 1 }
    const lines = arrows.flatMap(({ points }) => segmentsOf(points))
    for (const rect of [...boxes, ...lines]) expect(contains(page, rect)).toBe(true)
  })

  test('has no two boxes on top of each other', () => {
    for (const [index, box] of boxes.entries())
      expect(boxes.slice(index + 1).filter((other) => touch(box, other))).toEqual([])
  })

  test('has no arrow through a box', () => {
    for (const arrow of arrows)
      for (const line of segmentsOf(arrow.points))
        expect(
          boxes.filter((box) => touch(line, box)).map(({ path }) => `${path} is crossed by ${arrow.id}`),
        ).toEqual([])
  })

  test('has arrows of horizontal and vertical pieces, from border to border', () => {
    for (const arrow of arrows) {
      for (const line of segmentsOf(arrow.points)) expect(Math.min(line.width, line.height)).toBe(0)
      const [first, last] = [arrow.points[0], arrow.points.at(-1)]
      const source = arrow.any ?? boxes.find(({ path }) => path === arrow.source)
      const target = boxes.find(({ path }) => path === arrow.target)
      for (const [point, box] of [
        [first, source],
        [last, target],
      ] as const) {
        const end = { ...point, width: 0, height: 0 } as Rect
        expect(box && contains(box, end) && !touch(box, end)).toBe(true)
      }
    }
  })

  test('lets arrows share a line only where nothing can be misread', () => {
    for (const region of regions)
      for (const group of sharing(region)) {
        const sources = new Set(group.map(({ source }) => source))
        const targets = new Set(group.map(({ target }) => target))
        expect(group).toHaveLength(sources.size * targets.size)
      }
  })

  test('has room for the words about every arrow, and nothing in it', () => {
    const taken = [
      ...boxes,
      ...arrows.flatMap(({ points, any }) => [...segmentsOf(points), ...(any ? [any] : [])]),
    ]
    for (const region of regions)
      for (const { id, spot } of region.arrows) {
        expect(spot === null, id).toBe(hints[chart.id]?.[region.id]?.isWordless ?? false)
        if (spot) expect(taken.filter((each) => touch(spot, each, { x: 4, y: 2 }))).toEqual([])
      }
  })

  test('is the same every time', async () => {
    expect(await layOut(machine)).toEqual(chart)
  })
})

test('an arrow from any state names those that handle the event themselves', () => {
  const closed = charts.connectionEnd.regions[0]?.arrows.find(({ source }) => source === null)
  expect(closed).toMatchObject({
    target: 'handshake.closed',
    except: ['handshake.retrying', 'handshake.rejected', 'handshake.closed'],
    transitions: [
      { event: 'close', actions: ['leave', 'closeSocket'] },
      { event: 'closed', actions: [] },
    ],
  })
})

test('a transition keeps its guard, its actions and its words', () => {
  const stalled = charts.connectionEnd.regions[0]?.arrows.find(
    ({ id }) => id === 'handshake.announcing > handshake.stalled',
  )
  expect(stalled?.transitions[0]).toEqual({
    event: 'version',
    kind: 'event',
    guard: 'stalls',
    otherwise: false,
    actions: ['remember', 'noteRefused'],
    description: 'not accepted: ignored',
  })
})

interface Config {
  readonly states?: Readonly<Record<string, Config>>
  readonly type?: string
  readonly on?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
  readonly always?: unknown
}

/** Reads the configuration as it is written, on another way than the layout does. */
function regionsIn(machine: AnyStateMachine) {
  const config = machine.config as Config
  return config.type === 'parallel'
    ? Object.entries(config.states ?? {}).map(([key, region]) => ({ path: [key], config: region }))
    : [{ path: [] as string[], config }]
}

interface Move {
  readonly event: string
  readonly target: string
  readonly reenter: boolean
}

function movesIn({ on = {}, after = {}, always = [] }: Config): readonly Move[] {
  return Object.entries({ ...on, ...after, '': always }).flatMap(([event, transitions]) =>
    (Array.isArray(transitions) ? transitions : [transitions]).flatMap(
      (transition: string | { target?: string; reenter?: boolean }) => {
        const { target = '', reenter = false } =
          typeof transition === 'string' ? { target: transition } : transition
        return target ? [{ event, target, reenter }] : []
      },
    ),
  )
}

const contains = (outer: Rect, inner: Rect) =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** Arrows that leave or arrive at the same point, and those that share one with these. */
function sharing(region: ChartRegion): readonly (readonly ChartArrow[])[] {
  const groups: ChartArrow[][] = []
  for (const arrow of region.arrows) {
    const ends = endsOf(arrow)
    const near = groups.filter((group) =>
      group.some((other) => endsOf(other).some((end) => ends.includes(end))),
    )
    for (const group of near) groups.splice(groups.indexOf(group), 1)
    groups.push([...near.flat(), arrow])
  }
  return groups
}

const endsOf = ({ points }: ChartArrow) =>
  [points[0], points.at(-1)].map((point) => `${point?.x} ${point?.y}`)
