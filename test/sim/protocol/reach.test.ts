import { describe, expect, it } from 'vitest'
import type { EndRules } from '#machines/rules.ts'
import { hasErrors, reachable } from '#sim/protocol/reach.ts'
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

  it('has no move that only others take', () => {
    const { moves } = reachable(easy)
    expect(moves).toContain('queue.holding > queue.flushing')
    expect(moves).not.toContain('queue.holding > queue.passing')
    expect(moves).not.toContain('handshake.announcing > handshake.announcing')
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
