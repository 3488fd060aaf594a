import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digest } from '#sim/engine/digest.ts'
import type { HandedEvent, Intervention } from '#sim/engine/intervention.ts'
import { simulate } from '#sim/run/run.ts'
import { openPair, openSession, type Session, specOf } from '#ui/session/session.ts'
import { pack, unpack } from '#ui/share/pack.ts'
import { encodeSession } from '#ui/share/write-link.ts'
import { zeo } from '../sim/zeo.ts'
import { openLink } from './open-link.ts'

/** Two hours, in virtual milliseconds: no link says a later time. */
const latestTime = 7_200_000

const read = (text: string) => openLink(text, [zeo])
const session = openSession(zeo)
const link = encodeSession(session)

const node = fc.constantFrom('c1', 'c2', 'c3', 's1', 's2')
const pair = fc.constantFrom('c1-s1', 'c1-s2', 'c2-s1', 'c2-s2', 'c3-s1', 'c3-s2')
const release = fc.constantFrom('ZODB-3.1', 'ZODB-3.2')
const time = fc.double({ min: 0, max: latestTime, noNaN: true })
const steps = fc.array(fc.record({ node, to: release }), { maxLength: 12 })
const latency = fc.oneof(
  fc.record({ kind: fc.constant('fixed' as const), ms: time }),
  fc
    .tuple(time, time)
    .map(([a, b]) => ({ kind: 'uniform' as const, min: Math.min(a, b), max: Math.max(a, b) })),
  fc
    .tuple(
      fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
      fc.double({ min: 1e4, max: latestTime, noNaN: true }),
    )
    .map(([median, p99]) => ({ kind: 'log-normal' as const, median, p99 })),
)
const intervention: fc.Arbitrary<Intervention> = fc.oneof(
  fc.record({ at: time, do: fc.constant('roll out' as const), steps }),
  fc.record({ at: time, do: fc.constant('upgrade' as const), node, to: release }),
  fc.record({ at: time, do: fc.constantFrom('kill' as const, 'restart' as const), node }),
  fc.record({ at: time, do: fc.constantFrom('cut' as const, 'heal' as const, 'reset' as const), pair }),
  fc.record({ at: time, do: fc.constant('slow' as const), pair, latency }),
  fc.record({
    at: time,
    do: fc.constant('send' as const),
    actor: pair.map((id) => `end ${id}#2 dialer`),
    event: fc.constantFrom<HandedEvent>({ type: 'close' }, { type: 'version', version: 'Z201', again: true }),
  }),
)
const anySession: fc.Arbitrary<Session> = fc.record({
  scenario: fc.constant(zeo),
  seed: fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }),
  steps: fc.oneof(fc.constant(zeo.upgrade.steps), steps),
  interventions: fc.array(intervention, { maxLength: 30 }),
})
const anyView = fc.record(
  {
    time,
    selection: fc.oneof(
      fc.record({ kind: fc.constant('node' as const), id: node }),
      fc.record({ kind: fc.constant('pair' as const), id: pair }),
      fc.record({ kind: fc.constant('event' as const), id: fc.nat() }),
    ),
    mode: fc.constant('matrix' as const),
    cell: fc.record({ link: fc.constant('client-server'), dialer: release, acceptor: release }),
  },
  { requiredKeys: [] },
)

