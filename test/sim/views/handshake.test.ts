import { describe, expect, test } from 'vitest'
import type { Scenario } from '#sim/scenario/model.ts'
import { type Handshake, handshake } from '#sim/views/handshake.ts'
import { easy, link, release, role, small } from '../small.ts'
import { zeo } from '../zeo.ts'

const told = (dialer: string, acceptor: string, scenario = zeo, name = 'client-server') =>
  handshake(scenario, { link: name, dialer, acceptor }) as Handshake

/** Every point in words: who, what, and what it makes of it. */
function lines({ attempts }: Handshake): string[] {
  return attempts.flatMap(({ points, messages }) =>
    points.map(({ side, message, notes }) => {
      const own = message === null ? '' : ` ${message.does}s ${messages[message.number]?.name}`
      return `${side}${own}${notes.length > 0 ? `: ${notes.map(({ text }) => text).join(', ')}` : ''}`
    }),
  )
}

describe('the handshake of a pair', () => {
  test('of an old client and a new server: one end believes, the other never ends', () => {
    const story = told('ZODB-3.1', 'ZODB-3.2')
    expect(lines(story)).toEqual([
      'dialer sends dial',
      'acceptor receives dial',
      'acceptor sends accept',
      'acceptor sends Z201',
      'dialer receives accept',
      'dialer sends Z200',
      'dialer sends register',
      'dialer receives Z201: does not accept Z201, stays in its handshake',
      'acceptor receives Z200: open at Z200',
      'acceptor receives register',
      'acceptor sends register',
      'dialer receives register: takes the reply for a handshake',
    ])
    const [attempt] = story.attempts
    expect(attempt?.outcome).toBe('half-open')
    expect(attempt?.messages.map(({ name, fate }) => `${name} ${fate}`)).toContain('Z201 refused')
    expect(attempt?.unanswered).toEqual({ names: ['register'], from: 6 })
    expect(story.pair.ends).toMatchObject({ dialer: { state: 'stalled' }, acceptor: { version: 'Z200' } })
  })

  test('of a new client and an old server: it waits, queues, and does without', () => {
    const story = told('ZODB-3.2', 'ZODB-3.1')
    expect(lines(story)).toEqual([
      'dialer sends dial',
      'acceptor receives dial',
      'acceptor sends accept',
      'acceptor sends Z200',
      'dialer receives accept: waits for the server to speak, queues register',
      'dialer receives Z200: open at Z200',
      'dialer sends Z200',
      'dialer sends register',
      'acceptor receives Z200: open at Z200',
      'acceptor receives register',
      'acceptor sends register',
      'dialer receives register: goes on without lastTransaction',
    ])
    expect(story.attempts[0]?.unanswered).toBeNull()
    expect(story.againAfter).toBeNull()
  })

  test('tells an attempt that goes the same way again only once, and when', () => {
    const picky = release('r2', { ...easy, offers: 'B', accepts: ['B'], otherwise: 'close' })
    const old = release('r1', { ...easy, offers: 'A', accepts: ['A'] })
    const scenario: Scenario = { ...small, roles: [role('client', picky), role('server', old)] }
    const story = told('r2', 'r1', scenario)
    expect(story.attempts).toHaveLength(1)
    expect(story.attempts[0]?.outcome).toBe('rejected')
    expect(story.againAfter).toBe(1_000)
    expect(lines(story)).toContain('dialer receives A: does not accept A, closes')
  })

  test('says what an end makes of a version that it does not take as it stands', () => {
    const waits = release('r2', { ...easy, speaks: 'after the peer', offers: 'A', accepts: ['A'] })
    const scenario: Scenario = {
      ...small,
      roles: [role('client', waits), role('server', release('r1', easy))],
    }
    expect(lines(told('r2', 'r1', scenario))).toContain('dialer receives B: makes A of it, open at A')
  })

  test('calls an end of the same role its peer', () => {
    const waits = release('r1', { ...easy, speaks: 'after the peer' })
    const scenario: Scenario = {
      ...small,
      roles: [role('peer', waits)],
      links: [link('peer', 'peer')],
      nodes: [],
    }
    const story = told('r1', 'r1', scenario, 'peer-peer')
    expect(lines(story)).toEqual([
      'dialer sends dial',
      'acceptor receives dial',
      'acceptor sends accept: waits for its peer to speak',
      'dialer receives accept: waits for its peer to speak',
    ])
    expect(story.pair.status).toBe('stalled')
  })

  test('gives every message the same time, whatever the latency is', () => {
    const latency = { kind: 'log-normal', median: 30, p99: 300 } as const
    const { attempts } = told('ZODB-3.1', 'ZODB-3.1', { ...zeo, latency })
    expect(new Set(attempts[0]?.points.map(({ at }) => at))).toEqual(new Set([0, 30, 60, 90, 120]))
  })

  test('is none of a release that is not there', () => {
    expect(handshake(zeo, { link: 'client-server', dialer: 'ZODB-9', acceptor: 'ZODB-3.1' })).toBeNull()
  })
})
