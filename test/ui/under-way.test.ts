// A run that is large is made in pieces, while the last one is shown.
import { describe, expect, test } from 'vitest'
import { makeAtOnce, sizeOf } from '#ui/session/made.ts'
import { openSession, type Session } from '#ui/session/session.ts'
import { begin, type Change, change, type State } from '#ui/session/state.ts'
import { readScenario, shipped } from '../scenarios/shipped.ts'
import { zeo } from '../sim/zeo.ts'
import { made } from './made.ts'

const session = openSession(zeo)
const start = begin(made(session))

/** The servers go back and forth, again and again. */
const long = (times: number): Session => ({
  ...session,
  steps: Array.from({ length: 4 * times }, (_, i) => ({
    node: i % 2 === 0 ? 's1' : 's2',
    to: i % 4 < 2 ? 'ZODB-3.2' : 'ZODB-3.1',
  })),
})
const large = long(30)
const there = made(large)
const asked = change(start, { do: 'revise', session: large })

describe('a run that is large', () => {
  test('leaves what is shown, until it is there', () => {
    expect(asked).toEqual({ ...start, underWay: { session: large, asked: { do: 'revise', session: large } } })
    const shown = change(asked, { do: 'made', made: there })
    expect(shown).toMatchObject({ session: large, underWay: null, past: [session] })
    expect(shown.run).toBe(there.run)
  })

  test('can be looked away from meanwhile, and is taken up where one is then', () => {
    const looked = change(change(asked, { do: 'seek', time: 5_000 }), { do: 'select', selection: null })
    expect(looked).toMatchObject({ time: 5_000, session, underWay: { session: large } })
    expect(change(looked, { do: 'made', made: there })).toMatchObject({ time: 5_000, selection: null })
  })

  test('is done at the time at which it was asked for', () => {
    const from = change(begin(there), { do: 'seek', time: 5_000 })
    const killed = change(from, { do: 'intervene', intervention: { do: 'kill', node: 'c1' } })
    const { underWay } = change(killed, { do: 'seek', time: 9_000 })
    expect(underWay?.session.interventions).toEqual([{ at: 5_000, do: 'kill', node: 'c1' }])
    const done = underWay && change(killed, { do: 'made', made: made(underWay.session) })
    expect(done).toMatchObject({ time: 5_000, underWay: null })
  })

  test.each<Change>([{ do: 'cancel' }, { do: 'undo' }])('is not wanted any more after %o', (left) => {
    const cancelled = change(asked, left)
    expect(cancelled).toEqual(start)
    expect(change(cancelled, { do: 'made', made: there })).toBe(cancelled)
  })

  test('gives way to what is done next', () => {
    const other = { ...session, seed: 7 }
    const next = change(asked, { do: 'revise', session: other })
    expect(next).toMatchObject({ session: other, underWay: null })
    expect(change(next, { do: 'made', made: there })).toBe(next)
    const larger = long(40)
    expect(change(asked, { do: 'revise', session: larger }).underWay?.session).toBe(larger)
  })

  test('is the same in pieces as at one stroke', () => {
    const { run, times, quiet, failure } = made(session)
    expect({ run: run.trace.size, times, quiet, failure }).toEqual({
      run: start.run.trace.size,
      times: start.times,
      quiet: start.quiet,
      failure: start.failure,
    })
  })

  test('is not begun at one stroke', () => {
    expect(makeAtOnce(large)).toBeNull()
  })

  test('is made in pieces where it only turns out to be large', () => {
    // A word that is under way for a year, for which everybody waits: nobody can tell beforehand.
    const connector = {
      minDisconnectPoll: 1_000,
      maxDisconnectPoll: 4_000,
      firstAttemptTimeout: 1e12,
      laterAttemptTimeout: 1e12,
    }
    const latency = { kind: 'fixed', ms: 365 * 86_400_000 } as const
    const waiting: Session = {
      ...session,
      scenario: { ...zeo, links: zeo.links.map((link) => ({ ...link, connector })) },
      interventions: [{ at: 0, do: 'slow', pair: 'c1-s1', latency }],
    }
    expect(sizeOf(waiting).events).toBeLessThan(2 * sizeOf(session).events)
    expect(makeAtOnce(waiting)).toBeNull()
  })
})

test.each(shipped)('%s is made at one stroke', (name) => {
  const state: State = begin(made(openSession(readScenario(name))))
  expect(makeAtOnce(state.session)?.run.moments).toBe(state.run.moments)
})
