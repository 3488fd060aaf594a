import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { initialTransition, transition } from 'xstate'
import { connectionEnd, type EndEvent } from '#machines/connection-end.ts'
import type { EndRules } from '#machines/rules.ts'
import { hasErrors, reachable } from '#sim/protocol/reach.ts'
import { anyEndRules, versions } from '../arbitraries.ts'
import { easy, release, small } from '../small.ts'
import { zeo } from '../zeo.ts'

const rulesOf = (role: string, name: string): EndRules => {
  const found = zeo.roles.find((each) => each.name === role)?.releases.find((each) => each.name === name)
  if (found === undefined) throw new Error(`${role} ${name}`)
  return found.rules
}

const handshakes = (rules: EndRules, errors?: boolean) =>
  [...reachable(rules, errors).moves].filter((move) => move.startsWith('handshake')).sort()

describe('what a release can reach', () => {
  it('is little for the old client of ZEO, whose protocol has no words for a refusal', () => {
    const [old = ''] = zeo.roles.find(({ name }) => name === 'client')?.releases.map(({ name }) => name) ?? []
    const { leaves } = reachable(rulesOf('client', old), hasErrors(zeo))
    expect([...leaves].sort()).toEqual([
      'handshake.announcing',
      'handshake.closed',
      'handshake.dialling',
      'handshake.open',
      'handshake.stalled',
      'queue.passing',
      'queue.shut',
    ])
  })

  it('has every move that its rules lead to, and none that only others take', () => {
    expect([...reachable(easy).moves].sort()).toEqual([
      'handshake.announcing > handshake.closed',
      'handshake.announcing > handshake.open',
      'handshake.announcing > handshake.rejected',
      'handshake.dialling > handshake.announcing',
      'handshake.dialling > handshake.closed',
      'handshake.open > handshake.closed',
      'handshake.open > handshake.rejected',
      'queue.flushing > queue.passing',
      'queue.flushing > queue.shut',
      'queue.holding > queue.flushing',
      'queue.holding > queue.shut',
      'queue.passing > queue.shut',
    ])
  })

  it('has a rejection where it takes whatever is named, and something else comes first', () => {
    const taking: EndRules = { ...easy, answers: 'anything' }
    expect(handshakes(taking, false)).toContain('handshake.announcing > handshake.rejected')
  })

  it('has a refusal after the handshake only where somebody says so', () => {
    expect(handshakes(easy)).toContain('handshake.open > handshake.rejected')
    expect(handshakes(easy, false)).not.toContain('handshake.open > handshake.rejected')
  })

  it('has another offer on the same connection, while there is a lower one', () => {
    const whenRefused = {
      with: 'next lower',
      on: ['error'],
      where: 'same connection',
      remembers: 'nothing',
    } as const
    const retries: EndRules = { ...easy, whenRefused }
    expect(handshakes(retries)).toContain('handshake.announcing > handshake.announcing')
    expect(handshakes({ ...retries, offers: 'A' })).not.toContain(
      'handshake.announcing > handshake.announcing',
    )
  })

  it('has another connection after an error, a close or silence', () => {
    for (const on of ['error', 'close', 'silence'] as const) {
      const whenRefused = { with: 'oldest', on: [on], where: 'new connection', remembers: 'peer' } as const
      expect(handshakes({ ...easy, patience: 50, whenRefused })).toContain(
        'handshake.announcing > handshake.retrying',
      )
    }
  })

  it('refuses to send before the handshake is over, where that is its way', () => {
    expect([...reachable({ ...easy, meanwhile: 'refuse' }).moves]).toContain('queue.refusing > queue.passing')
  })
})

test('whatever is done to an end, it takes only moves that it is said to', () => {
  const word = fc.constantFrom(...versions, '', 'V0', 'V1+V2', 'V1+V2+V3')
  const event = fc.oneof(
    fc.record({ type: fc.constant('version' as const), version: word, again: fc.boolean() }),
    fc.record({ type: fc.constant('error' as const), supported: fc.constantFrom('', ...versions) }),
    fc.record({ type: fc.constant('send' as const), full: fc.boolean() }),
    fc.constantFrom<EndEvent>(
      { type: 'connected' },
      { type: 'message' },
      { type: 'more held' },
      { type: 'none held' },
      { type: 'close' },
      { type: 'closed' },
    ),
  )
  fc.assert(
    fc.property(anyEndRules, fc.array(event, { maxLength: 6 }), (rules, events) => {
      const [start] = initialTransition(connectionEnd, rules)
      const { leaves, moves } = reachable(rules)
      let here = start
      for (const each of [{ type: 'connected' } as const, ...events]) {
        const [there] = transition(connectionEnd, here, each)
        for (const region of ['handshake', 'queue'] as const) {
          const [from, to] = [here, there].map(({ value }) => `${region}.${value[region]}`)
          expect(leaves).toContain(to)
          if (from !== to) expect(moves).toContain(`${from} > ${to}`)
        }
        here = there
      }
    }),
    { numRuns: 25 },
  )
})

describe('a protocol', () => {
  it('has words for a refusal where one release has', () => {
    expect(hasErrors(small)).toBe(false)
    const [client, server] = small.roles
    const polite = release('r2', { ...easy, otherwise: 'error with supported' })
    expect(hasErrors({ ...small, roles: [client, { ...server, releases: [polite] }] as never })).toBe(true)
    const later = { ...release('r2', easy), with: [{ level: 'ibp', value: '2', rules: polite.rules }] }
    expect(hasErrors({ ...small, roles: [client, { ...server, releases: [later] }] as never })).toBe(true)
  })
})
