/** What a plan rests on beside what its scenario says, and the key that settles each. */
import { describe, expect, test } from 'vitest'
import { checkOrder } from '#sim/plan/check.ts'
import { plan } from '#sim/plan/plan.ts'
import { scenarioOf } from '../scenario/broken.ts'

const file = (server = '', more = '') => `versions: [V1]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 } }
  server:
    old: { speaks: after the peer, offers: V1, accepts: V1 ${server} }
    next: { way back: open }
    new: { ${server.replace(/^, /, '')} }
links: [{ from: client, to: server }]
${more}
cluster: { client: old, server: 3 × old }
upgrade: { to: { server: new } }
`

const granted = (text: string) =>
  plan(scenarioOf(text)).takenForGranted.map(({ text: what, key }) => `${what}: ${key}`)

const everything = [
  'that server new can be left again: way back: open',
  'that server may leave out next: paths',
  'that no level, flag or format has to be raised with server: levels',
  'that every release of server reads what another has written: data',
  'that the vendor supports every mixture of server on the way: skew',
  'that no quorum and no floor of server has to stay up: service',
]

test('all of it, a line each, where nothing is said', () => {
  expect(granted(file())).toEqual(everything)
})

describe('each key settles one', () => {
  test.each([
    [', way back: open', '', 0],
    [', way back: open', 'paths: { server: { old: new } }', 0],
    ['', 'paths: { server: { old: new } }', 1],
    ['', 'levels: { mode: { values: [low, high] } }', 2],
    ['', 'has no: levels', 2],
    [', data: { writes: F1 }', '', 3],
    ['', 'has no: data', 3],
    ['', 'skew: [{ among: server, releases: 2 }]', 4],
    ['', 'has no: [skew]', 4],
    ['', 'service: { floor: { server: 1 } }', 5],
    ['', 'has no: service', 5],
    ['', 'has no: { levels: server }', 2],
    ['', 'has no: { data: [client, server] }', 3],
    ['', 'has no: { skew: server }', 4],
    ['', 'has no: { service: [server] }', 5],
  ])('%s %s', (server, more, place) => {
    const left = granted(file(server, more))
    expect(left).not.toContain(everything[place])
    expect(everything).toEqual(expect.arrayContaining(left))
  })
})

test('nothing is left where all is said', () => {
  const more = 'paths: { server: { old: new } }\nhas no: [levels, data, skew, service]'
  expect(granted(file(', way back: open', more))).toEqual([])
})

test('nothing is told where there is no way', () => {
  expect(granted(file('', 'service: { floor: { server: 3 } }'))).toEqual([])
})

test.each([
  ['has no: [levels, levels]', 'found “levels” twice, expected it once'],
  ['has no: skew\nskew: [{ among: server, releases: 1 }]', 'found “skew”, which this scenario has'],
  ['has no: quorums', 'found “quorums”, expected levels, data, skew or service'],
  ['has no: { data: sever }', 'unknown role “sever”, expected client or server (did you mean server?)'],
  ['has no: { data: [server, server] }', 'found “server” twice, expected it once'],
  [
    'has no: { skew: server }\nskew: [{ among: server, releases: 1 }]',
    'found “server”, of which this scenario has skew',
  ],
])('%s is a mistake', (more, message) => {
  expect(() => scenarioOf(file('', more))).toThrow(message)
})

test('a key that is about another role settles nothing', () => {
  const more = `levels: { mode: { values: [low, high], of: client } }
skew: [{ among: client, releases: 1 }]
service: { connected: client }
has no: { data: client }`
  expect(
    granted(
      file('', more).replace(
        'client: { old',
        'client: { older: { speaks: at once, offers: V1, accepts: V1 }, old',
      ),
    ),
  ).toEqual(everything)
})

