// What an end says, refuses and tries again, knob by knob: see `EndRules`.

import { describe, expect, it } from 'vitest'
import { connectionEnd, type EndEvent } from '#machines/connection-end.ts'
import type { Answering, EndRules, Otherwise, Retry } from '#machines/rules.ts'
import { walk } from './pure.ts'

const plain: EndRules = {
  versions: ['A', 'B', 'C', 'D'],
  speaks: 'at once',
  offers: 'C',
  answers: 'lower',
  accepts: ['B', 'C'],
  otherwise: 'close',
  meanwhile: 'queue',
}
const second: EndRules = { ...plain, speaks: 'after the peer' }

const connected: EndEvent = { type: 'connected' }
const send: EndEvent = { type: 'send' }
const full: EndEvent = { type: 'send', full: true }
const version = (name: string): EndEvent => ({ type: 'version', version: name })
const again = (name: string): EndEvent => ({ type: 'version', version: name, again: true })
const error = (supported = ''): EndEvent => ({ type: 'error', supported })
const patience = { type: '[patience]' } as const

const endAfter = (rules: EndRules, ...events: (EndEvent | typeof patience)[]) => {
  const { snapshot, asked, timers } = walk(connectionEnd, rules, connected, ...events)
  const { handshake, queue } = snapshot.value as { handshake: string; queue: string }
  const { agreed, heard, refusal, gaveUp } = snapshot.context
  return { handshake, queue, asked, timers, agreed, heard, refusal, gaveUp }
}

describe('what an end makes of its peer’s word', () => {
  const cases: [Answering, said: string, agreed: string | null, more?: Partial<EndRules>][] = [
    ['theirs', 'B', 'B'],
    ['theirs', 'A..C', 'C'],
    ['theirs', 'D', null],
    ['theirs', '', null],
    ['theirs', 'A', 'B', { reads: { A: 'B' } }],
    ['theirs', 'A, B', 'C', { reads: { A: 'C' } }],
    ['lower', 'D', 'C'],
    ['lower', 'A', null],
    ['lower', 'D', 'B', { offers: 'B' }],
    ['lower', 'D', 'C', { offers: '' }],
    ['equal', 'C', 'C'],
    ['equal', 'B', null],
    ['equal', 'D', null, { offers: 'D' }],
    ['highest common', 'A, B, D', 'B'],
    ['highest common', 'A, D', null],
    ['common flags', 'B+D', 'B', { offers: 'A+B' }],
    ['common flags', 'B+D', null, { offers: 'A+B', refusesUnknownFlags: true }],
    ['common flags', 'B', null, { offers: 'A+B', requires: ['A'] }],
    ['common flags', 'A+B', 'A+B', { offers: 'B+A', requires: ['A'] }],
    ['common flags', '', '', { offers: 'A+B' }],
    ['theirs or own newest', 'B', 'B'],
    ['theirs or own newest', 'A', 'C'],
    ['own', 'A', 'C'],
    ['own', 'A', null, { offers: 'D' }],
    ['anything', 'A', '*'],
  ]

  it.each(cases)('by the pick “%s”, of “%s”: %s', (answers, said, agreed, more = {}) => {
    const end = endAfter({ ...second, answers, ...more }, version(said))
    expect(end).toMatchObject(
      agreed === null ? { handshake: 'rejected', agreed } : { handshake: 'open', agreed },
    )
  })

  it.each([
    ['the agreed', { sendVersion: { version: 'B' } }],
    ['own offer', { sendVersion: { version: 'C' } }],
    ['nothing'],
  ] as const)('is answered with %s', (replies, ...said) => {
    expect(endAfter({ ...second, replies, meanwhile: 'send' }, version('B')).asked).toEqual([
      { noteAccepted: { version: 'B' } },
      ...said,
    ])
  })

  it('is refused where it may have been made to say less, if that is looked for', () => {
    const wary: EndRules = { ...second, detectsFallback: true }
    expect(endAfter(wary, again('B')).handshake).toBe('rejected')
    expect(endAfter(wary, version('B')).handshake).toBe('open')
    expect(endAfter(wary, again('C')).handshake).toBe('open')
    expect(endAfter(second, again('B')).handshake).toBe('open')
    expect(endAfter({ ...wary, reads: { B: 'C' } }, again('B')).handshake).toBe('open')
  })
})

