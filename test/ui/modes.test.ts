import { describe, expect, test } from 'vitest'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import { openSession } from '#ui/session/session.ts'
import { begin, type Change, change, type State } from '#ui/session/state.ts'
import { zeo } from '../sim/zeo.ts'
import { made } from './made.ts'

const cell: PairChoice = { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.2' }
const start = begin(made(openSession(zeo)))
const reach = (...changes: Change[]): State => changes.reduce(change, start)

describe('the matrix', () => {
  test('is a mode: a run that plays is paused meanwhile, and stays as it is', () => {
    const state = reach({ do: 'seek', time: 900 }, { do: 'play' }, { do: 'mode', mode: 'matrix' })
    expect(state).toMatchObject({ mode: 'matrix', playing: false, time: 900, run: start.run })
  })

  test('is kept to where another scenario is opened, but for its cell', () => {
    const state = reach(
      { do: 'mode', mode: 'matrix' },
      { do: 'cell', cell },
      { do: 'open', session: openSession(zeo) },
    )
    expect(state).toMatchObject({ mode: 'matrix', cell: null })
  })

  test('runs a pair on its own, in Debug, from its start', () => {
    const state = reach({ do: 'mode', mode: 'matrix' }, { do: 'run pair', of: zeo, pair: cell })
    expect(state).toMatchObject({ mode: 'debug', cell, playing: true, time: 0, selection: { id: 'c1-s1' } })
    expect([...state.run.cluster.nodes.keys()]).toEqual(['c1', 's1'])
    expect(state.failure?.selection).toEqual({ kind: 'pair', id: 'c1-s1' })
    expect([...state.run.trace].some(({ kind }) => kind === 'intervention')).toBe(false)
  })

  test('leads back to the whole cluster by undo, and forward again by redo', () => {
    const pair = reach({ do: 'run pair', of: zeo, pair: cell })
    const whole = change(pair, { do: 'undo' })
    expect(whole.session).toBe(start.session)
    expect(whole.run.cluster.nodes.size).toBe(5)
    expect(change(whole, { do: 'redo' }).session).toBe(pair.session)
  })

  test('leads back to the whole cluster where there is nothing to undo', () => {
    const { session } = reach({ do: 'run pair', of: zeo, pair: cell })
    const opened = change(begin(made(session)), { do: 'run all' })
    expect(opened.session).toEqual(start.session)
    expect(opened.past).toEqual([session])
  })

  test('runs no pair that is not there', () => {
    expect(reach({ do: 'run pair', of: zeo, pair: { ...cell, dialer: 'ZODB-9' } })).toBe(start)
  })
})
