import { describe, expect, test } from 'vitest'
import { matrix, type PairResult } from '#sim/rules/matrix.ts'
import { differences, differs } from '#ui/matrix/difference.ts'
import { endBehind, endNames, mutualOf } from '#ui/matrix/end-behind.ts'
import { sayWithSpaces } from '#ui/matrix/say-with-spaces.ts'
import { cellAt, firstCell, keyOf, tablesOf } from '#ui/matrix/table.ts'
import { tallyOf } from '#ui/matrix/tally.ts'
import { zeo } from '../sim/zeo.ts'

const results = matrix(zeo)
const find = (dialer: string, acceptor: string) =>
  results.find((one) => one.dialer === dialer && one.acceptor === acceptor) as PairResult
const halfOpen = find('ZODB-3.1', 'ZODB-3.2')

describe('a table', () => {
  const tables = tablesOf(zeo)

  test('has the releases of a link’s dialers in rows and of its acceptors in columns', () => {
    expect(tables).toHaveLength(1)
    expect(tables[0]).toMatchObject({
      link: 'client-server',
      channel: null,
      dialer: 'client',
      acceptor: 'server',
    })
    expect(tables[0]?.rows.map(({ family, label }) => [family, label])).toEqual([
      ['ZODB', '3.1'],
      ['ZODB', '3.2'],
    ])
  })

  test('knows a release without a number by its whole name', () => {
    const roles = zeo.roles.map((role) => ({
      ...role,
      releases: role.releases.map((one) => ({ ...one, name: 'tip', label: 'tip' })),
    }))
    expect(tablesOf({ ...zeo, roles })[0]?.rows[0]).toMatchObject({ family: '', label: 'tip' })
  })

  test('opens where the oldest dialer meets the newest acceptor', () => {
    expect(firstCell(tables)).toEqual({ link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.2' })
    expect(firstCell([])).toBeNull()
  })

  test('names every cell as the results do', () => {
    const [table] = tables
    if (!table) throw new Error('there is no table')
    const keys = table.rows.flatMap((_, r) => table.columns.map((__, c) => keyOf(cellAt(table, r, c))))
    expect(keys).toEqual(results.map(keyOf))
  })
})

describe('who is behind an outcome', () => {
  test('is the end that does not accept, though it tells nobody', () => {
    expect(endBehind(halfOpen)).toEqual({ side: 'dialer', does: 'refuses' })
  })

  test('is nobody where the pair works', () => {
    expect(endBehind(find('ZODB-3.2', 'ZODB-3.1'))).toBeNull()
  })

  test('is the end that rejects', () => {
    expect(endBehind({ ...halfOpen, outcome: 'rejected', rejectedBy: 'acceptor' })).toEqual({
      side: 'acceptor',
      does: 'refuses',
    })
  })

  test('is the end that waits, or neither where both do', () => {
    const waiting = { state: 'awaiting', version: null } as const
    const open = { state: 'open', version: 'Z200' } as const
    expect(endBehind({ ...halfOpen, ends: { dialer: open, acceptor: waiting } })).toEqual({
      side: 'acceptor',
      does: 'waits',
    })
    const both = { dialer: waiting, acceptor: waiting }
    const stalled: PairResult = { ...halfOpen, outcome: 'stalled', ends: both }
    expect(endBehind(stalled)).toBeNull()
    expect(mutualOf(stalled)).toBe('both wait')
  })

  test('is both where each believes in another version', () => {
    const ends = {
      dialer: { state: 'open', version: 'Z201' },
      acceptor: { state: 'open', version: 'Z200' },
    } as const
    expect(endBehind({ ...halfOpen, ends })).toBeNull()
    expect(mutualOf({ ...halfOpen, ends })).toBe('ends differ')
    expect([halfOpen, find('ZODB-3.1', 'ZODB-3.1')].map(mutualOf)).toEqual([null, null])
  })

  test('is called by its role, or by what it is to the other of its role', () => {
    expect(endNames({ dialer: 'client', acceptor: 'server' }).dialer).toBe('client')
    expect(endNames({ dialer: 'peer', acceptor: 'peer' })).toEqual({
      dialer: 'dialing peer',
      acceptor: 'accepting peer',
    })
  })
})

describe('the summary', () => {
  test('counts outcomes from the best to the worst, and delivery orders', () => {
    expect(tallyOf(results)).toEqual({
      counts: [
        { outcome: 'open', count: 2 },
        { outcome: 'degraded', count: 1 },
        { outcome: 'half-open', count: 1 },
      ],
      pairs: 4,
      schedules: 1263,
    })
  })

  test.each([
    [7, '7'],
    [930, '930'],
    [24_523, '24\u202f523'],
    [1_234_567, '1\u202f234\u202f567'],
    [2 ** 80, '1.2 × 10^24'],
  ])('says %d', (number, said) => {
    expect(sayWithSpaces(number)).toBe(said)
  })
})

describe('two variants', () => {
  const known = (list: readonly PairResult[]) => new Map(list.map((one) => [keyOf(one), one]))
  const documented = results.map(
    (one): PairResult =>
      one === halfOpen ? { ...one, outcome: 'rejected', negotiated: null, rejectedBy: 'dialer' } : one,
  )

  test('differ where a pair comes to something else', () => {
    const found = differences(known(documented), known(results))
    expect([...found.values()]).toEqual([halfOpen])
  })

  test('do not differ in what one of them does not know yet', () => {
    expect(differences(known(documented), new Map()).size).toBe(0)
    expect(differences(new Map(), known(results)).size).toBe(0)
  })

  test('differ by the version and by who refuses, and by nothing that only counts', () => {
    expect(differs(halfOpen, { ...halfOpen, negotiated: 'Z201' })).toBe(true)
    expect(differs(halfOpen, { ...halfOpen, rejectedBy: 'acceptor' })).toBe(true)
    expect(differs(halfOpen, { ...halfOpen, schedules: 1, reason: 'in other words' })).toBe(false)
  })
})
