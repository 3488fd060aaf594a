/** The calls without which a connection is of no use, as they are said of its dialer. */
import { expect, test } from 'vitest'
import { neededAt } from '#sim/protocol/needed-calls.ts'
import type { Call, Release, Scenario } from '#sim/scenario/model.ts'
import { easy, link, release, role, small } from '../small.ts'

const call = (name: string, more: Partial<Call> = {}): Call => ({
  name,
  by: 'client',
  since: 'B',
  without: null,
  fallback: null,
  ...more,
})

const own = link('client', 'server')
const scenario: Scenario = {
  ...small,
  roles: [role('client'), role('server')],
  links: [own],
  calls: [
    call('vote', { missing: 'fail' }),
    call('read', { missing: 'wrong data' }),
    call('fast', { without: 'speed', fallback: 'vote' }),
    call('idle', { missing: 'fail' }),
    call('tell', { by: 'server' }),
  ],
  traffic: { test: ['vote'], start: ['fast', 'read'], repeat: [{ call: 'vote', every: 1 }] },
}
const [client, server] = [release('c', easy), release('s', easy)] as const

const needed = (
  version: string | null,
  dialer: Release = client,
  acceptor: Release | null = server,
  of = scenario,
) => neededAt(of, own, { dialer, acceptor }, { dialer: version, acceptor: version })

test('are those of the traffic that go wrong, each once, and what is made instead of others', () => {
  expect(needed('A')).toEqual([
    'calls vote, which fails: A does not have it',
    'calls read, which brings wrong data: A does not have it',
  ])
  expect(needed('B')).toEqual([])
  expect(needed(null)).toEqual([])
})

test('are those that an end cannot do without, whether it calls them or not', () => {
  const strict = { ...client, needs: ['vote', 'idle'] }
  const poor = { ...server, lacks: ['vote', 'idle'] }
  expect(needed('B', strict, poor)).toEqual([
    'cannot do without vote, and s does not serve it',
    'cannot do without idle, and s does not serve it',
  ])
  expect(needed('A', strict, { ...server, rules: { ...easy, accepts: ['A'], offers: 'A' } })[0]).toBe(
    'cannot do without vote, and A does not have it',
  )
})

test('are told of the acceptor by whom one meets', () => {
  const strict = { ...server, needs: ['tell'] }
  expect(needed('A', { ...client, rules: { ...easy, accepts: ['A'], offers: 'A' } }, strict)).toContain(
    'meets server s, which cannot do without tell, and A does not have it',
  )
})

test('are asked of each scenario, link and pair of releases by itself', () => {
  const poor = { ...server, lacks: ['read'] }
  expect(needed('B', client, poor)).toEqual(['calls read, which brings wrong data: s does not serve it'])
  expect(needed('B', client, server)).toEqual([])
  expect(needed('B', client, poor, { ...scenario, traffic: small.traffic })).toEqual([])
  expect(needed('A', release('old', { ...easy, offers: 'A', accepts: ['A'] }))).toEqual([])
  const back = { ...link('server', 'client'), name: 'back' }
  expect(
    neededAt(scenario, back, { dialer: client, acceptor: poor }, { dialer: 'B', acceptor: 'B' }),
  ).toEqual([])
})
