/** The nodes that the shorthands of the cluster stand for. */
import { expect, test } from 'vitest'
import { scenarioOf, small } from '../broken.ts'

/** The nodes of `small` with another cluster, and another name for its role server. */
function nodes(cluster: string, server = 'server'): string[] {
  const text = small
    .replace(/cluster: .*/, `cluster: ${cluster}`)
    .replace(/upgrade:[\s\S]*until/, 'until')
    .replaceAll('server', server)
  return scenarioOf(text).nodes.map(({ id, role, release }) => `${id} ${role} ${release}`)
}

test.each(['2 × old', '2× old', '2 x old', '2×old', '[1 × old, old]', '[old, old]', '{ c1: old, c2: old }'])(
  '%s',
  (group) => {
    expect(nodes(`{ client: ${group}, server: old }`)).toEqual([
      'c1 client old',
      'c2 client old',
      's1 server old',
    ])
  },
)

test('groups of several releases are numbered through', () => {
  expect(nodes('{ client: [2 × old, 1 × new] }')).toEqual(['c1 client old', 'c2 client old', 'c3 client new'])
})

test('roles that begin alike give their nodes their whole name', () => {
  expect(nodes('{ client: 2 × old, server: old }', 'clerk')).toEqual([
    'client1 client old',
    'client2 client old',
    'clerk1 clerk old',
  ])
})

test('roles come in the order of the cluster', () => {
  expect(nodes('{ server: old, client: old }')).toEqual(['s1 server old', 'c1 client old'])
})

test('no node is called by the name of a role', () => {
  expect(nodes('{ s1: 2 × old, client: old }', 's1')).toEqual(['s11 s1 old', 's12 s1 old', 'c1 client old'])
})