describe('an end that does not accept', () => {
  const noted = { noteRefused: { version: 'A' } }
  const cases: [Otherwise, handshake: string, said: unknown[]][] = [
    ['close', 'rejected', [noted, 'closeSocket']],
    ['stall', 'stalled', [noted]],
    ['error', 'rejected', [noted, { sendError: { supported: '' } }, 'closeSocket']],
    ['error with supported', 'rejected', [noted, { sendError: { supported: 'B, C' } }, 'closeSocket']],
    ['error, then wait', 'awaiting', [noted, { sendError: { supported: '' } }]],
    ['error, then go on', 'open', [noted, { sendError: { supported: '' } }]],
    ['own version', 'rejected', [noted, { sendError: { supported: 'C' } }, 'closeSocket']],
    ['go on', 'open', []],
  ]
  const isOfHandshake = (asked: unknown) => asked !== 'discardHeld' && asked !== 'transmitHeld'

  it.each(cases)('does what it declares: %s', (otherwise, handshake, said) => {
    for (const rules of [plain, second]) {
      const end = endAfter({ ...rules, otherwise }, version('A'))
      expect(end).toMatchObject({ handshake, heard: 'A' })
      expect(end.asked.filter(isOfHandshake)).toEqual(said)
    }
  })

  it.each(['go on', 'error, then go on'] as const)(
    'by “%s”, is open at the version that it falls to, or the oldest that it accepts',
    (otherwise) => {
      expect(endAfter({ ...plain, otherwise }, version('A')).agreed).toBe('B')
      expect(endAfter({ ...plain, otherwise, fallsTo: 'A' }, version('A')).agreed).toBe('A')
    },
  )

  it('waits for another word after an error, and takes it', () => {
    const waits: EndRules = { ...plain, otherwise: 'error, then wait' }
    expect(endAfter(waits, version('A'), version('B'))).toMatchObject({ handshake: 'open', agreed: 'B' })
  })
})

