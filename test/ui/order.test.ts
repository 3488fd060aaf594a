import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mixedStates } from '#sim/plan/mixed-state.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { sayCost, sayDetail, sayOrder, sayState } from '#ui/order/say.ts'
import { keysOf, moved, placeAfterMove } from '#ui/planning/steps.ts'
import { zeo } from '../sim/zeo.ts'

const order = (...nodes: string[]) => nodes.map((node) => ({ node, to: 'ZODB-3.2' }))

describe('steps', () => {
  test('the same step twice has two keys, and each keeps its own when the list moves', () => {
    const steps = [...order('c1', 'c2', 'c1'), { node: 'c1', to: 'ZODB-3.1' }]
    const keys = keysOf(steps)
    expect(new Set(keys).size).toBe(4)
    expect(new Set(keysOf(moved(steps, 3, 0)))).toEqual(new Set(keys))
  })

  test('a place after a move is where the item is then', () => {
    const any = fc.nat(9)
    fc.assert(
      fc.property(any, any, (from, to) => {
        const list = Array.from({ length: 10 }, (_, i) => i)
        const after = moved(list, from, to)
        expect(after.toSorted((a, b) => a - b)).toEqual(list)
        for (const item of list) expect(after[placeAfterMove(item, from, to)]).toBe(item)
      }),
    )
  })
})

describe('what is said', () => {
  const states = mixedStates(zeo, order('s1', 'c3', 'c2', 'c1', 's2'))

  test('of a mixed state', () => {
    expect(states.map((state) => sayState(state).text)).toEqual([
      '6 of 6 at Z200',
      '3 of 6 half-open',
      '2 of 6 half-open',
      '1 of 6 half-open',
      '3 of 6 degraded',
      '6 of 6 at Z201',
    ])
    expect(states.map(sayDetail)[2]).toBe(
      '2 half-open: c1-s1, c2-s1\n1 degraded: c3-s2\n3 open: c1-s2, c2-s2, c3-s1',
    )
  })

  test('of open connections that speak several versions', () => {
    const calm: Scenario = { ...zeo, calls: [] }
    const [, mixed] = mixedStates(calm, order('c1', 'c2', 'c3', 's1').slice(0, 4)).slice(3)
    expect(mixed && sayState(mixed).text).toBe('6 of 6 open')
  })

  test('of a cluster without connections', () => {
    const [state] = mixedStates({ ...zeo, links: [] }, [])
    expect(state && sayState(state)).toMatchObject({ kind: 'open', text: 'no connections' })
  })

  test('of an order', () => {
    expect(sayOrder(states)).toEqual({ kind: 'half-open', text: 'unsafe at step 1', failing: 0 })
    expect(sayCost(states)).toBeNull()
    const safe = mixedStates(zeo, order('c1', 'c2', 'c3', 's1', 's2'))
    expect(sayOrder(safe)).toEqual({ kind: 'open', text: 'safe', failing: null })
    expect(sayCost(safe)).toBe('at worst 6 of 6 degraded')
    expect(sayCost(safe.slice(0, 1))).toBeNull()
  })

  test('of a cluster that is broken before anything is done', () => {
    const halfway = {
      ...zeo,
      nodes: zeo.nodes.map((node) => (node.id === 's1' ? { ...node, release: 'ZODB-3.2' } : node)),
    }
    expect(sayOrder(mixedStates(halfway, order('c1', 's2')))).toEqual({
      kind: 'half-open',
      text: 'unsafe from the start',
      failing: 0,
    })
    expect(sayOrder(mixedStates(halfway, order()))).toMatchObject({ failing: null })
  })

  test('of an order in which nobody misses what breaks', () => {
    const either: Scenario = { ...zeo, links: zeo.links.map((link) => ({ ...link, needs: 'any' })) }
    const some = mixedStates(either, order('s1'))
    expect(sayOrder(some).text).toBe('safe')
    expect(sayCost(some)).toBe('at worst 3 of 6 half-open, not needed')
  })
})
