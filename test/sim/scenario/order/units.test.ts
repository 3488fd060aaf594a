/** What can be upgraded in a scenario, and how many of it there are. */
import { describe, expect, test } from 'vitest'
import { headcount, headcountOf, sizesOf, standAlone } from '#sim/scenario/headcount.ts'
import { countAll, factorial, mostSteps, waysToStand } from '#sim/scenario/order/count-orders.ts'
import { planSteps, sizeOf, startValues, type Unit, unitsOf } from '#sim/scenario/order/units.ts'
import { meanings, nodesFromTo, unitsOfLevel, vocabularyOf } from '#sim/scenario/order/vocabulary.ts'
import { clusterSwitches, switchesOf } from '#sim/scenario/switches.ts'
import { level, levelled } from '../../levelled.ts'
import { small } from '../../small.ts'

const steps = ['c1 r1', 'b2 r1', 'b2 r2', 'repair running', 'repair done', 'fcv y', 'b1.ibp 2'].map(
  (told) => {
    const [node = '', to = ''] = told.split(' ')
    return { node, to }
  },
)

test('units are nodes, then levels of nodes and of the cluster, then operations, each with its way', () => {
  const told = ({ id, kind, role, node, path }: Unit) => `${id} ${kind} ${role} ${node}: ${path.join(' ')}`
  expect(unitsOf(levelled, steps).map(told)).toEqual([
    'c1 node client c1: r1 r1',
    'b2 node broker b2: r1 r1 r2',
    'b1.ibp level ibp b1: 1 2',
    'fcv level fcv null: x y',
    'repair operation repair null: not yet running done',
  ])
  expect(unitsOf(levelled)).toEqual([])
})

test('everything stands somewhere at first', () => {
  expect([...startValues(levelled)].map((each) => each.join(' '))).toEqual([
    'c1 r1',
    'b1 r1',
    'b2 r1',
    'b1.ibp 1',
    'b2.ibp 1',
    'fcv x',
    'repair not yet',
  ])
})

test('each step comes from where the one before has led', () => {
  const planned = planSteps(
    unitsOf(levelled, steps),
    [...steps, { node: 'else', to: 'x' }],
    startValues(levelled),
  )
  expect(planned.map(({ unit, role, from, to }) => `${unit} ${role} ${from} ${to}`)).toEqual([
    'c1 client r1 r1',
    'b2 broker r1 r1',
    'b2 broker r1 r2',
    'repair repair not yet running',
    'repair repair running done',
    'fcv fcv x y',
    'b1.ibp ibp 1 2',
    'else else  x',
  ])
})

test('switches are levels and operations of the cluster, and levels of the nodes that are members', () => {
  const both = {
    ...levelled,
    levels: [
      ...(levelled.levels ?? []),
      level('log', 'on each node', ['a', 'b'], { members: ['client'], start: 'b' }),
    ],
  }
  expect(clusterSwitches(both).map(({ id, node, start }) => `${id} ${node} ${start}`)).toEqual([
    'fcv null x',
    'flags null f1',
    'repair null not yet',
  ])
  const of = (id: string, role: string) =>
    switchesOf(both, { id, role, release: 'r1' }).map((each) => `${each.id} ${each.node} ${each.start}`)
  expect(of('b1', 'broker')).toEqual(['b1.ibp b1 1'])
  expect(of('c1', 'client')).toEqual(['c1.log c1 b'])
  expect(of('d1', 'depot')).toEqual([])
})

