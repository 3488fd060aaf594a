/** Orders as they are written on a command line. */
import { expect, test } from 'vitest'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { scenarioOf, small, zeo2002 } from '../broken.ts'

const zeo = scenarioOf(zeo2002)

function nodesOf(text: string, scenario = zeo): string {
  const result = parseOrder(scenario, text)
  return result.ok ? result.steps.map(({ node }) => node).join(' ') : result.message
}

test.each([
  ['client,server', 'c1 c2 c3 s1 s2'],
  ['server, client', 's1 s2 c1 c2 c3'],
  ['  s2 c3,client'.replace('client', 'c1 c2 s1'), 's2 c3 c1 c2 s1'],
  ['c2,server,c1,c3', 'c2 s1 s2 c1 c3'],
])('%s', (text, expected) => {
  expect(nodesOf(text)).toBe(expected)
})

test('every step goes to the release that the scenario plans', () => {
  const result = parseOrder(zeo, 'client,server')
  expect(result.ok && new Set(result.steps.map(({ to }) => to))).toEqual(new Set(['ZODB-3.2']))
})

test.each([
  [
    'clients,server',
    'unknown role or node “clients”, expected client, server, c1, c2, c3, s1 or s2 (did you mean client?)',
  ],
  ['c1,c2,s1,s2', 'the order leaves out c3, expected every node that changes its release'],
  ['server', 'the order leaves out c1, c2 and c3, expected every node that changes its release'],
  ['', 'the order leaves out c1, c2, c3, s1 and s2, expected every node that changes its release'],
  ['client,server,client', 'client is named twice, expected each node once'],
  ['client,server,c3', 'c3 names c3 again, after client, expected each node once'],
  ['c3,client,server', 'client names c3 again, after c3, expected each node once'],
  [
    'c9,sevrer',
    'unknown role or node “c9”, expected client, server, c1, c2, c3, s1 or s2 (did you mean c1?); unknown role or node “sevrer”, expected client, server, c1, c2, c3, s1 or s2 (did you mean server?)',
  ],
])('%s is refused', (text, message) => {
  expect(parseOrder(zeo, text)).toEqual({ ok: false, message })
})

test('a node that runs its release already takes no step and cannot be named', () => {
  const partly = scenarioOf(small.replace('client: 2 × old', 'client: [1 × old, 1 × new]'))
  expect(nodesOf('client,server', partly)).toBe('c1 s1')
  expect(nodesOf('c1,c2,server', partly)).toBe('c2 does not change its release')
})

test('a single node may go to a release of its own, also an older one', () => {
  const text = small
    .replace('client: 2 × old', 'client: 2 × new')
    .replace('to: { client: new, server: new }', 'to: { c2: old, server: new }')
  expect(scenarioOf(text).upgrade.steps).toEqual([
    { node: 'c2', to: 'old' },
    { node: 's1', to: 'new' },
  ])
})

test('unless it is said, roles are upgraded in the order in which they are defined', () => {
  const text = small
    .replace('  order: [client, server]\n', '')
    .replace('{ client: new, server: new }', '{ server: new, client: new }')
  expect(scenarioOf(text).upgrade).toEqual({
    at: 1_000,
    steps: ['c1', 'c2', 's1'].map((node) => ({ node, to: 'new' })),
  })
})

test('a scenario need not upgrade anything', () => {
  const none = scenarioOf(small.replace(/upgrade:[\s\S]*until: 1 min/, ''))
  expect(none.upgrade.steps).toEqual([])
  expect(none.until).toBe(30_000)
  expect(parseOrder(none, '')).toEqual({ ok: true, steps: [] })
  expect(nodesOf('client', none)).toBe('no node of client changes its release')
})
