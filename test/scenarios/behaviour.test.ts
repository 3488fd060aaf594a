/** What the shipped scenarios show that no matrix does: in runs, in orders and in variants. */
import { describe, expect, test } from 'vitest'
import type { Intervention } from '#sim/engine/intervention.ts'
import { matrix } from '#sim/rules/matrix.ts'
import { simulate } from '#sim/run/run.ts'
import type { NodeSpec, Scenario } from '#sim/scenario/model.ts'
import { firstFailingStep } from '../sim/first-failing-step.ts'
import { only } from '../sim/reading.ts'
import { ordersOf } from './brute-orders.ts'
import { computedFor, knownOf, readScenario, variantOf } from './shipped.ts'

/** A run of other nodes than the scenario's, without an upgrade unless one is given. */
function runOf(scenario: Scenario, nodes: string, ...interventions: Intervention[]) {
  const specs = nodes.split(', ').map((text): NodeSpec => {
    const [id = '', role = '', release = ''] = text.split(' ')
    return { id, role, release }
  })
  const small = { ...scenario, nodes: specs, upgrade: { at: 0, steps: [] } }
  return simulate({ scenario: small, seed: 1, interventions, until: 20_000 }).trace
}

type Trace = ReturnType<typeof runOf>

const attempts = (trace: Trace) =>
  only(trace, 'attempt').map(({ connection, outcome }) => `${connection} ${outcome}`)

const ended = (trace: Trace, name: string, node: string) =>
  new Set(
    only(trace, 'call')
      .filter((call) => call.name === name && call.node === node && call.status !== 'made')
      .map(({ status }) => status),
  )

/** What the dialer names in its handshakes, in order. */
const offers = (trace: Trace, connection: string) =>
  only(trace, 'send')
    .filter((event) => event.message.kind === 'version' && event.connection.startsWith(connection))
    .filter((event) => event.connection.startsWith(event.from))
    .map(({ message }) => message.name)

describe('orders', () => {
  test('as foreseen in 2002, every order from 2.0.1 to 2.0.2 is safe', () => {
    const scenario = readScenario('zeo-2002-foreseen')
    const orders = [...ordersOf(scenario.upgrade.steps)]
    expect(orders).toHaveLength(120)
    for (const steps of orders) expect(firstFailingStep(scenario, steps)).toBeNull()
  })

  test.each([
    ['ZODB-3.1', 'ZODB-3.2', 'client'],
    ['ZODB-3.2', 'ZODB-3.3.1', 'server'],
    ['ZODB-3.3.1', 'ZODB-3.8', 'server'],
  ])('from %s to %s the %s goes first', (from, to, first) => {
    const zeo = readScenario('zeo')
    const nodes = ['client', 'server'].map((role) => ({ id: role.slice(0, 1), role, release: from }))
    const scenario = { ...zeo, nodes }
    const step = (role: string) => ({ node: role.slice(0, 1), to })
    const second = first === 'client' ? 'server' : 'client'
    expect(firstFailingStep(scenario, [step(first), step(second)])).toBeNull()
    expect(firstFailingStep(scenario, [step(second), step(first)])).toBe(0)
  })

  test('etcd and Elasticsearch: a release that is left out breaks the first step', () => {
    const etcd = readScenario('etcd-peers')
    expect(firstFailingStep(etcd, etcd.upgrade.steps)).toBeNull()
    const old = etcd.nodes.map((node) => ({ ...node, release: 'etcd-2.3' }))
    expect(firstFailingStep({ ...etcd, nodes: old }, etcd.upgrade.steps)).toBe(0)
    const elastic = readScenario('elasticsearch-transport')
    expect(firstFailingStep(elastic, elastic.upgrade.steps)).toBe(0)
    const last = elastic.nodes.map((node) => ({ ...node, release: 'elastic-7.17' }))
    expect(firstFailingStep({ ...elastic, nodes: last }, elastic.upgrade.steps)).toBeNull()
  })
})

describe('kafka', () => {
  const kafka = readScenario('kafka-apiversions')

  test('after one retry on the same connection everything works', () => {
    const trace = runOf(kafka, 'c1 client 2.4, b1 broker 0.10')
    expect(attempts(trace)).toEqual(['c1-b1#1 open'])
    expect(offers(trace, 'c1-b1')).toEqual(['v3', 'v0'])
    expect(ended(trace, 'Produce', 'c1')).toEqual(new Set(['answered']))
  })

  test('the connection is up, and each Produce fails', () => {
    const trace = runOf(kafka, 'c1 client 4.0, b1 broker 0.10')
    expect(attempts(trace)).toEqual(['c1-b1#1 degraded'])
    expect(ended(trace, 'Metadata', 'c1')).toEqual(new Set(['answered']))
    expect(ended(trace, 'Produce', 'c1')).toEqual(new Set(['failed']))
  })

  test('brokers of 0.9 that ignore the request leave the client waiting', () => {
    const known = knownOf(`
      -       0.9      0.10
      0.9     unasked  unasked
      0.10.2  stall    v0
      2.4     stall    v0
    `)
    expect(computedFor(variantOf(kafka, 'ignored'), known)).toEqual(known)
  })

  test('an old client comes again and again to a broker of 4.0', () => {
    const seen = attempts(runOf(kafka, 'c1 client 0.9, b1 broker 4.0'))
    expect(seen.length).toBeGreaterThan(1)
    expect(new Set(seen.map((text) => text.split(' ')[1]))).toEqual(new Set(['rejected']))
  })
})