describe('an end that is refused', () => {
  const retry: Retry = { with: 'next lower', on: ['error'], where: 'same connection', remembers: 'nothing' }
  const retries = (more: Partial<Retry> = {}, rules: Partial<EndRules> = {}): EndRules => ({
    ...plain,
    accepts: ['A', 'B', 'C'],
    ...rules,
    whenRefused: { ...retry, ...more },
  })

  it('gives up, unless it says otherwise', () => {
    expect(endAfter(plain, error())).toMatchObject({ handshake: 'rejected', queue: 'shut' })
    expect(endAfter(plain, error()).asked).toContain('closeSocket')
  })

  it('goes on with less, now or when it is open already', () => {
    const easy: EndRules = { ...plain, whenRefused: 'go on', fallsTo: 'A' }
    const less = { handshake: 'open', agreed: 'A', refusal: 'B' }
    expect(endAfter(easy, error('B'))).toMatchObject(less)
    expect(endAfter(easy, version('C'), error('B'))).toMatchObject(less)
    expect(endAfter(plain, version('C'), error('A'))).toMatchObject({ handshake: 'rejected', refusal: 'A' })
    expect(endAfter(plain, version('C'), error()).asked).toContain('closeSocket')
  })

  it.each([
    ['it is refused', error('A'), ['closeSocket'], { refusal: 'A', gaveUp: null }],
    ['its peer says nothing', patience, ['closeSocket'], { refusal: null, gaveUp: 'waited' }],
    ['its peer closes', { type: 'closed' } as const, [], { refusal: null, gaveUp: null }],
  ])('closes the connection that it leaves, unless that is gone: %s', (_, event, closes, why) => {
    const rules = { patience: 80 }
    const anew = retries({ on: ['error', 'close', 'silence'], where: 'new connection' }, rules)
    expect(endAfter({ ...plain, ...rules }, event)).toMatchObject({
      queue: 'shut',
      asked: [...closes, 'discardHeld'],
      ...why,
    })
    expect(endAfter(anew, event)).toMatchObject({
      handshake: 'retrying',
      asked: [...closes, { dialAgain: { offers: 'B' } }, 'discardHeld'],
      ...why,
    })
  })

  it('offers less on the same connection, and says that it does so again', () => {
    expect(endAfter(retries(), error())).toMatchObject({
      handshake: 'announcing',
      queue: 'holding',
      refusal: '',
      asked: [{ sendVersion: { version: 'B', again: true } }],
    })
    expect(endAfter(retries(), error(), error()).asked).toEqual([
      { sendVersion: { version: 'A', again: true } },
    ])
    expect(endAfter(retries(), error(), error(), error()).handshake).toBe('rejected')
  })

  it('agrees by what it offers now, not by what it offered first', () => {
    expect(endAfter(retries(), error(), version('C'))).toMatchObject({ handshake: 'open', agreed: 'B' })
  })

  it.each([
    ['next lower', '', 'B'],
    ['next lower', 'A', 'B'],
    ['supported', '', 'B'],
    ['supported', 'A', 'A'],
    ['oldest', '', 'A'],
  ] as const)('tries %s, told “%s”, with %s', (how, supported, offers) => {
    expect(endAfter(retries({ with: how }), error(supported)).asked).toEqual([
      { sendVersion: { version: offers, again: true } },
    ])
    expect(endAfter(retries({ with: how, where: 'new connection' }), error(supported))).toMatchObject({
      handshake: 'retrying',
      queue: 'shut',
    })
    expect(endAfter(retries({ with: how, where: 'new connection' }), error(supported)).asked).toContainEqual({
      dialAgain: { offers },
    })
  })

  it('gives up where nothing that is supported is left to it', () => {
    expect(endAfter(retries({ with: 'supported' }), error('D')).handshake).toBe('rejected')
  })

  it.each([
    ['close', { type: 'closed' }, 'closed'],
    ['silence', patience, 'rejected'],
  ] as const)('takes a %s for a refusal only where it says so', (on, event, otherwise) => {
    for (const speaks of ['at once', 'after the peer'] as const) {
      const rules = { speaks, patience: 80 }
      const dialling = endAfter(retries({ on: [on], where: 'new connection' }, rules), event)
      expect(dialling.handshake).toBe('retrying')
      expect(dialling.asked).toContainEqual({ dialAgain: { offers: 'B' } })
      expect(endAfter(retries({ on: ['error'], where: 'new connection' }, rules), event).handshake).toBe(
        otherwise,
      )
    }
  })

  it('on another connection, says that it tries again', () => {
    expect(endAfter({ ...plain, triesAgain: true }).asked).toEqual([
      { sendVersion: { version: 'C', again: true } },
    ])
  })
})

describe('the patience of an end', () => {
  it('runs while it waits, as long as it declares', () => {
    expect(endAfter({ ...plain, patience: 80 }).timers).toEqual({ patience: 80 })
    expect(endAfter({ ...plain, patience: 80 }, version('C')).timers).toEqual({})
    expect(endAfter(plain).timers.patience ?? Number.POSITIVE_INFINITY).toBe(Number.POSITIVE_INFINITY)
  })

  it('ends with a close, or with less where it goes on when it is refused', () => {
    expect(endAfter({ ...plain, patience: 80 }, patience)).toMatchObject({ handshake: 'rejected' })
    expect(endAfter({ ...plain, patience: 80, whenRefused: 'go on' }, patience)).toMatchObject({
      handshake: 'open',
      agreed: 'B',
    })
  })
})

describe('what an end would send meanwhile', () => {
  it('is refused where it declares so, until the handshake is over', () => {
    const refuses: EndRules = { ...plain, meanwhile: 'refuse' }
    expect(endAfter(refuses, send)).toMatchObject({ queue: 'refusing', asked: ['refuse'] })
    expect(endAfter(refuses, version('C'), send)).toMatchObject({ queue: 'passing', asked: ['transmit'] })
  })

  it.each(['refuse', 'drop the oldest', 'close'] as const)('overflows by its rule: %s', (whenFull) => {
    const bounded: EndRules = { ...plain, queue: { bound: 1, whenFull } }
    expect(endAfter(bounded, send).asked).toEqual(['hold'])
    expect(endAfter(bounded, send, full).asked).toEqual([{ overflow: { whenFull } }])
    // Also while the queue is sent.
    expect(endAfter(bounded, send, version('C'), full)).toMatchObject({
      queue: 'flushing',
      asked: [{ overflow: { whenFull } }],
    })
  })
})
