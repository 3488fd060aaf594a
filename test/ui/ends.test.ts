/** What a reader is told of an end of a connection, in each view that tells of one. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { HandshakeState } from '#machines/connection-end.ts'
import type { EndFacts } from '#sim/protocol/why.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { handshake } from '#sim/views/handshake.ts'
import { sayBelief } from '#ui/cluster/say-belief.ts'
import { sayEnd } from '#ui/inspector/say-end.ts'
import { beliefOf } from '#ui/matrix/belief.ts'
import { layOutAttempt } from '#ui/matrix/handshake-layout.ts'
import { easy } from '../sim/small.ts'

const end = (state: HandshakeState, facts: Partial<EndFacts> = {}): EndFacts => ({
  state,
  version: state === 'open' ? 'B' : null,
  rules: easy,
  heard: null,
  ...facts,
})

test.each([
  ['dialling', '…', 'nothing agreed', 'Not connected yet'],
  ['announcing', '…', 'nothing agreed', 'Has named B, waits for its peer’s version'],
  ['awaiting', '…', 'nothing agreed', 'Waits for its peer to speak'],
  ['open', 'B', 'open at B', 'Open at B'],
  ['stalled', '–', 'nothing agreed', 'Still in its handshake, nothing agreed'],
  ['rejected', '', 'closed', 'Refused its peer and closed'],
  ['retrying', '', 'closed', 'Was closed without a word, dials again with less'],
  ['closed', '', 'closed', 'Closed'],
] as const)(
  'an end that is %s: “%s” on its node, “%s” in its handshake, “%s” in the inspector',
  (state, ...told) => {
    expect([sayBelief(end(state)), beliefOf(end(state)).belief, sayEnd(end(state))]).toEqual(told)
  },
)

test.each([
  ['rejected', { heard: 'Z' }, 'Refused Z and closed'],
  [
    'rejected',
    { heard: '', rules: { ...easy, accepts: [] } },
    'Refused a greeting without a version and closed',
  ],
  ['rejected', { gaveUp: 'waited' }, 'Waited in vain and closed'],
  ['rejected', { refusal: 'A' }, 'Was refused and closed'],
  ['retrying', { refusal: '' }, 'Was refused, dials again with less'],
  ['retrying', { gaveUp: 'waited' }, 'Waited in vain, dials again with less'],
] as const)('the inspector says why an end that is %s with %o gave up', (state, facts, told) => {
  expect(sayEnd(end(state, facts))).toBe(told)
})

describe('a dialer that dials again with less', () => {
  const text = readFileSync(new URL('../../scenarios/tls.yaml', import.meta.url), 'utf8')
  const read = parseScenario(text, 'tls.yaml')
  if (!read.ok) throw new Error('the scenario does not hold')
  const choice = { link: 'client-server', dialer: 'retries-lower', acceptor: 'intolerant' }
  const [first, second] = handshake(read.scenario, choice)?.attempts ?? []

  test('is gone from its first connection, and open on the next', () => {
    const last = (attempt: typeof first) =>
      attempt &&
      layOutAttempt(attempt, 400, (said) => said.length * 6).stretches.findLast(
        ({ side }) => side === 'dialer',
      )?.belief
    expect(first?.points.map(({ becomes }) => becomes)).toContain('retrying')
    expect([last(first), last(second)]).toEqual(['gone', 'open'])
  })
})