test('that a level can be lowered again, where it does not say so', () => {
  const raised = (reversible: string) =>
    granted(
      file(', way back: open', `levels: { mode: { values: [low, high] ${reversible} } }`)
        .replace('next: { way back: open }', '')
        .replace('to: { server: new }', 'to: { mode: high, server: new }'),
    )
  const line = 'that mode can be lowered again: reversible: yes'
  expect(raised('')).toContain(line)
  expect(raised(', reversible: yes')).not.toContain(line)
})

test('where nothing but a level is raised', () => {
  const text = (reversible: string, raised: string) =>
    file(
      ', way back: open',
      `levels: { mode: { values: [low, high], of: server ${reversible} ${raised} } }\nhas no: [data, skew]`,
    ).replace('to: { server: new }', 'to: { mode: high }')
  expect(granted(text('', ''))).toEqual(['that mode can be lowered again: reversible: yes'])
  expect(granted(text(', reversible: yes', ''))).toEqual([])
  // Nodes are down for it.
  expect(granted(text(', reversible: yes', ', raised: on each node'))).toEqual([
    'that no quorum and no floor of server has to stay up: service',
  ])
})

test('that nodes without a host share none, where a rule is about those of the same host', () => {
  const more =
    'skew: [{ of: server, against: client, older: 0, newer: 0, over: same host }]\nreleases: [old, next, new]'
  expect(granted(file('', more))).toContain(
    'that the vendor supports every mixture within server on the way and nodes of client and server without a host share none with others: skew, host',
  )
})

test('mixtures within a role, where rules are only about it and another', () => {
  const more = (among: string) =>
    `skew: [{ of: server, against: client, older: 2, newer: 2 }${among}]\nreleases: [old, next, new]`
  const line = 'that the vendor supports every mixture within server on the way: skew'
  expect(granted(file('', more('')))).toContain(line)
  expect(granted(file('', more(', { among: server, releases: 3 }')))).not.toContain(line)
})

test('data, and who has to stay up, of who only dials', () => {
  const text = (more: string) => `versions: [V1]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { way back: open } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1 } }
links: [{ from: client, to: server }]
has no: [levels, skew]
${more}
cluster: { client: 3 × old, server: old }
upgrade: { to: { client: new } }
`
  const data = 'that every release of client reads what another has written: data'
  const service = 'that no quorum and no floor of client has to stay up: service'
  expect(
    granted(text('').replace('old: { speaks: at once', 'old: { way back: open, speaks: at once')),
  ).toEqual([data, service])
  expect(granted(text('service: { floor: { client: 2 } }'))).not.toContain(service)
})

describe('what it says that it holds only if', () => {
  const text = (said: string) =>
    file(', way back: open', `sources: { guide: A guide }\nholds only if: ${said}`)
  const told = (said: string) => plan(scenarioOf(text(said))).holdsOnlyIf.map(({ text: what }) => what)

  test('is told of every way, or of those to a release', () => {
    expect(told('the balancer is stopped')).toEqual(['the balancer is stopped'])
    expect(told('[one, { that: two, to: new, source: guide }, { that: three, to: next }]')).toEqual([
      'one',
      'two',
    ])
  })

  test.each([
    ['{ that: two, to: nwe }', 'unknown release “nwe”, expected old, next or new'],
    ['[{ that: two, source: giude }]', 'unknown source “giude”, expected guide'],
    ['{ to: new }', 'found no “that”'],
    ["['']", 'a sentence'],
  ])('%s is a mistake', (said, message) => {
    expect(() => scenarioOf(text(said))).toThrow(message)
  })
})

test('a check rests on the same, but for ways back', () => {
  const scenario = scenarioOf(file('', 'holds only if: the balancer is stopped'))
  const { takenForGranted, holdsOnlyIf } = checkOrder(scenario, scenario.upgrade.steps)
  expect(takenForGranted.map(({ text, key }) => `${text}: ${key}`)).toEqual(everything.slice(1))
  expect(holdsOnlyIf.map(({ text }) => text)).toEqual(['the balancer is stopped'])
})
