import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { connectionEnd, type EndEvent } from '#machines/connection-end.ts'
import type { EndRules } from '#machines/rules.ts'
import { endRules, versions } from '../sim/arbitraries.ts'
import { walk } from './pure.ts'

const zeo = ['Z200', 'Z201']

/** The four ends of ZEO 2002, as the two releases of the two sides declare them. */
const oldEnd: EndRules = {
  versions: zeo,
  speaks: 'at once',
  offers: 'Z200',
  answers: 'theirs',
  accepts: ['Z200'],
  otherwise: 'stall',
  meanwhile: 'send',
}
const newClient: EndRules = {
  versions: zeo,
  speaks: 'after the peer',
  offers: 'Z201',
  answers: 'lower',
  accepts: zeo,
  otherwise: 'close',
  meanwhile: 'queue',
}
const newServer: EndRules = { ...oldEnd, offers: 'Z201', accepts: zeo, otherwise: 'close' }

const connected: EndEvent = { type: 'connected' }
const send: EndEvent = { type: 'send' }
const message: EndEvent = { type: 'message' }
const version = (name: string): EndEvent => ({ type: 'version', version: name })

const endAfter = (rules: EndRules, ...events: EndEvent[]) => {
  const { snapshot, asked } = walk(connectionEnd, rules, ...events)
  const { handshake, queue } = snapshot.value as { handshake: string; queue: string }
  return { handshake, queue, asked, agreed: snapshot.context.agreed, heard: snapshot.context.heard }
}

describe('an end of ZODB 3.1', () => {
  it('names Z200 as soon as it is connected', () => {
    expect(endAfter(oldEnd)).toMatchObject({ handshake: 'dialling', asked: [] })
    expect(endAfter(oldEnd, connected)).toMatchObject({
      handshake: 'announcing',
      asked: [{ sendVersion: { version: 'Z200' } }],
    })
  })

  it('agrees to Z200 and says no more', () => {
    expect(endAfter(oldEnd, connected, version('Z200'))).toMatchObject({
      handshake: 'open',
      agreed: 'Z200',
      asked: [{ noteAccepted: { version: 'Z200' } }],
    })
  })

  it('as shipped, stays in its handshake when it hears Z201, and takes all that follows for a handshake', () => {
    const stalled = endAfter(oldEnd, connected, version('Z201'))
    expect(stalled).toMatchObject({
      handshake: 'stalled',
      heard: 'Z201',
      agreed: null,
      asked: [{ noteRefused: { version: 'Z201' } }],
    })
    for (const more of [message, version('Z200'), version('Z201')]) {
      expect(endAfter(oldEnd, connected, version('Z201'), more)).toMatchObject({
        handshake: 'stalled',
        agreed: null,
        asked: ['swallow'],
      })
    }
  })

  it('stalled, still sends what its application says: nobody has told it', () => {
    expect(endAfter(oldEnd, connected, version('Z201'), send).asked).toEqual(['transmit'])
  })

  it('as documented, closes when it hears Z201', () => {
    const documented: EndRules = { ...oldEnd, otherwise: 'close' }
    expect(endAfter(documented, connected, version('Z201'))).toMatchObject({
      handshake: 'rejected',
      queue: 'shut',
      asked: [{ noteRefused: { version: 'Z201' } }, 'closeSocket', 'discardHeld'],
    })
  })
})

describe('a client of ZODB 3.2', () => {
  it('waits for the server to speak, and queues what it would send', () => {
    expect(endAfter(newClient, connected)).toMatchObject({
      handshake: 'awaiting',
      queue: 'holding',
      asked: [],
    })
    expect(endAfter(newClient, connected, send).asked).toEqual(['hold'])
  })

  it.each([
    ['Z200', 'Z200'],
    ['Z201', 'Z201'],
  ])('answers %s with %s, and only then sends what it has queued', (theirs, agreed) => {
    expect(endAfter(newClient, connected, send, version(theirs))).toMatchObject({
      handshake: 'open',
      queue: 'flushing',
      agreed,
      heard: theirs,
      asked: [{ noteAccepted: { version: agreed } }, { sendVersion: { version: agreed } }, 'transmitHeld'],
    })
  })

  it('closes when it gets anything but a version', () => {
    expect(endAfter(newClient, connected, message)).toMatchObject({
      handshake: 'rejected',
      heard: null,
      asked: [{ noteRefused: { version: '' } }, 'closeSocket', 'discardHeld'],
    })
  })

  it('closes when it hears a version that nobody knows', () => {
    expect(endAfter(newClient, connected, version('Z999'))).toMatchObject({
      handshake: 'rejected',
      heard: 'Z999',
    })
  })
})

