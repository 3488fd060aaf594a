/** The facts of ZEO 2002, written out by hand from its source. */
import { expect, test } from 'vitest'
import type { EndRules } from '#machines/rules.ts'
import { edit, scenarioOf, zeo2002 } from './broken.ts'

const scenario = scenarioOf(zeo2002, 'scenarios/zeo-2002.yaml')
const versions = ['Z200', 'Z201']

function rulesOf(role: string, release: string): EndRules | undefined {
  return scenario.roles.find(({ name }) => name === role)?.releases.find(({ name }) => name === release)
    ?.rules
}

test.each(['client', 'server'])('a %s of ZODB 3.1 speaks at once and takes nothing but Z200', (role) => {
  expect(rulesOf(role, 'ZODB-3.1')).toEqual({
    versions,
    speaks: 'at once',
    offers: 'Z200',
    answers: 'theirs',
    accepts: ['Z200'],
    otherwise: 'stall',
    meanwhile: 'send',
  })
})

/** As `ZEO/zrpc/connection.py` logs it from ZODB 3.2 on. */
const logs = { accepted: "received handshake '{version}'", refused: "bad handshake '{version}'" }

test('a client of ZODB 3.2 waits, answers the lower version and queues meanwhile', () => {
  expect(rulesOf('client', 'ZODB-3.2')).toEqual({
    versions,
    speaks: 'after the peer',
    offers: 'Z201',
    answers: 'lower',
    accepts: ['Z200', 'Z201'],
    otherwise: 'close',
    meanwhile: 'queue',
    logs,
  })
})

test('a server of ZODB 3.2 speaks at once and takes what the client answers', () => {
  expect(rulesOf('server', 'ZODB-3.2')).toEqual({
    versions,
    speaks: 'at once',
    offers: 'Z201',
    answers: 'theirs',
    accepts: ['Z200', 'Z201'],
    otherwise: 'close',
    meanwhile: 'send',
    logs,
  })
})

test('every rule names a source of the scenario', () => {
  const sources = scenario.sources.map(({ id }) => id)
  for (const { releases } of scenario.roles) {
    for (const { source } of releases) expect(sources).toContain(source)
  }
})

test('three clients keep a connection to each of two servers', () => {
  expect(scenario.nodes.map(({ id, role, release }) => `${id} ${role} ${release}`)).toEqual([
    'c1 client ZODB-3.1',
    'c2 client ZODB-3.1',
    'c3 client ZODB-3.1',
    's1 server ZODB-3.1',
    's2 server ZODB-3.1',
  ])
  expect(scenario.links).toEqual([
    {
      name: 'client-server',
      dialer: 'client',
      acceptor: 'server',
      needs: 'every',
      connector: {
        minDisconnectPoll: 5_000,
        maxDisconnectPoll: 300_000,
        firstAttemptTimeout: 5_000,
        laterAttemptTimeout: 75_000,
      },
    },
  ])
})

test('calls that came with Z201 have the whole verification to fall back on', () => {
  expect(scenario.calls.filter(({ since }) => since === 'Z201')).toEqual(
    ['lastTransaction', 'getInvalidations'].map((name) => ({
      name,
      by: 'client',
      since: 'Z201',
      without: 'every reconnect verifies the whole cache',
      fallback: 'zeoVerify',
    })),
  )
  expect(scenario.traffic).toEqual({
    test: ['register'],
    start: ['get_info', 'lastTransaction'],
    repeat: [{ call: 'load', every: 2_000 }],
  })
})

test('servers are upgraded first, and the run sees the end of it', () => {
  expect(scenario.upgrade).toEqual({
    at: 1_000,
    steps: ['s1', 's2', 'c1', 'c2', 'c3'].map((node) => ({ node, to: 'ZODB-3.2' })),
  })
  const { drain, down, start, settle } = scenario.timing
  expect(scenario.until).toBeGreaterThanOrEqual(1_000 + 5 * (drain + down + start + settle) + settle)
  // A client that finds a server down comes again after its first pause, before the next step.
  expect(settle).toBeGreaterThan(5_000)
})

test('latency is 20 ms, give or take 5', () => {
  expect(scenario.latency).toEqual({ kind: 'uniform', min: 15, max: 25 })
})

test('names and labels', () => {
  expect(scenario.name).toBe('zeo-2002')
  expect(scenario.roles.map(({ releases }) => releases.map(({ label }) => label))).toEqual([
    ['3.1', '3.2'],
    ['3.1', '3.2'],
  ])
})

test('the old client can be told to close instead of to stall, as its authors believed it does', () => {
  const asDocumented = scenarioOf(edit(zeo2002, 'otherwise: stall #', 'otherwise: close #'))
  expect(asDocumented.roles[0]?.releases[0]?.rules.otherwise).toBe('close')
})

test('the file fits on a screen', () => {
  const lines = zeo2002.trimEnd().split('\n')
  expect(lines.length).toBeLessThan(70)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110)
})
