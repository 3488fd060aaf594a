import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, changedScenario, root } from './parley.ts'

const open = (version: string) => ({ state: 'open', version })

test('gives the four answers of 2002', async () => {
  const { status, out, err } = await ask('matrix', 'scenarios/zeo-2002.yaml', '--json')

  expect({ status, err }).toEqual({ status: 0, err: '' })
  const { scenario, pairs } = JSON.parse(out)
  expect(scenario).toBe('zeo-2002')
  expect(pairs).toMatchObject([
    {
      link: 'client-server',
      dialer: 'ZODB-3.1',
      acceptor: 'ZODB-3.1',
      outcome: 'open',
      negotiated: 'Z200',
      rejectedBy: null,
      ends: { dialer: open('Z200'), acceptor: open('Z200') },
      calls: { made: 5, answered: 5 },
    },
    {
      dialer: 'ZODB-3.1',
      acceptor: 'ZODB-3.2',
      outcome: 'half-open',
      negotiated: 'Z200',
      rejectedBy: null,
      ends: { dialer: { state: 'stalled', version: null }, acceptor: open('Z200') },
      calls: { made: 1, answered: 0 },
    },
    {
      dialer: 'ZODB-3.2',
      acceptor: 'ZODB-3.1',
      outcome: 'degraded',
      negotiated: 'Z200',
      rejectedBy: null,
      ends: { dialer: open('Z200'), acceptor: open('Z200') },
      lost: ['no lastTransaction and getInvalidations: every reconnect verifies the whole cache'],
      calls: { made: 5, answered: 5 },
    },
    {
      dialer: 'ZODB-3.2',
      acceptor: 'ZODB-3.2',
      outcome: 'open',
      negotiated: 'Z201',
      rejectedBy: null,
      ends: { dialer: open('Z201'), acceptor: open('Z201') },
      calls: { made: 5, answered: 5 },
    },
  ])
  // Every schedule of a pair ends alike, and there is more than one.
  for (const { outcome, outcomes, schedules } of pairs) {
    expect(schedules).toBeGreaterThan(1)
    expect(outcomes).toEqual({ [outcome]: schedules })
  }
})

test('is rejected instead of half-open where the old release closes, as its authors said it did', async () => {
  const { out } = await ask('matrix', changedScenario(/otherwise: stall/g, 'otherwise: close'), '--json')

  const { pairs } = JSON.parse(out)
  expect(pairs[1]).toMatchObject({
    dialer: 'ZODB-3.1',
    acceptor: 'ZODB-3.2',
    outcome: 'rejected',
    negotiated: null,
    rejectedBy: 'dialer',
  })
})

test('is a table for people, with the reason of every pair that is not simply open', async () => {
  const { status, out } = await ask('matrix', 'zeo-2002')

  expect(status).toBe(0)
  expect(out).toBe(`ZEO, December 2002

  client ↓  server →   ZODB-3.1   ZODB-3.2
  ZODB-3.1             O Z200     H –/Z200
  ZODB-3.2             D Z200     O Z201

  O open   D degraded   H half-open   dialer/acceptor where they disagree

  H client ZODB-3.1 → server ZODB-3.2
    half-open in all 3 schedules; 0 of 1 call answered
    server ZODB-3.2 believes Z200 is agreed; client ZODB-3.1 does not accept Z201 and stays in its handshake without a word
    [before] [negotiation]

  D client ZODB-3.2 → server ZODB-3.1
    degraded in all 252 schedules
    both ends agree on Z200, with no lastTransaction and getInvalidations: every reconnect verifies the whole cache
    [negotiation] [before]

Sources
  [before] ZEO/zrpc/connection.py 1.38.2.1.4.1, 17 December 2002 (ZEO 2.0.0, Z200)
  [negotiation] ZEO/zrpc/connection.py 1.38.2.1.4.2, Guido van Rossum, 18 December 2002 (ZEO 2.0.1, Z201)

Notes
  client ZODB-3.1: The comment of 2002 says that it disconnects. The code that shipped does not.

4 pairs, explored under every delivery order: 1263 schedules.
`)
})

test('a scenario is named by its path or, if it is shipped, by its name', async () => {
  const byPath = (await ask('matrix', join(root, 'scenarios/zeo-2002.yaml'), '--json')).out

  expect((await ask('matrix', 'zeo-2002', '--json')).out).toBe(byPath)
  expect((await ask('matrix', 'zeo-2002.yaml', '--json')).out).toBe(byPath)
  expect(readFileSync(join(root, 'scenarios/zeo-2002.yaml'), 'utf8')).not.toBe('')
})

test('says where a call and an exception are known from, and what there is to remark on them', async () => {
  const file = changedScenario(
    /^calls: .*\n {2}client:\n {4}register: Z200/m,
    `exceptions:
  - { dialer: ZODB-3.1, acceptor: ZODB-3.1, outcome: stalled, because: seen, note: only once }
calls:
  client:
    register: { since: Z200, source: negotiation, note: the first of all calls }`,
  )
  const { out } = await ask('matrix', file)
  expect(out).toContain('call register: the first of all calls [negotiation]')
  expect(out).toContain('ZODB-3.1 → ZODB-3.1: only once')
})

test('says where the levels stand that it was asked at, and those that decide what comes of a pair', async () => {
  const under = async (...words: string[]) => (await ask('matrix', ...words)).out.split('\n')[1]
  expect(await under('mongodb-7.0')).toBe('at fcv 6.0, where it starts')
  expect(await under('mongodb-7.0', '--at', 'fcv=7.0')).toBe('at fcv 7.0')
  expect(await under('rabbitmq-3.13', '--at', 'flags=3.12')).toBe('at flags 3.12')
  expect(await under('rabbitmq-3.13')).toBe('')
})
