/** What a scenario says that nothing comes of: each told where it is so, and not where anything comes of it. */
import { describe, expect, test } from 'vitest'
import { idleParts } from '#sim/plan/idle.ts'
import { scenarioOf } from '../scenario/broken.ts'

const notes = (text: string) => idleParts(scenarioOf(text))

/** Clients, servers and others, of which nothing is said that is of no use, but for what is added. */
const file = (
  parts: {
    offers?: string
    client?: string
    newer?: string
    server?: string
    later?: string
    links?: string
    cluster?: string
    upgrade?: string
    rest?: string
  } = {},
) => `
versions: [V1, V2, V3, V4]
roles:
  client:
    c-1: { speaks: at once, offers: ${parts.offers ?? 'V1'}, accepts: V1..V2 ${parts.client ?? ''} }
    c-2: { offers: V2 ${parts.newer ?? ''} }
  server:
    s-1: { speaks: after the peer, offers: V1, answers: lower, accepts: V1..V2 ${parts.server ?? ''} }
    s-2: { offers: V2 ${parts.later ?? ''} }
links: [${parts.links ?? '{ from: client, to: server }'}]
cluster: { ${parts.cluster ?? 'client: 2 × c-1, server: 3 × s-1'} }
upgrade: { to: { client: c-2 } ${parts.upgrade ?? ''} }
${parts.rest ?? ''}
`

test('nothing is said of what is of use', () => {
  expect(notes(file())).toEqual([])
})

test.each([
  [', pace: { client: 2 }', []],
  [', pace: { client: all }', []],
  [', pace: { client: 3 }', ['pace lets 3 of client go at a time, of which there are 2']],
  [', pace: { server: 1 }', ['pace says how fast server goes, which this upgrade does not change']],
  [', pace: { server: all }', ['pace says how fast server goes, which this upgrade does not change']],
])('%s', (upgrade, expected) => {
  expect(notes(file({ upgrade }))).toEqual(expected)
})

describe('a dialer that tries again on an error', () => {
  const retry = (on = '') => `, when refused: { retry: next lower ${on} }`
  const idle =
    'client tries again when it hears an error, which no server sends when it refuses (see on: close, on: silence)'

  test('does so for nothing where nobody whom it dials says one', () => {
    expect(notes(file({ offers: 'V2', client: retry() }))).toEqual([idle])
    expect(notes(file({ newer: retry() }))).toEqual([idle])
  })

  test('does not where somebody does', () => {
    expect(notes(file({ offers: 'V2', client: retry(), server: ', otherwise: error' }))).toEqual([])
    expect(notes(file({ offers: 'V2', client: retry(), later: ', otherwise: error' }))).toEqual([])
  })

  test('does not where another sign is enough, nor where an exception may say what comes of it', () => {
    expect(notes(file({ offers: 'V2', client: retry(', on: [error, close]') }))).toEqual([])
    expect(notes(file({ offers: 'V2', client: retry(', on: close') }))).toEqual([])
    const rest = 'exceptions: [{ dialer: c-1, acceptor: s-1, outcome: rejected, because: they say so }]'
    expect(notes(file({ offers: 'V2', client: retry(), rest }))).toEqual([])
  })

  test('is told of whom it dials, each once', () => {
    const links = '{ from: client, to: server, channels: [a, b] }'
    expect(notes(file({ offers: 'V2', client: retry(), links }))).toEqual([idle])
  })

  test('is nobody who only accepts', () => {
    expect(notes(file({ later: retry() }))).toEqual([])
  })
})

describe('a condition that is to be kept', () => {
  const kept = (keep: string, parts: Parameters<typeof file>[0] = {}) =>
    notes(file({ ...parts, upgrade: `, keep: [${keep}]` }))
  const idle = (name: string, why: string) => [`keep names ${name}, and nothing here could break it: ${why}`]

  test('service, where it is not said what the cluster is there for', () => {
    expect(kept('service')).toEqual(idle('service', 'no service is said, and no link needs any'))
    expect(kept('service', { rest: 'service: { floor: { server: 1 } }' })).toEqual([])
    expect(kept('service', { links: '{ from: client, to: server, needs: any }' })).toEqual([])
    const links = '{ from: client, to: server }, { from: client, to: server, name: other, needs: any }'
    expect(kept('service', { links })).toEqual([])
  })

  test('preferred, where nobody is a fallback', () => {
    expect(kept('preferred')).toEqual(idle('preferred', 'no node is a fallback'))
    const cluster = 'client: c-1, server: { s1: s-1, s2: { release: s-1, fallback: yes } }'
    expect(kept('preferred', { cluster, links: '{ from: client, to: server, needs: any }' })).toEqual([])
  })

  test('readable, where nobody writes', () => {
    expect(kept('readable')).toEqual(idle('readable', 'no release says what it writes'))
    expect(kept('readable', { later: ', data: { writes: F1 }' })).toEqual([])
  })

  test('the others can always be broken', () => {
    expect(kept('working, supported')).toEqual([])
    expect(kept('open')).toEqual([])
  })
})

