// Events that somebody hands to a machine of a run.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digest } from '#sim/engine/digest.ts'
import { eventsOf, type Fields } from '#sim/engine/event-fields.ts'
import { refusalEver, refusalNow } from '#sim/engine/external-event.ts'
import type { HandedEvent } from '#sim/engine/intervention.ts'
import { type Run, rolloutOf, simulate, stateAt } from '#sim/run/run.ts'
import { narrate } from '#sim/views/narrate.ts'
import { viewOf } from '#sim/views/view.ts'
import { runZeo, zeo } from '../zeo.ts'

const until = 20_000

function runWith(at: number, actor: string, event: HandedEvent): Run {
  return runZeo({ until, interventions: [...rolloutOf(zeo), { at, do: 'send', actor, event }] })
}

const plain = runZeo({ until })
const broken = [...plain.trace].find((event) => event.kind === 'attempt' && event.outcome === 'half-open')
const connection = broken?.kind === 'attempt' ? broken.connection : ''
const pair = connection.slice(0, connection.indexOf('#'))
const stalled = `end ${connection} dialer`
const later = (broken?.at ?? 0) + 1

const statusAt = (run: Run, time: number) =>
  viewOf(run.cluster, stateAt(run, time)).pairs.find(({ id }) => id === pair)

const sentence = (run: Run) => {
  const event = [...run.trace].find((each) => each.kind === 'intervention' && each.intervention.do === 'send')
  return event && narrate(run.cluster, run.trace, event)?.text
}

describe('an event that is sent by hand', () => {
  test('changes the run from its time on, and nothing before', () => {
    const run = runWith(later, stalled, { type: 'close' })

    const place = [...run.trace].findIndex((event) => event.kind === 'intervention' && event.at === later)
    expect([...run.trace].slice(0, place)).toEqual([...plain.trace].slice(0, place))
    expect(run.trace.event(place + 1)).toMatchObject({
      kind: 'transition',
      actor: stalled,
      event: 'close',
      cause: place,
    })
    expect(statusAt(plain, later + 500)?.status).toBe('half-open')
    expect(statusAt(run, later + 500)?.status).toBe('down')
  })

  test('gives the same run each time, and not the run without it', () => {
    const run = runWith(later, stalled, { type: 'close' })

    expect(digest(runWith(later, stalled, { type: 'close' }).trace)).toBe(digest(run.trace))
    expect(digest(run.trace)).not.toBe(digest(plain.trace))
  })

  test('is told in words', () => {
    expect(sentence(runWith(later, stalled, { type: 'close' }))).toBe(
      `the dialer of ${connection} is sent close by hand`,
    )
    expect(sentence(runWith(later, 'node c1', { type: 'upgrade', to: 'ZODB-3.2' }))).toBe(
      'c1 is sent upgrade ZODB-3.2 by hand',
    )
    expect(sentence(runWith(500, 'connector c1-s1', { type: 'connection lost' }))).toBe(
      'the connector c1-s1 is sent connection lost by hand',
    )
  })

  test('says so where nothing comes of it', () => {
    expect(sentence(runWith(later, stalled, { type: 'connected' }))).toBe(
      `the dialer of ${connection} is sent connected by hand, but takes no notice of it`,
    )
    expect(sentence(runWith(0, 'end c1-s1#9 dialer', { type: 'close' }))).toBe(
      'the dialer of c1-s1#9 is sent close by hand, but there is no such machine at this time',
    )
  })

  test('a version that is sent to an end is taken for its peer’s', () => {
    const actor = 'end c1-s1#1 acceptor'
    const handshake = [...plain.trace].filter((event) => event.kind === 'transition' && event.actor === actor)
    const [announcing, open] = handshake
    const at = (announcing?.at ?? 0) + 0.1
    const run = runWith(at, actor, { type: 'version', version: 'Z200' })

    const changed = [...run.trace].filter((event) => event.kind === 'transition' && event.actor === actor)
    expect(changed[0]).toMatchObject({ event: 'connected', at: announcing?.at })
    expect(changed[1]).toMatchObject({ event: 'version', at, to: ['handshake.open', 'queue.passing'] })
    expect(open?.at).toBeGreaterThan(at)
  })

  test('a message that is sent by hand goes over the wire', () => {
    const run = runWith(500, 'end c1-s1#1 dialer', { type: 'send' })

    const sent = [...run.trace].find((event) => event.kind === 'send' && event.message.name === 'a message')
    const answer = [...run.trace].find(
      (event) =>
        event.kind === 'deliver' && event.message.kind === 'reply' && event.message.name === 'a message',
    )
    expect(sent).toMatchObject({ at: 500, from: 'c1', to: 's1', message: { kind: 'call' } })
    expect(answer).toMatchObject({ from: 's1', to: 'c1' })
  })

  test('a timer can be sent before its time, and does not go off again', () => {
    const event = { type: 'xstate.after.drain.node.draining' }
    const draining = [...plain.trace].find((each) => each.kind === 'transition' && each.to[0] === 'draining')
    const run = runWith((draining?.at ?? 0) + 1, 'node s1', event)

    const down = [...run.trace].filter(
      (each) => each.kind === 'transition' && each.actor === 'node s1' && each.from[0] === 'draining',
    )
    expect(down.map(({ at }) => at)).toEqual([(draining?.at ?? 0) + 1])
    expect(sentence(run)).toBe('s1 is sent the timer drain by hand')
  })

  test('an upgrade that is sent to a node is told as one', () => {
    const run = runWith(500, 'node c3', { type: 'upgrade', to: 'ZODB-3.2' })
    const texts = [...run.trace].map((event) => narrate(run.cluster, run.trace, event)?.text)
    expect(texts).toContain(
      'c3 takes on no new work and finishes what it has begun: it is to be upgraded to ZODB-3.2',
    )
  })
})

