/** What became of a connection, by where both its ends stand and what still goes on. */
import { describe, expect, test } from 'vitest'
import type { HandshakeState } from '#machines/connection-end.ts'
import { isGoneState, isUndecided, type Motion, outcomeOf } from '#sim/protocol/outcome-of.ts'
import { isBroken, outcomes, worstOf } from '#sim/scenario/outcome.ts'

const end = (state: HandshakeState, version: string | null = state === 'open' ? 'V1' : null) => ({
  state,
  version,
})

const outcome = (dialer: HandshakeState, acceptor: HandshakeState, motion: Motion = 'nothing') =>
  outcomeOf(end(dialer), end(acceptor), motion, [])

test.each([
  ['open', 'open', 'open'],
  ['open', 'stalled', 'half-open'],
  ['awaiting', 'open', 'half-open'],
  ['stalled', 'stalled', 'stalled'],
  ['announcing', 'awaiting', 'stalled'],
  ['rejected', 'open', 'rejected'],
  ['closed', 'rejected', 'rejected'],
  ['open', 'closed', null],
  ['closed', 'awaiting', null],
  ['retrying', 'rejected', null],
  ['open', 'retrying', null],
] as const)('%s and %s at rest: %s', (dialer, acceptor, expected) => {
  expect(outcome(dialer, acceptor)).toBe(expected)
})

test('of two that are open it matters what they speak, and what is lost', () => {
  expect(outcomeOf(end('open', 'V1'), end('open', 'V2'), 'nothing', [])).toBe('half-open')
  expect(outcomeOf(end('open'), end('open'), 'nothing', ['its index'])).toBe('degraded')
  expect(outcomeOf(end('open'), end('stalled'), 'nothing', ['its index'])).toBe('half-open')
})

describe('while something goes on', () => {
  test('it is told of ends that have made up their minds only where it is but calls', () => {
    for (const acceptor of ['open', 'stalled'] as const) {
      expect(outcome('open', acceptor, 'words')).toBeNull()
      expect(outcome('open', acceptor, 'calls')).not.toBeNull()
    }
  })

  test('it is told of none that has not', () => {
    for (const state of ['dialling', 'announcing', 'awaiting'] as const) {
      expect(isUndecided(state)).toBe(true)
      expect(outcome(state, 'open', 'calls')).toBeNull()
      expect(outcome('open', state, 'words')).toBeNull()
      expect(outcome(state, 'open', 'nothing')).toBe('half-open')
    }
  })

  test('a refusal is one, unless its dialer may yet try again', () => {
    const refused = (dialer: HandshakeState, mayRetry: boolean, motion: Motion) =>
      outcomeOf({ ...end(dialer), mayRetry }, end('rejected'), motion, [])
    expect(refused('announcing', true, 'words')).toBeNull()
    expect(refused('announcing', true, 'nothing')).toBe('rejected')
    expect(refused('announcing', false, 'words')).toBe('rejected')
    expect(refused('open', true, 'words')).toBe('rejected')
  })
})

test('nothing can be told of an acceptor that is not known, but that its dialer has refused', () => {
  expect(outcomeOf(end('awaiting'), null, 'nothing', [])).toBeNull()
  expect(outcomeOf(end('rejected'), null, 'nothing', [])).toBe('rejected')
  expect(outcomeOf(end('retrying'), null, 'nothing', [])).toBeNull()
})

test('an end is gone that has closed, been refused, or tries again elsewhere', () => {
  const states = [
    'dialling',
    'announcing',
    'awaiting',
    'open',
    'stalled',
    'closed',
    'rejected',
    'retrying',
  ] as const
  expect(states.filter(isGoneState)).toEqual(['closed', 'rejected', 'retrying'])
  expect(states.filter(isUndecided)).toEqual(['dialling', 'announcing', 'awaiting'])
})

test('the worst outcome of several, and those that break a dialer', () => {
  const none = { open: 0, degraded: 0, rejected: 0, stalled: 0, 'half-open': 0 }
  expect(worstOf(none)).toBe('open')
  for (const outcome of outcomes) expect(worstOf({ ...none, open: 2, [outcome]: 1 })).toBe(outcome)
  expect(worstOf({ ...none, rejected: 1, stalled: 1 })).toBe('stalled')
  expect(worstOf({ ...none, 'half-open': 1, stalled: 1 })).toBe('half-open')
  expect(worstOf({ ...none, degraded: 1, rejected: 1 })).toBe('rejected')
  expect(outcomes.filter(isBroken)).toEqual(['rejected', 'stalled', 'half-open'])
})