test('a level that no release heeds', () => {
  const rest = 'levels: { mode: { values: [low, high] } }'
  expect(notes(file({ rest }))).toEqual([
    'level mode makes no difference: no release says where it can run, or what it is there',
  ])
  expect(notes(file({ rest, client: ', levels: { mode: low..high }' }))).toEqual([])
  expect(notes(file({ rest, later: ', with: { mode: { high: { offers: V3 } } }' }))).toEqual([])
  const two = 'levels: { mode: { values: [low, high] }, form: { values: [old, new] } }'
  expect(notes(file({ rest: two, client: ', levels: { mode: low..high }' }))).toHaveLength(1)
})

test('an order of releases, where no rule is about one', () => {
  const rest = 'releases: [c-1, s-1, c-2, s-2]'
  expect(notes(file({ rest }))).toEqual([
    'releases gives an order to rules about skew, of which there are none',
  ])
  const skew = 'skew: [{ of: client, against: server, older: 1 }]'
  expect(notes(file({ rest: `${rest}\n${skew}` }))).toEqual([])
  const both = 'skew: [{ of: client, against: server, newer: 0 }, { among: client, releases: 1 }]'
  expect(notes(file({ rest: `${rest}\n${both}` }))).toEqual([])
  expect(notes(file({ rest: `${rest}\nskew: [{ among: client, releases: 1 }]` }))).toEqual([])
})

describe('a link over the same host', () => {
  const links = '{ from: client, to: server, over: same host }'
  const hosted = (count: number, host: string) =>
    `client: { ${Array.from({ length: count }, (_, i) => `c${i + 1}: { release: c-1, host: h${i + 1} }`).join(', ')} }, server: { s1: { release: s-1, host: ${host} } }`

  test('names whom it connects with nobody, or how many they are', () => {
    expect(notes(file({ links, cluster: hosted(1, 'h1') }))).toEqual([])
    expect(notes(file({ links, cluster: hosted(3, 'h2') }))).toEqual([
      'link client-server connects c1 and c3 with nobody: no server is on the same host',
    ])
    expect(notes(file({ links, cluster: hosted(4, 'h9') }))).toEqual([
      'link client-server connects c1, c2, c3 and c4 with nobody: no server is on the same host',
    ])
    expect(notes(file({ links, cluster: hosted(6, 'h1') }))).toEqual([
      'link client-server connects 5 nodes with nobody: no server is on the same host',
    ])
  })

  test('is none that goes to every host', () => {
    expect(notes(file({ cluster: hosted(3, 'h2') }))).toEqual([])
    // Of one server alone there is no other to dial.
    const cluster = 'client: c-1, server: s-1'
    expect(
      notes(
        file({ links: `${links.replace(', over: same host', '')}, { from: server, to: server }`, cluster }),
      ),
    ).toEqual([])
  })
})

describe('who detects fallback', () => {
  const detects = ', detects fallback: yes'

  test('does so for nothing where nobody who dials it tries again', () => {
    expect(notes(file({ server: detects }))).toEqual([
      'server detects fallback, and nobody who dials it ever tries again with less',
    ])
    const newer = ', when refused: { retry: next lower, on: close }'
    expect(notes(file({ server: detects, newer }))).toEqual([])
    const hasOther = '{ from: server, to: client, name: back }, { from: client, to: server }'
    expect(notes(file({ server: detects, links: hasOther }))).toHaveLength(1)
    expect(notes(file({ server: detects, links: hasOther }))[0]).toContain('nobody who dials it')
  })

  test('does so for something where who dials it does try again at some level', () => {
    const rest = 'levels: { mode: { values: [low, high] } }'
    const newer = ', with: { mode: { high: { when refused: { retry: next lower, on: close } } } }'
    expect(notes(file({ server: detects, newer, rest }))).toEqual([])
  })

  test('does so for nothing where nobody dials it', () => {
    expect(notes(file({ newer: detects }))).toEqual([
      'client detects fallback, which is made by who dials, and nobody dials client',
    ])
  })
})