describe('a link', () => {
  test('holds a session and how it was looked at', () => {
    fc.assert(
      fc.property(anySession, anyView, (shared, view) => {
        const text = encodeSession(shared, view)
        expect(text).toMatch(/^[\w-]+$/)
        expect(read(text)).toEqual({ ok: true, session: shared, view })
      }),
    )
  })

  test('is short', () => {
    expect(link.length).toBeLessThan(80)
    const steps = ['c3', 'c1', 's1', 'c2', 's2'].map((id) => ({ node: id, to: 'ZODB-3.2' }))
    const run = simulate(specOf({ ...session, steps }))
    const view = { time: 1506.25, selection: { kind: 'pair', id: 'c1-s1' } as const, run }
    expect(encodeSession({ ...session, steps }, view).length).toBeLessThan(250)
  })

  test('shows the run that was shared: its digest says so', () => {
    const shared: Session = { ...session, seed: 12, interventions: [{ at: 4000.5, do: 'kill', node: 's2' }] }
    const run = simulate(specOf(shared))
    const opened = read(encodeSession(shared, { run }))
    if (!opened.ok) throw new Error(opened.message)
    expect(opened.view.digest).toBe(digest(run.trace))
    expect(digest(simulate(specOf(opened.session)).trace)).toBe(opened.view.digest)
  })

  test('holds an event that was sent to a machine', () => {
    const event = { type: 'close' }
    const shared: Session = {
      ...session,
      interventions: [{ at: 3000.5, do: 'send', actor: 'end c1-s1#1 dialer', event }],
    }
    const run = simulate(specOf(shared))
    const opened = read(encodeSession(shared, { run }))
    if (!opened.ok) throw new Error(opened.message)
    expect(opened.session).toEqual(shared)
    expect(digest(simulate(specOf(opened.session)).trace)).toBe(opened.view.digest)
    expect(opened.view.digest).not.toBe(digest(simulate(specOf(session)).trace))
  })

  test('holds one pair of the scenario on its own', () => {
    const choice = { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.2' }
    const pair = openPair(zeo, choice) as Session
    const did: Session = { ...pair, seed: 3, interventions: [{ at: 50, do: 'cut', pair: 'c1-s1' }] }
    const run = simulate(specOf(did))
    const opened = read(encodeSession(did, { run }))
    if (!opened.ok) throw new Error(opened.message)
    expect(opened.session).toEqual(did)
    expect(opened.session.pair?.whole).toBe(zeo)
    expect(digest(simulate(specOf(opened.session)).trace)).toBe(opened.view.digest)
  })

  test('of the time before there were modes still opens', () => {
    const old = `1${pack('{"scenario":"zeo-2002","seed":7,"time":1500,"selection":["pair","c1-s1"]}')}`
    expect(read(old)).toEqual({
      ok: true,
      session,
      view: { time: 1500, selection: { kind: 'pair', id: 'c1-s1' } },
    })
    expect(encodeSession(session, { mode: 'debug', cell: null })).toBe(link)
  })

  test('gives nothing where nothing was selected', () => {
    expect(read(encodeSession(session, { selection: null }))).toEqual({ ok: true, session, view: {} })
  })

  test('holds ten thousand interventions', () => {
    const interventions = Array.from({ length: 10_000 }, (_, i): Intervention => {
      return { at: Math.sqrt(i) * 1000, do: i % 2 ? 'cut' : 'heal', pair: 'c1-s1' }
    })
    expect(read(encodeSession({ ...session, interventions }))).toMatchObject({
      ok: true,
      session: { interventions },
    })
    const more = [...interventions, ...interventions.slice(0, 1)]
    expect(read(encodeSession({ ...session, interventions: more })).ok).toBe(false)
  })

  test('leads to a run, whatever was done in it', () => {
    fc.assert(
      fc.property(anySession, (shared) => {
        const opened = read(encodeSession(shared))
        if (!opened.ok) throw new Error(opened.message)
        // Whose rollout cannot end may go on for hours.
        expect(() => simulate({ ...specOf(opened.session), cut: 120_000 })).not.toThrow()
      }),
      { numRuns: 30 },
    )
  })
})

/** A refusal is one sentence or two for a person, and nothing of what the link says is in it. */
function expectRefusal(text: string, hostile = '<script>') {
  const result = read(text)
  expect(result.ok).toBe(false)
  expect(Object.keys(result)).toEqual(['ok', 'message'])
  if (result.ok) return
  expect(result.message).toMatch(/^[A-Z][^<>]{10,120}\.$/)
  expect(result.message).not.toContain(hostile)
}

describe('a damaged link', () => {
  test('with one character changed says so, or still means the same', () => {
    fc.assert(
      fc.property(fc.nat(link.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
        const result = read(link.slice(0, at) + char + link.slice(at + 1))
        // The last character has bits to spare.
        if (result.ok) expect(result.session).toEqual(session)
      }),
      { numRuns: 1000 },
    )
  })

  test('that was cut off says so', () => {
    for (let length = 0; length < link.length; length++) expectRefusal(link.slice(0, length))
  })

  test('is any text at all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => expectRefusal(text)))
    fc.assert(fc.property(fc.base64String(), (text) => expectRefusal(`1${text}`)))
  })

  test('is any contents in a sound packing', () => {
    fc.assert(fc.property(fc.json(), (json) => expectRefusal(`1${pack(json)}`)))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expectRefusal(`1${pack(text)}`)))
  })

  test('comes from another version', () => {
    expect(read(`3${link.slice(1)}`)).toMatchObject({ message: expect.stringContaining('another version') })
  })
})