describe('a server of ZODB 3.2', () => {
  it('names Z201 and takes the client’s word', () => {
    expect(endAfter(newServer, connected).asked).toEqual([{ sendVersion: { version: 'Z201' } }])
    expect(endAfter(newServer, connected, version('Z200'))).toMatchObject({
      handshake: 'open',
      agreed: 'Z200',
    })
    expect(endAfter(newServer, connected, version('Z201'))).toMatchObject({
      handshake: 'open',
      agreed: 'Z201',
    })
  })

  it('believes that Z200 is agreed with a client that has stalled', () => {
    expect(endAfter(oldEnd, connected, version('Z201')).handshake).toBe('stalled')
    expect(endAfter(newServer, connected, version('Z200'), message).asked).toEqual(['deliver'])
  })
})

describe('the queue', () => {
  const open = [connected, send, version('Z201')]

  it('sends one message after the other while it is flushed, and a new one joins its end', () => {
    expect(endAfter(newClient, ...open, send)).toMatchObject({ queue: 'flushing', asked: ['hold'] })
    expect(endAfter(newClient, ...open, { type: 'more held' })).toMatchObject({
      queue: 'flushing',
      asked: ['transmitHeld'],
    })
  })

  it('lets messages pass once nothing is left in it', () => {
    expect(endAfter(newClient, ...open, { type: 'none held' })).toMatchObject({ queue: 'passing', asked: [] })
    expect(endAfter(newClient, ...open, { type: 'none held' }, send).asked).toEqual(['transmit'])
  })

  it.each([
    ['its own node closes', { type: 'close' } as const, ['closeSocket', 'discardHeld']],
    ['the peer closes', { type: 'closed' } as const, ['discardHeld']],
  ])('drops what it holds when %s, and loses what comes later', (_, event, asked) => {
    for (const events of [[connected, send], open, [...open, { type: 'none held' } as const]]) {
      expect(endAfter(newClient, ...events, event)).toMatchObject({
        handshake: 'closed',
        queue: 'shut',
        asked,
      })
      expect(endAfter(newClient, ...events, event, send).asked).toEqual(['discard'])
    }
  })

  it('is dropped once, however often the connection ends', () => {
    for (const again of [{ type: 'close' }, { type: 'closed' }] as const) {
      expect(endAfter(newClient, connected, send, { type: 'closed' }, again).asked).toEqual([])
      expect(endAfter(newClient, connected, message, again).asked).toEqual([])
    }
  })

  it('is not used by an end that sends meanwhile', () => {
    expect(endAfter(oldEnd, connected)).toMatchObject({ queue: 'passing' })
    expect(endAfter(oldEnd, connected, send).asked).toEqual(['transmit'])
    expect(endAfter(oldEnd, connected, version('Z200'))).toMatchObject({ queue: 'passing' })
  })
})

describe('every end', () => {
  const events = fc.oneof(
    fc.constantFrom<EndEvent>(send, message, { type: 'close' }, { type: 'closed' }),
    fc.constantFrom<EndEvent>({ type: 'more held' }, { type: 'none held' }),
    fc.constantFrom(...versions, 'unheard of').map(version),
  )

  /** What it puts on the wire over all steps, in order. */
  function wire(rules: EndRules, sequence: readonly EndEvent[]): string[] {
    const sent: string[] = []
    for (let length = 1; length <= sequence.length; length++) {
      for (const asked of endAfter(rules, ...sequence.slice(0, length)).asked) {
        if (typeof asked === 'object') sent.push(...Object.keys(asked as object))
        else sent.push(String(asked))
      }
    }
    return sent.filter((name) => /^(sendVersion|transmit|transmitHeld|closeSocket)$/.test(name))
  }

  it('sends its version before anything else, once, and nothing after it has closed', () => {
    fc.assert(
      fc.property(endRules, fc.array(events, { maxLength: 8 }), (rules, sequence) => {
        const sent = wire(rules, [connected, ...sequence])
        const spoken = sent.filter((name) => name !== 'closeSocket')
        if (spoken.length > 0) expect(spoken[0]).toBe('sendVersion')
        expect(spoken.filter((name) => name === 'sendVersion').length).toBeLessThanOrEqual(1)
        if (sent.includes('closeSocket')) expect(sent.indexOf('closeSocket')).toBe(sent.length - 1)
      }),
      { numRuns: 300 },
    )
  })

  it('is open exactly if it has accepted what it agreed to, and hands messages on only then', () => {
    fc.assert(
      fc.property(endRules, fc.array(events, { maxLength: 6 }), (rules, sequence) => {
        const there = endAfter(rules, connected, ...sequence)
        if (there.handshake === 'open') expect(rules.accepts).toContain(there.agreed)
        const next = endAfter(rules, connected, ...sequence, message)
        expect(next.asked.includes('deliver')).toBe(there.handshake === 'open')
      }),
      { numRuns: 200 },
    )
  })
})
