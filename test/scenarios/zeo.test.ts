/** All hundred pairs of ZEO’s releases against the table of its history, worked out here a second time. */
import { expect, test } from 'vitest'
import { matrix, type PairResult } from '#sim/rules/matrix.ts'
import { rolloutOf, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { readScenario, variantOf } from './shipped.ts'
import { agreed, type Known, known, order, refused, table } from './zeo-table.ts'

const zeo = readScenario('zeo')

const pairs = table.flatMap((client) => table.map((server) => ({ client, server })))

const facts = ({ outcome, negotiated, rejectedBy }: PairResult): Known => ({
  outcome,
  negotiated,
  rejectedBy,
})

function computed(scenario: Scenario): Map<string, PairResult> {
  return new Map(matrix(scenario).map((pair) => [`${pair.dialer} → ${pair.acceptor}`, pair]))
}

test('the matrix has a hundred pairs', () => {
  expect(matrix(zeo)).toHaveLength(100)
  expect(zeo.versions).toEqual(order)
})

test.each([
  { name: 'as shipped', scenario: zeo, stalls: true },
  { name: 'as documented', scenario: variantOf(zeo, 'as documented'), stalls: false },
])('every pair, $name', ({ scenario, stalls }) => {
  const results = computed(scenario)
  for (const { client, server } of pairs) {
    const pair = `${client[0]} → ${server[0]}`
    const result = results.get(pair)
    const expected = known(client, server, stalls)
    // Where both refuse, either may be the first to be told of.
    const isBoth = !stalls && client[0] === 'ZODB-3.1' && expected.rejectedBy === 'acceptor'
    const seen = result && facts(result)
    expect({ pair, ...seen, ...(isBoth && { rejectedBy: 'acceptor' }) }).toEqual({ pair, ...expected })
  }
})

test('an old client stalls at every server that is newer and takes its version', () => {
  const half = matrix(zeo).filter(({ outcome }) => outcome === 'half-open')
  expect(half.map(({ dialer, acceptor }) => `${dialer} → ${acceptor}`)).toEqual([
    'ZODB-3.1 → ZODB-3.2',
    'ZODB-3.1 → ZODB-3.3.1',
    'ZODB-3.1 → ZODB-3.8',
    'ZODB-3.1 → ZODB-3.9',
    'ZODB-3.1 → ZODB-3.10',
    'ZODB-3.1 → ZEO-4.0',
    'ZODB-3.1 → ZEO-4.2',
  ])
  for (const { ends } of half) {
    expect(ends.dialer.state).toBe('stalled')
    expect(ends.acceptor).toEqual({ state: 'open', version: 'Z200' })
  }
})

test('what is lost is named: the quick verification, blobs, undo', () => {
  const results = computed(zeo)
  expect(results.get('ZODB-3.2 → ZODB-3.1')?.lost).toEqual([
    'no lastTransaction and getInvalidations: every reconnect verifies the whole cache',
  ])
  expect(results.get('ZEO-4.0 → ZODB-3.8')?.lost).toEqual([
    'no restorea: no storage can be copied into it',
    'no iterator_start: its transactions cannot be listed',
    'no undoa: nothing is undone while others commit',
    'no checkCurrentSerialInTransaction: what was only read is not checked',
  ])
})

test('clients of ZODB 3.3 that call themselves Z201 agree with servers that cannot serve them', () => {
  const results = computed(variantOf(zeo, 'ZODB 3.3 as it was'))
  const at = (server: string) => results.get(`ZODB-3.3.1 → ${server}`)
  expect(facts(at('ZODB-3.2') as PairResult)).toEqual(agreed('Z201', true))
  expect(at('ZODB-3.2')?.lost).toEqual(['no loadBefore: no transaction can read what it began with'])
  // These have the method, whatever was agreed.
  for (const server of ['ZODB-3.3.1', 'ZODB-3.8', 'ZEO-4.2']) {
    expect(facts(at(server) as PairResult)).toEqual(agreed('Z201', false))
  }
  expect(facts(at('ZEO-5.0') as PairResult)).toEqual(refused('acceptor'))
})

test('a server that announces less is talked to by older clients, and by newer ones no longer', () => {
  const results = computed(variantOf(zeo, 'announced lower'))
  const at = (client: string) => facts(results.get(`${client} → ZEO-5.0`) as PairResult)
  expect(at('ZEO-4.2')).toEqual(agreed('Z4', false))
  expect(at('ZEO-5.0')).toEqual(agreed('Z4', false))
  expect(at('ZEO-5.4')).toEqual(refused('dialer'))
  expect(at('ZEO-4.0')).toEqual(refused('acceptor'))
})

test('a server that can only be read is used while there is no other, and left for a better one', () => {
  const { upgrade } = zeo
  const at = upgrade.at
  const run = simulate({
    scenario: zeo,
    seed: 1,
    interventions: [
      { at, do: 'kill', node: 's1' },
      { at: at + 20_000, do: 'restart', node: 's1' },
    ],
    until: 120_000,
  })
  const tests = [...run.trace].filter((event) => event.kind === 'call' && event.status === 'answered')
  const users = (from: number, to: number) =>
    new Set(
      tests
        .filter((event) => event.kind === 'call' && event.name === 'load' && event.at > from && event.at < to)
        .map((event) => (event.kind === 'call' ? event.connection.split(/[-#]/)[1] : '')),
    )
  expect(users(0, at)).toEqual(new Set())
  expect(users(at + 8_000, at + 20_000)).toEqual(new Set(['s2']))
  expect(users(100_000, 120_000)).toEqual(new Set(['s1']))
})

test('a root that a new client has written stops the old ones, whose connection is open', () => {
  const nodes = [
    { id: 'old', role: 'client', release: 'ZODB-3.2' },
    { id: 'new', role: 'client', release: 'ZODB-3.3.1' },
    { id: 's1', role: 'server', release: 'ZODB-3.3.1' },
  ]
  const scenario = { ...zeo, nodes, upgrade: { at: 0, steps: [] } }
  const run = simulate({ scenario, seed: 1, interventions: [], until: 30_000 })
  const calls = [...run.trace].filter((event) => event.kind === 'call' && event.node === 'old')
  const loads = calls.flatMap((event) =>
    event.kind === 'call' && event.name === 'load' && event.status !== 'made' ? [event.status] : [],
  )
  expect(loads[0]).toBe('answered')
  expect(loads.at(-1)).toBe('unreadable')
  expect(computed(zeo).get('ZODB-3.2 → ZODB-3.3.1')?.outcome).toBe('open')
})

test('its own upgrade keeps every client at work', () => {
  const run = simulate({ scenario: zeo, seed: 1, interventions: rolloutOf(zeo), until: zeo.until })
  const broken = [...run.trace].filter((event) => event.kind === 'attempt' && event.severity === 'error')
  expect(broken).toEqual([])
})