test('mongodb: one member that is too old makes the others unusable too', () => {
  const mongodb = readScenario('mongodb-wire')
  const good = 'd1 driver since-3.6, m1 member mongodb-3.6, m2 member mongodb-4.2'
  expect(ended(runOf(mongodb, good), 'find', 'd1')).toEqual(new Set(['answered']))
  const trace = runOf(mongodb, `${good}, m3 member mongodb-3.4`)
  expect(attempts(trace).slice(0, 3).toSorted()).toEqual(['d1-m1#1 open', 'd1-m2#1 open', 'd1-m3#1 rejected'])
  // Until it is dialled again.
  const late = only(trace, 'call').filter(({ at, status }) => at > 2_000 && at < 5_000 && status !== 'made')
  expect(new Set(late.map(({ status }) => status))).toEqual(new Set(['failed']))
})

test('cassandra: what one node refuses, a python driver no longer asks of any', () => {
  const cassandra = readScenario('cassandra-native')
  const nodes = 'd1 driver java-4, d2 driver python, n1 node cassandra-3.11'
  expect(offers(runOf(cassandra, nodes), 'd1-n1')).toEqual(['v5', 'v4'])
  // Later, the old node is gone and a new one has come.
  const both = `${nodes}, n2 node cassandra-4.1`
  const trace = runOf(
    cassandra,
    both,
    { at: 0, do: 'kill', node: 'n2' },
    { at: 2_000, do: 'kill', node: 'n1' },
    { at: 2_500, do: 'restart', node: 'n2' },
  )
  expect(offers(trace, 'd1-n2').at(-1)).toBe('v5')
  expect(offers(trace, 'd2-n2').at(-1)).toBe('v4')
})

describe('tls', () => {
  const tls = readScenario('tls')

  test('a client that was cut off tries again with less, and is taken for one that was made to', () => {
    const nodes = 'c1 client retries-lower, s1 server openssl-1.3'
    const calm = runOf(tls, nodes)
    expect(attempts(calm)).toEqual(['c1-s1#1 open'])
    // The first word of the client is under way.
    const sent = only(calm, 'send').find(({ message }) => message.kind === 'version')
    const trace = runOf(tls, nodes, { at: (sent?.at ?? 0) + 1, do: 'reset', pair: 'c1-s1' })
    expect(attempts(trace).slice(0, 2)).toEqual(['c1-s1#1 retried', 'c1-s1#2 rejected'])
    expect(offers(trace, 'c1-s1').slice(0, 2)).toEqual(['TLS1.0..TLS1.3', 'TLS1.2'])
  })

  test('an intolerant server gets its second, lower try', () => {
    const trace = runOf(tls, 'c1 client retries-lower, s1 server intolerant')
    expect(offers(trace, 'c1-s1')).toEqual(['TLS1.0..TLS1.3', 'TLS1.2'])
    expect(attempts(trace)).toEqual(['c1-s1#1 retried', 'c1-s1#2 degraded'])
    expect(ended(trace, 'request', 'c1')).toContain('answered')
  })
})

test('redis: what is sent behind a refused HELLO is carried out, if the client goes on', () => {
  const redis = readScenario('redis-hello')
  const trace = runOf(redis, 'c1 client resp3-or-2, c2 client resp3-only, s1 server redis-5')
  expect(ended(trace, 'GET', 'c1')).toEqual(new Set(['answered']))
  expect(ended(trace, 'push', 'c1')).toEqual(new Set(['skipped']))
  expect(attempts(trace).filter((text) => text.startsWith('c2'))[0]).toBe('c2-s1#1 rejected')
})

test('amqp: a server that has another version says which, and closes', () => {
  const trace = runOf(readScenario('amqp-0-9-1'), 'c1 client amqp-1-0, s1 server rabbitmq-3.10')
  const words = only(trace, 'send').filter(({ connection }) => connection === 'c1-s1#1')
  const server = words.filter(({ from }) => from === 's1').map(({ message }) => message.name)
  expect(server.slice(-2)).toEqual(['error, 0-9-1', 'close'])
})

test('postgresql: the answer that negotiates comes on the same connection', () => {
  const trace = runOf(readScenario('postgresql'), 'c1 client libpq-19-beta, s1 server postgres-15')
  expect(attempts(trace)).toEqual(['c1-s1#1 degraded'])
  expect(ended(trace, 'query', 'c1')).toEqual(new Set(['answered']))
})

test('9p: diod refuses in so many words and serves all the same', () => {
  const trace = runOf(readScenario('9p'), 'c1 client careless, s1 server diod')
  expect(only(trace, 'send').some(({ message }) => message.kind === 'error')).toBe(true)
  expect(ended(trace, 'Tread', 'c1')).toEqual(new Set(['answered']))
})

test.each([
  [
    'amqp-0-9-1',
    'amqp-1-0',
    'rabbitmq-3.10',
    'server rabbitmq-3.10 does not accept 1-0 and says its own version and closes',
  ],
  ['9p', 'stranger', 'plan9', 'server plan9 does not accept not-9P and says so and waits for another word'],
  ['zeo-2002-foreseen', 'ZEO-1', 'ZEO-2.0.0', 'client ZEO-1 does not accept Z200 and closes'],
  ['zeo-2002-foreseen', 'ZEO-2.0.0', 'ZEO-1', 'server ZEO-1 does not accept Z200 and closes'],
])('%s, %s and %s: the one who refuses is the one who is named', (name, dialer, acceptor, reason) => {
  const pair = matrix(readScenario(name)).find((one) => one.dialer === dialer && one.acceptor === acceptor)
  expect(pair?.reason).toBe(reason)
  expect(reason).toContain(pair?.rejectedBy === 'dialer' ? dialer : acceptor)
})
