/** What releases inherit, and what stands for them in small places. */
import { expect, test } from 'vitest'
import type { Release } from '#sim/scenario/model.ts'
import { edit, scenarioOf, small } from '../broken.ts'

/** The releases of the client if they are written like this. */
function clients(releases: string): readonly Release[] {
  const text = small
    .replace(/client:\n {4}old: .*\n {4}new: .*\n/, `client:\n${releases.replace(/^/gm, '    ')}\n`)
    .replace('2 × old', '2 × a-1')
    .replace(/upgrade:[\s\S]*until/, 'until')
  return scenarioOf(text).roles[0]?.releases ?? []
}

test('a release says only what it does otherwise than the one before', () => {
  const [first, second, third, fourth] = clients(
    `a-1: { speaks: after the peer, offers: v1, accepts: v1, answers: lower, otherwise: stall, meanwhile: send }
a-2: { offers: v2 }
a-3: { accepts: [v3, v2], meanwhile: queue }
a-4:`,
  )
  expect(first?.rules).toEqual({
    versions: ['v1', 'v2', 'v3'],
    speaks: 'after the peer',
    offers: 'v1',
    accepts: ['v1'],
    answers: 'lower',
    otherwise: 'stall',
    meanwhile: 'send',
  })
  expect(second?.rules).toEqual({ ...first?.rules, offers: 'v2' })
  expect(third?.rules).toEqual({ ...second?.rules, accepts: ['v2', 'v3'], meanwhile: 'queue' })
  expect(fourth?.rules).toEqual(third?.rules)
})

test('a release does not inherit from another role, nor what is said of a release itself', () => {
  const [first, second] = clients(
    `a-1: { speaks: at once, offers: v3, accepts: v3, label: first, about: The first, source: manual, note: Odd }
a-2: {}`,
  )
  expect(first).toMatchObject({ label: 'first', about: 'The first', source: 'manual', note: 'Odd' })
  expect(second).toMatchObject({ label: '2', about: null, source: null, note: null })
  expect(scenarioOf(small).roles[1]?.releases[0]?.rules.offers).toBe('v1')
})

test.each([
  ['at once', 'send'],
  ['after the peer', 'queue'],
])(
  'a first release that speaks %s and says no more closes on a mismatch and will %s meanwhile',
  (speaks, meanwhile) => {
    const [first] = clients(`a-1: { speaks: ${speaks}, offers: v1, accepts: v1 }`)
    expect(first?.rules).toMatchObject({ answers: 'theirs', otherwise: 'close', meanwhile })
  },
)

test('releases and versions keep their order and their spelling where they look like numbers', () => {
  const text = `
versions: [3.10, 3.9, 2, 1, no]
roles:
  a: { 10: { speaks: at once, offers: 3.10, accepts: 3.9..no }, 9: { offers: 2 } }
  b: { 3.10: { speaks: at once, offers: no, accepts: [2, 3.10] }, 2: {} }
links: [{ from: a, to: b }]
cluster: { b: 1 × 3.10, a: { 7: 10, 3: 9 } }
`
  const scenario = scenarioOf(text)
  expect(scenario.versions).toEqual(['3.10', '3.9', '2', '1', 'no'])
  expect(scenario.roles.map(({ releases }) => releases.map(({ name }) => name))).toEqual([
    ['10', '9'],
    ['3.10', '2'],
  ])
  expect(scenario.roles[0]?.releases[0]?.rules.accepts).toEqual(['3.9', '2', '1', 'no'])
  expect(scenario.roles[1]?.releases[0]?.rules.accepts).toEqual(['3.10', '2'])
  expect(scenario.nodes.map(({ id, release }) => [id, release])).toEqual([
    ['b1', '3.10'],
    ['7', '10'],
    ['3', '9'],
  ])
})

test('labels', () => {
  const labels = (names: string[]) =>
    clients(
      names
        .map((name, i) => `${name}: {${i === 0 ? 'speaks: at once, offers: v1, accepts: v1' : ''}}`)
        .join('\n'),
    ).map(({ label }) => label)
  expect(labels(['a-1', 'a-2.10', 'plain', 'x5', 'y5', 'v1.0-rc2'])).toEqual([
    '1',
    '2.10',
    'plain',
    'x5',
    'y5',
    '2',
  ])
})

test('a source may have an address', () => {
  const { sources } = scenarioOf(
    edit(small, 'manual: A manual', 'manual: { text: A manual, url: https://example.org/m }'),
  )
  expect(sources).toEqual([{ id: 'manual', text: 'A manual', url: 'https://example.org/m' }])
})
