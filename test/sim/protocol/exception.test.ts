/** Pairs of releases of which it is known what comes of them. */
import { expect, test } from 'vitest'
import { exceptional, exceptionOf, lossesAt } from '#sim/protocol/exception.ts'
import type { Exception, Scenario } from '#sim/scenario/model.ts'
import { easy, link, release, role, small } from '../small.ts'

const [one, other] = [release('r1', easy), release('r2', easy)] as const
const own = link('client', 'server')

const known = (outcome: Exception['outcome'], negotiated: string | null = null): Exception => ({
  link: own.name,
  dialer: 'r1',
  acceptor: 'r2',
  outcome,
  negotiated,
  reason: 'half of it is lost',
  source: null,
})

const scenario: Scenario = {
  ...small,
  roles: [role('client', one, other), role('server', one, other)],
  links: [own],
  exceptions: [known('degraded', 'A')],
}

test('is that of the link and both releases', () => {
  expect(exceptionOf(scenario, own, one, other)?.outcome).toBe('degraded')
  expect(exceptionOf(scenario, own, other, one)).toBeNull()
  expect(exceptionOf(scenario, own, one, one)).toBeNull()
  expect(exceptionOf(scenario, { ...own, name: 'back' }, one, other)).toBeNull()
  expect(exceptionOf(small, own, one, other)).toBeNull()
})

test('what is lost is what it says, as soon as either end is open', () => {
  const lost = (dialer: string | null, acceptor: string | null, exceptions = scenario.exceptions ?? []) =>
    lossesAt({ ...scenario, exceptions }, own, { dialer: one, acceptor: other }, { dialer, acceptor })
  expect(lost('A', 'A')).toEqual(['half of it is lost'])
  expect(lost('A', null)).toEqual(['half of it is lost'])
  expect(lost(null, 'A')).toEqual(['half of it is lost'])
  expect(lost(null, null)).toEqual([])
  expect(lost('A', 'A', [known('open', 'A')])).toEqual([])
})

test.each([
  [
    'open',
    'A',
    { offers: 'A', answers: 'own', accepts: ['A'] },
    { offers: 'A', answers: 'own', accepts: ['A'] },
  ],
  ['degraded', null, { offers: 'B', accepts: ['B'] }, { offers: 'B', accepts: ['B'] }],
  ['rejected', null, { accepts: ['A', 'B'] }, { accepts: [], speaks: 'after the peer', otherwise: 'close' }],
  ['stalled', null, { accepts: [], otherwise: 'stall' }, { accepts: [], otherwise: 'stall' }],
  ['half-open', null, { accepts: [], otherwise: 'stall' }, { answers: 'anything', accepts: ['A', 'B'] }],
  ['half-open', 'A', { accepts: [], otherwise: 'stall' }, { answers: 'own', accepts: ['A'] }],
] as const)('%s at %s is brought about by both ends', (outcome, negotiated, dialer, acceptor) => {
  const exception = known(outcome, negotiated)
  expect(exceptional(easy, 'dialer', exception)).toMatchObject(dialer)
  expect(exceptional(easy, 'acceptor', exception)).toMatchObject(acceptor)
  // A dialer begins, whatever its rules say.
  expect(exceptional({ ...easy, speaks: 'after the peer' }, 'dialer', exception).speaks).toBe('at once')
})

test('nothing else that a release does is left, but for what it refuses meanwhile', () => {
  const rules = { ...easy, patience: 100, meanwhile: 'refuse' as const, fallsTo: 'A' }
  const bent = exceptional(rules, 'acceptor', known('open', 'A'))
  expect(bent).not.toHaveProperty('patience')
  expect(bent).not.toHaveProperty('fallsTo')
  expect(bent.meanwhile).toBe('refuse')
  expect(exceptional({ ...easy, meanwhile: 'send' }, 'acceptor', known('open', 'A')).meanwhile).toBe('queue')
})

test('the rules are the same ones each time, and their own where nothing is known', () => {
  const exception = known('open', 'A')
  expect(exceptional(easy, 'dialer', exception)).toBe(exceptional(easy, 'dialer', exception))
  expect(exceptional(easy, 'dialer', null)).toBe(easy)
})