describe('a call of the traffic that a release makes no more', () => {
  const calls = (traffic: string, needs = '') =>
    file({
      newer: needs,
      rest: `calls: { client: { vote: { since: V1, until: V2, missing: fail }, load: V1 } }\ntraffic: { ${traffic} }`,
    })
  const forgotten = ['client c-2 makes no vote, which the traffic names: there is none from V2 on']

  test.each(['test: vote', 'start: [load, vote]', 'repeat: { vote: 1 s }'])('%s', (traffic) => {
    expect(notes(calls(traffic))).toEqual(forgotten)
  })

  test('is none that the traffic does not name, nor one that the release says it needs', () => {
    expect(notes(calls('start: load'))).toEqual([])
    expect(notes(calls('start: vote', ', needs: vote'))).toEqual([])
  })

  test('is none that there always is, nor one that a release does not know at all', () => {
    expect(notes(calls('start: vote').replace('until: V2, ', ''))).toEqual([])
    expect(notes(calls('start: vote').replace('since: V1, until: V2', 'since: V3, until: V4'))).toEqual([])
  })

  test('is asked for on the links on which it is made', () => {
    const links = '{ from: client, to: server }, { from: server, to: client }'
    expect(notes(calls('start: vote').replace('{ from: client, to: server }', links))).toEqual(forgotten)
  })
})

describe('a rule that none of the releases can break', () => {
  const skew = (said: string) =>
    notes(file({ newer: '', rest: `skew: [{ of: client, against: server, ${said} }]` }))

  test.each([
    ['older: 0', false],
    ['older: 1', true],
    ['newer: 0', false],
    ['newer: 1', true],
    ['older: 1, newer: 0', false],
    ['newer: 0, when: [c-1]', true],
    ['newer: 0, when: [c-2]', false],
    ['older: 0, when: [c-2]', true],
  ])('skew of %s: %s', (said, isIdle) => {
    expect(skew(said)).toEqual(isIdle ? ['skew 1 can be broken by none of the releases that are listed'] : [])
  })

  test('is one that no two of its roles can break', () => {
    const skew = (said: string) =>
      notes(`
versions: [V1, V2]
roles:
  client: { c-1: { speaks: at once, offers: V1, accepts: V1 }, c-2: { offers: V2 } }
  server: { s-2: { speaks: at once, offers: V2, accepts: V2 } }
links: [{ from: client, to: server }]
skew: [{ ${said} }]
cluster: { client: c-1, server: s-2 }
upgrade: { to: { client: c-2 } }
`)
    // A server is no older, and no newer, than another.
    expect(skew('of: [client, server], against: server, older: 0')).toEqual([])
    expect(skew('of: server, against: [server, client], newer: 0')).toEqual([])
    expect(skew('of: server, against: server, older: 0, newer: 0')).toHaveLength(1)
  })

  test.each([
    [1, false],
    [2, true],
    [3, true],
  ])('a mixture of %d: %s', (releases, isIdle) => {
    const rest = `skew: [{ of: client, against: server, newer: 0 }, { among: server, releases: 1 }, { among: client, releases: ${releases} }]`
    expect(notes(file({ rest }))).toEqual(
      isIdle ? ['mixture 2 can be broken by none of the releases that are listed'] : [],
    )
  })
})

test('all of it is said in one order', () => {
  const all = file({
    offers: 'V2',
    client: ', when refused: { retry: next lower }',
    newer: ', detects fallback: yes',
    links: '{ from: client, to: server, over: same host }',
    cluster: 'client: { c1: { release: c-1, host: h1 } }, server: { s1: { release: s-1, host: h2 } }',
    upgrade: ', pace: { client: 2 }, keep: [readable, preferred]',
    rest: `
levels: { mode: { values: [low, high] } }
calls: { client: { vote: { since: V1, until: V2, missing: fail }, load: V1 } }
traffic: { start: vote }
releases: [c-1, s-1, c-2, s-2]
skew: [{ of: client, against: server, older: 9 }, { among: client, releases: 9 }]`,
  })
  expect(notes(all).map((note) => note.split(' ').slice(0, 3).join(' '))).toEqual([
    'pace lets 2',
    'link client-server connects',
    'client tries again',
    'client detects fallback,',
    'keep names readable,',
    'keep names preferred,',
    'level mode makes',
    'client c-1 and',
    'skew 1 can',
    'mixture 1 can',
  ])
  const rest = `
levels: { mode: { values: [low, high] } }
calls: { client: { vote: { since: V1, until: V2, missing: fail }, load: V1 } }
traffic: { start: vote }
releases: [c-1, s-1, c-2, s-2]`
  expect(notes(file({ rest })).map((note) => note.split(' ')[0])).toEqual(['level', 'releases', 'client'])
})