describe('an event that cannot be sent', () => {
  const { cluster } = plain
  const refuse = (actor: string, event: object) => refusalEver(cluster, actor, event as HandedEvent)

  test.each([
    [
      'end c9-s1#1 dialer',
      { type: 'close' },
      'there is never a machine “end c9-s1#1 dialer” in this cluster',
    ],
    [
      'end c1-s1#0 dialer',
      { type: 'close' },
      'there is never a machine “end c1-s1#0 dialer” in this cluster',
    ],
    ['constructor', { type: 'close' }, 'there is never a machine “constructor” in this cluster'],
    ['node c1 dialer', { type: 'kill' }, 'there is never a machine “node c1 dialer” in this cluster'],
    [
      'node c1',
      { type: 'kil' },
      'unknown event of c1 “kil”, expected upgrade, kill, restart, cannot run, xstate.after.drain.node.draining, xstate.after.down.node.down or xstate.after.start.node.starting (did you mean kill?)',
    ],
    ['node c1', { type: 'constructor' }, expect.stringContaining('unknown event of c1 “constructor”')],
    [
      'node c1',
      { type: 'xstate.after.patience.end.handshake.awaiting' },
      expect.stringContaining('unknown event'),
    ],
    ['node c1', { type: 'upgrade' }, '“upgrade” needs a text for to'],
    [
      'node c1',
      { type: 'upgrade', to: 'ZODB-9' },
      'unknown release of c1 “ZODB-9”, expected ZODB-3.1 or ZODB-3.2',
    ],
    ['node c1', { type: 'kill', now: true }, 'unknown field of “kill” “now”, expected none'],
    ['end c1-s1#1 dialer', { type: 'version', version: true }, 'version of “version” has to be a text'],
    ['end c1-s1#1 dialer', { type: 'send', full: 'yes' }, 'full of “send” is there or not: expected true'],
  ])('%s, %j', (actor, event, message) => {
    expect(refuse(actor, event)).toEqual(message)
  })

  test('is one to a machine that is not there', () => {
    const close = { type: 'close' }
    expect(refusalNow(cluster, stateAt(plain, 0), 'end c1-s1#2 dialer', close)).toBe(
      'there is no machine “end c1-s1#2 dialer” at this time',
    )
    expect(refusalNow(cluster, stateAt(plain, later), stalled, close)).toBeNull()
  })
})

test('whatever is sent to whomever, the run goes on to its end', () => {
  const { cluster } = plain
  const actors = [
    ...new Set([...plain.trace].flatMap((event) => (event.kind === 'transition' ? [event.actor] : []))),
  ]
  const values: Readonly<Record<string, string>> = {
    to: 'ZODB-3.2',
    release: 'ZODB-3.2',
    node: 's1',
    unit: 's1',
  }
  const sent = fc.constantFrom(...actors).chain((actor) => {
    const machine = actor.split(' ')[0] as keyof typeof eventsOf
    const events = Object.entries<Fields>(eventsOf[machine]).map(([type, fields]) => ({
      type,
      ...Object.fromEntries(
        Object.entries(fields).map(([field, kind]) => [
          field,
          kind === 'flag' ? true : (values[field] ?? 'Z201'),
        ]),
      ),
    }))
    return fc.record({
      at: fc.integer({ min: 0, max: until }),
      do: fc.constant('send' as const),
      actor: fc.constant(actor),
      event: fc.constantFrom(...(events as HandedEvent[])),
    })
  })
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 8 }), (interventions) => {
      for (const { actor, event } of interventions) expect(refusalEver(cluster, actor, event)).toBeNull()
      const run = simulate({
        scenario: zeo,
        seed: 3,
        interventions: [...rolloutOf(zeo), ...interventions],
        until,
        cut: until,
      })
      for (const event of run.trace) {
        expect(narrate(run.cluster, run.trace, event)?.text ?? '').not.toMatch(/undefined|null|NaN|\[object/)
      }
      expect(viewOf(run.cluster, stateAt(run, until)).time).toBe(until)
    }),
  )
})
