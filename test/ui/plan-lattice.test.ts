/** Where a lattice is drawn, and how one walks through it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Axis } from '#sim/plan/model.ts'
import { nextState } from '#ui/plan/lattice/keys.ts'
import { layoutOf } from '#ui/plan/lattice/layout.ts'
import { onlyMoving } from '#ui/plan/lattice/moving.ts'
import { stateAt as stateAtPoint, wholeFrame } from '#ui/plan/lattice/paint.ts'
import { cellSize } from '#ui/plan/lattice/size.ts'
import { orderTo, walk } from '#ui/plan/lattice/walk.ts'
import { latticeOf, zeoLattice } from './plan-fixtures.ts'

const kafka = latticeOf([
  { role: 'client', members: ['c1', 'c2'], places: ['2.0', '3.9', '4.0'] },
  { role: 'broker', members: ['b1', 'b2'], places: ['2.0', '3.9', '4.0'] },
])
const order = (...nodes: string[]) => nodes.map((node) => ({ node, to: 'ZODB-3.2' }))
const serverFirst = order('s1', 'c3', 'c2', 'c1', 's2')
const stateAt = (clients: number, servers: number) =>
  JSON.stringify([
    [3 - clients, clients],
    [2 - servers, servers],
  ])

const anyAxes = fc
  .array(fc.record({ members: fc.integer({ min: 1, max: 3 }), places: fc.integer({ min: 2, max: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) =>
    all.map(
      ({ members, places }, axis): Axis => ({
        role: `role${axis}`,
        members: Array.from({ length: members }, (_, i) => `n${axis}.${i}`),
        places: Array.from({ length: places }, (_, i) => `v${i}`),
      }),
    ),
  )

describe('a layout', () => {
  test('of two kinds of units with two releases is a grid of their counts, the longer side to the right', () => {
    const layout = layoutOf(zeoLattice)
    expect(layout).toMatchObject({ kind: 'grid', columns: 4, rows: 3, columnAxis: 0, rowAxis: 1 })
    expect(layout.spots.get(stateAt(2, 1))).toEqual({ column: 2, row: 1 })
    expect(layoutOf(zeoLattice, 'down')).toMatchObject({ columns: 3, rows: 4, columnAxis: 1, rowAxis: 0 })
  })

  test('of one kind is a line', () => {
    const line = latticeOf([{ role: 'peer', members: ['p1', 'p2'], places: ['a', 'b'] }])
    expect(layoutOf(line)).toMatchObject({ kind: 'grid', columns: 3, rows: 1, columnAxis: 0, rowAxis: null })
    expect(layoutOf(line, 'down')).toMatchObject({ columns: 1, rows: 3, columnAxis: null, rowAxis: 0 })
  })

  test('of a lone unit with several places is a side of a grid too', () => {
    const repair = latticeOf([
      { role: 'node', members: ['n1', 'n2', 'n3'], places: ['3.11', '4.0'] },
      { role: 'repair', members: ['repair'], places: ['not yet', 'running', 'done'] },
    ])
    expect(layoutOf(repair)).toMatchObject({ kind: 'grid', columns: 4, rows: 3 })
  })

  test('of more is made of layers by the number of steps', () => {
    const layout = layoutOf(kafka)
    expect(layout).toMatchObject({ kind: 'layers', columns: 9 })
    for (const { key, rank } of kafka.states) expect(layout.spots.get(key)?.column).toBe(rank)
    expect(layoutOf(kafka, 'down')).toMatchObject({ rows: 9, columns: layout.rows })
  })

  test('gives every state a place of its own', () => {
    fc.assert(
      fc.property(anyAxes, fc.constantFrom('right' as const, 'down' as const), (axes, direction) => {
        const lattice = latticeOf(axes)
        const { spots, columns, rows } = layoutOf(lattice, direction)
        const places = new Set(lattice.states.map(({ key }) => JSON.stringify(spots.get(key))))
        expect(places.size).toBe(lattice.states.length)
        for (const { column, row } of spots.values()) {
          expect(column >= 0 && column <= columns - 1 && row >= 0 && row <= rows - 1).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })
})

test('units that stay where they are are left out', () => {
  const lattice = latticeOf([
    { role: 'client', members: ['c1'], places: ['a'] },
    ...zeoLattice.axes,
    { role: 'other', members: ['o1', 'o2'], places: ['a'] },
  ])
  const moving = onlyMoving(lattice)
  expect(moving.axes).toEqual(zeoLattice.axes)
  expect(layoutOf(moving)).toMatchObject({ kind: 'grid', columns: 4, rows: 3 })
  expect(walk(moving, serverFirst).map(({ state }) => state.key)).toEqual(
    walk(lattice, serverFirst).map(({ state }) => state.key),
  )
  expect(onlyMoving(zeoLattice)).toBe(zeoLattice)
})

describe('the size of cells', () => {
  test.each([
    [4, 3, 'full'],
    [7, 3, 'medium'],
    [9, 6, 'medium'],
    [13, 8, 'small'],
    [30, 20, 'tiny'],
  ])('%i columns and %i rows are %s', (columns, rows, kind) => {
    expect(cellSize(columns, rows, { width: 1000, height: 480 })?.kind).toBe(kind)
  })

  test('never takes more room than there is, and is nothing where not even squares fit', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 300, max: 1600 }), (columns, rows, width) => {
        const size = cellSize(columns + 1, rows + 1, { width, height: 500 })
        if (size === null) return
        expect((columns + 1) * size.width + columns * size.gapX).toBeLessThanOrEqual(width)
        expect((rows + 1) * size.height + rows * size.gapY).toBeLessThanOrEqual(
          size.kind === 'small' ? 840 : 500,
        )
      }),
    )
    expect(cellSize(501, 501, { width: 1000, height: 500 })).toBeNull()
  })
})

test('every point of a picture is a state’s, whichever corner of its cell it lies in', () => {
  const layout = layoutOf(zeoLattice)
  const frame = wholeFrame(layout, { width: 900, height: 500 })
  const part = fc.double({ min: 0.01, max: 0.99, noNaN: true })
  fc.assert(
    fc.property(fc.nat(3), fc.nat(2), part, part, (column, row, x, y) => {
      const point = { x: frame.x + (column + x) * frame.pitch, y: frame.y + (row + y) * frame.pitch }
      expect(stateAtPoint(frame, layout, point)).toBe(stateAt(column, row))
    }),
  )
  expect(stateAtPoint(frame, layout, { x: frame.x - 20, y: frame.y })).toBeNull()
})

describe('walking', () => {
  test('an order leads from the start through its states', () => {
    expect(walk(zeoLattice, serverFirst).map(({ state }) => state.key)).toEqual([
      stateAt(0, 1),
      stateAt(1, 1),
      stateAt(2, 1),
      stateAt(3, 1),
      stateAt(3, 2),
    ])
  })

  test('a step back goes against an edge', () => {
    const [there, back] = walk(zeoLattice, [...order('c1'), { node: 'c1', to: 'ZODB-3.1' }])
    expect(there).toMatchObject({ isBack: false })
    expect(back).toMatchObject({ isBack: true, edge: there?.edge, state: { key: stateAt(0, 0) } })
  })

  test('ends where a step leads out of the lattice', () => {
    const steps = [...order('c1'), { node: 'c1', to: 'ZODB-9' }, ...order('c2')]
    expect(walk(zeoLattice, steps)).toHaveLength(1)
    expect(walk(zeoLattice, [{ node: 'nobody', to: 'ZODB-3.2' }])).toEqual([])
  })

  test('tells units at different places apart', () => {
    const steps = [
      { node: 'c1', to: '3.9' },
      { node: 'c1', to: '4.0' },
      { node: 'c2', to: '3.9' },
    ]
    expect(walk(kafka, steps).at(-1)?.state.counts[0]).toEqual([0, 1, 1])
    expect(walk(kafka, [{ node: 'c1', to: '4.0' }])).toEqual([])
  })

  test('arrows lead to the states beside, and no further than the edge', () => {
    const layout = layoutOf(zeoLattice)
    expect(nextState(layout, stateAt(1, 1), 'ArrowRight')).toBe(stateAt(2, 1))
    expect(nextState(layout, stateAt(1, 1), 'ArrowLeft')).toBe(stateAt(0, 1))
    expect(nextState(layout, stateAt(1, 1), 'ArrowUp')).toBe(stateAt(1, 0))
    expect(nextState(layout, stateAt(1, 1), 'ArrowDown')).toBe(stateAt(1, 2))
    expect(nextState(layout, stateAt(3, 2), 'ArrowRight')).toBeNull()
    expect(nextState(layout, stateAt(1, 1), 'Home')).toBe(zeoLattice.start)
    expect(nextState(layout, stateAt(1, 1), 'End')).toBe(zeoLattice.goal)
    expect(nextState(layout, stateAt(1, 1), 'x')).toBeNull()
  })

  test('arrows to the right reach the goal from everywhere', () => {
    fc.assert(
      fc.property(anyAxes, (axes) => {
        const lattice = latticeOf(axes)
        const layout = layoutOf(lattice)
        for (let key = lattice.start, left = 100; key !== lattice.goal; left--) {
          expect(left).toBeGreaterThan(0)
          const next = nextState(layout, key, 'ArrowRight') ?? nextState(layout, key, 'ArrowDown')
          if (next === null) throw new Error(`no way on from ${key}`)
          key = next
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('an order to a state', () => {
  const names = (steps: readonly { readonly node: string }[]) => steps.map(({ node }) => node).join(' ')
  const to = (key: string, steps = serverFirst, via?: string) => {
    const found = orderTo(zeoLattice, key, steps, via)
    return found && `${found.taken}: ${names(found.steps)}`
  }

  test('that it passes already is the same order', () => {
    expect(to(stateAt(2, 1))).toBe('3: s1 c3 c2 c1 s2')
    expect(to(stateAt(3, 1))).toBe('4: s1 c3 c2 c1 s2')
    expect(to(zeoLattice.start)).toBe('0: s1 c3 c2 c1 s2')
  })

  test('of the corridor keeps to the corridor, and then goes on as it did', () => {
    expect(to(stateAt(2, 0))).toBe('2: c3 c2 s1 c1 s2')
    expect(to(stateAt(3, 0))).toBe('3: c3 c2 c1 s1 s2')
  })

  test('off the corridor passes as few unsafe states as it can', () => {
    expect(to(stateAt(2, 1), order('c1', 'c2', 'c3', 's1', 's2'))).toBe('3: c1 c2 s1 c3 s2')
  })

  test('by an edge comes from where the edge begins', () => {
    expect(to(stateAt(1, 1), order('c1', 'c2', 'c3', 's1', 's2'), stateAt(0, 1))).toBe('2: s1 c1 c2 c3 s2')
  })

  test('that is not there is none', () => {
    expect(to('nowhere')).toBeNull()
  })

  test('leads there, and has every step of the order once', () => {
    const lattices = [zeoLattice, kafka]
    fc.assert(
      fc.property(fc.constantFrom(...lattices), fc.nat(), fc.nat(), (lattice, some, shift) => {
        const state = lattice.states[some % lattice.states.length]
        const all = lattice.axes.flatMap(({ members, places }) =>
          places.slice(1).flatMap((place) => members.map((node) => ({ node, to: place }))),
        )
        // Any order in which each unit takes its steps in turn.
        const units = lattice.axes.flatMap(({ members }) => members)
        const steps = all.toSorted((a, b) => turn(units, a.node, shift) - turn(units, b.node, shift))
        const found = orderTo(lattice, state?.key ?? '', steps)
        expect(
          walk(lattice, found?.steps.slice(0, found.taken) ?? []).at(-1)?.state ?? lattice.states[0],
        ).toBe(state)
        expect(walk(lattice, found?.steps ?? []).at(-1)?.state.key).toBe(lattice.goal)
        expect(found?.steps.map((step) => JSON.stringify(step)).toSorted()).toEqual(
          steps.map((step) => JSON.stringify(step)).toSorted(),
        )
      }),
    )
  })
})

const turn = (units: readonly string[], unit: string, shift: number) =>
  (units.indexOf(unit) + shift) % units.length