describe('a hostile link', () => {
  const contents = { scenario: 'zeo-2002', seed: 7 }
  const say = (more: object) => `1${pack(JSON.stringify({ ...contents, ...more }))}`

  test('is read if nothing is wrong with it', () => {
    expect(read(say({}))).toEqual({ ok: true, session, view: {} })
  })

  test.each([
    ['a script for a scenario', { scenario: '<script>alert(1)</script>' }],
    ['a key of every object for a scenario', { scenario: '__proto__' }],
    ['a script for a node', { order: ['<script>alert(1)</script>'] }],
    ['a node that is none', { order: ['c1', 'constructor'] }],
    ['a release that is none', { order: [['c1', 'toString']] }],
    ['a release of nobody', { did: [[5, 'upgrade', 's1', '__proto__']] }],
    ['a pair that is none', { did: [[5, 'cut', 's1-c1']] }],
    ['a script to kill', { did: [[5, 'kill', '<script>']] }],
    ['a deed that is none', { did: [[5, 'eval', 'c1']] }],
    ['a deed with too much', { did: [[5, 'kill', 'c1', 'c2']] }],
    ['an event for nobody', { did: [[5, 'send', 'end c9-s1#1 dialer', { type: 'close' }]] }],
    ['an event that is none', { did: [[5, 'send', 'node c1', { type: '__proto__' }]] }],
    ['an event without a type', { did: [[5, 'send', 'node c1', { to: 'ZODB-3.2' }]] }],
    ['an event with a script', { did: [[5, 'send', 'node c1', { type: 'upgrade', to: '<script>' }]] }],
    ['an event with an object', { did: [[5, 'send', 'node c1', { type: 'upgrade', to: {} }]] }],
    ['a time before all times', { did: [[-1, 'kill', 'c1']] }],
    ['a time after all times', { did: [[latestTime + 1, 'kill', 'c1']] }],
    ['a time that is none', { did: [[null, 'kill', 'c1']] }],
    ['a time in words', { time: '5' }],
    ['a view from after all times', { time: 1e300 }],
    ['a latency that runs backwards', { did: [[5, 'slow', 'c1-s1', [30, 20]]] }],
    ['a latency below nothing', { did: [[5, 'slow', 'c1-s1', [-1]]] }],
    ['a latency out of all bounds', { did: [[5, 'slow', 'c1-s1', ['p99', 1e-300, latestTime]]] }],
    ['a seed that is not whole', { seed: 1.5 }],
    ['a seed that is too large', { seed: 2 ** 32 }],
    ['a seed that is too small', { seed: -(2 ** 31) - 1 }],
    ['a digest that is none', { digest: '<script>alert(1)' }],
    ['a digest of this version that is none', { trace: '<script>alert(1)' }],
    ['a selection of nothing', { selection: ['node', '<script>'] }],
    ['a selection of what is not there', { selection: ['pair', 'c1-c2'] }],
    ['an event that is none', { selection: ['event', -1] }],
    ['a mode that is none', { mode: 'lessons' }],
    [
      'a pair of a link that is none',
      { pair: { link: '<script>', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.1' } },
    ],
    [
      'a pair of a release that is none',
      { pair: { link: 'client-server', dialer: 'toString', acceptor: 'ZODB-3.1' } },
    ],
    [
      'a pair of a variant that is none',
      { pair: { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.1', variant: 'x' } },
    ],
    [
      'a pair with a key too many',
      { pair: { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.1', of: 1 } },
    ],
    [
      'a node that its pair leaves out',
      { pair: { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.1' }, did: [[5, 'kill', 'c2']] },
    ],
    [
      'a cell of a release that is none',
      { cell: { link: 'client-server', dialer: '__proto__', acceptor: 'ZODB-3.1' } },
    ],
    ['a key too many', { text: 'versions: [1, 2]' }],
    ['too many interventions', { did: Array(10_001).fill([5, 'kill', 'c1']) }],
    ['far too many of nothing', { did: Array(400_000).fill(0) }],
    ['too many steps', { order: Array(10_001).fill('c1') }],
    ['a name without an end', { scenario: 'x'.repeat(100_000) }],
  ])('with %s is refused', (_, more) => {
    expectRefusal(say(more))
  })

  test.each([
    ['__proto__', '{"scenario":"zeo-2002","seed":7,"__proto__":{"polluted":true}}'],
    ['constructor', '{"scenario":"zeo-2002","seed":7,"constructor":{"prototype":{"polluted":true}}}'],
  ])('with the key %s reaches no object but its own', (_, json) => {
    expectRefusal(`1${pack(json)}`)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('of brackets within brackets is refused', () => {
    expectRefusal(`1${pack('['.repeat(500_000))}`)
    expectRefusal(`1${pack('['.repeat(500_000) + ']'.repeat(500_000))}`)
  })

  test('of ten megabytes is refused before it is looked at', () => {
    const text = '1'.repeat(10 * 1024 * 1024)
    expectRefusal(text)
    expect(read(text)).toMatchObject({ message: expect.stringContaining('longer') })
  })

  test('that grows to ten megabytes is refused before it has', () => {
    const bomb = pack('\0'.repeat(10 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(20_000)
    expect(unpack(bomb)).toEqual({ ok: false, fault: 'too large' })
    expectRefusal(`1${bomb}`)
  })
})