describe('nodes that stand for others', () => {
  const nodes = [
    { id: 'a', role: 'peer', release: 'r1', standsFor: 5 },
    { id: 'b', role: 'peer', release: 'r1' },
    { id: 'c', role: 'guest', release: 'r1' },
  ]

  test('count for all of them', () => {
    expect(headcount(nodes)).toBe(7)
    expect(headcountOf(nodes, 'peer')).toBe(6)
    expect(headcountOf(nodes, 'nobody')).toBe(0)
    expect([...sizesOf({ nodes })]).toEqual([
      ['peer', 6],
      ['guest', 1],
    ])
    expect(standAlone(nodes)).toBe(false)
    expect(standAlone(nodes.slice(1))).toBe(true)
  })

  test('make as many units', () => {
    const units = ['a', 'b', null].map(
      (node): Unit => ({ id: node ?? 'level', kind: 'node', role: 'peer', node, path: [] }),
    )
    expect(sizeOf(units, nodes)).toBe(7)
    expect(sizeOf(units)).toBe(3)
  })
})

describe('the number of orders', () => {
  const units = (...lengths: number[]) =>
    lengths.map(
      (length, i): Unit => ({
        id: `u${i}`,
        kind: 'node',
        role: 'r',
        node: null,
        path: Array.from({ length: length + 1 }, String),
      }),
    )

  test('is that of the steps, with those of one unit as they are', () => {
    expect(countAll(units())).toBe(1n)
    expect(countAll(units(1, 1, 1))).toBe(6n)
    expect(countAll(units(2, 1))).toBe(3n)
    expect(countAll(units(2, 2))).toBe(6n)
    expect(countAll(units(mostSteps))).toBe(1n)
    expect(countAll(units(mostSteps, 1))).toBeNull()
  })

  test('is made of factorials', () => {
    expect([0, 1, 5, 3, 20].map(factorial)).toEqual([1n, 1n, 120n, 6n, 2_432_902_008_176_640_000n])
  })

  test('and in so many ways members stand at places', () => {
    expect(waysToStand(3, 1)).toBe(1)
    expect(waysToStand(0, 4)).toBe(1)
    expect(waysToStand(2, 2)).toBe(3)
    expect(waysToStand(3, 3)).toBe(10)
    expect(waysToStand(2, 5)).toBe(15)
    expect(waysToStand(5, 2)).toBe(6)
  })
})

describe('words of an order', () => {
  const vocabulary = vocabularyOf(levelled)

  test('stand for units', () => {
    expect(
      [...meanings(vocabulary)].map(([word, { kind, units }]) => `${word} ${kind}: ${units.join(' ')}`),
    ).toEqual([
      'client role: c1',
      'broker role: b1 b2',
      'c1 node: c1',
      'b1 node: b1',
      'b2 node: b2',
      'fcv level: fcv',
      'ibp level: b1.ibp b2.ibp',
      'flags level: ',
      'repair operation: repair',
      'b1.ibp configuration: b1.ibp',
      'b2.ibp configuration: b2.ibp',
    ])
    expect(vocabularyOf(small)).toMatchObject({ levels: [], operations: [] })
    expect(unitsOfLevel(level('log', 'on each node', ['a', 'b']), small.nodes)).toEqual([])
  })

  test('stand for the first of two things of one name', () => {
    const twice = { ...vocabulary, roles: ['b1', ...vocabulary.roles] }
    expect(meanings(twice).get('b1')).toEqual({ kind: 'role', units: [] })
  })

  test('stand for nodes from one to another of a role', () => {
    const ids = ['a', 'x', 'b', 'c..d', 'y', 'e']
    const nodes = ids.map((id) => ({ id, role: id === 'x' || id === 'y' ? 'other' : 'peer', release: 'r1' }))
    const meant = (word: string) => nodesFromTo({ nodes }, word)?.units
    expect(meant('a..b')).toEqual(['a', 'b'])
    expect(meant('a..a')).toEqual(['a'])
    expect(meant('b..e')).toEqual(['b', 'c..d', 'e'])
    expect(meant('x..y')).toEqual(['x', 'y'])
    expect(meant('a..c..d')).toEqual(['a', 'b', 'c..d'])
    expect(meant('c..d..e')).toEqual(['c..d', 'e'])
    for (const none of ['b..a', 'a..x', 'a..z', 'z..a', 'a', '..a', 'c..d'])
      expect(meant(none)).toBeUndefined()
  })
})
