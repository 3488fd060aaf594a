/** Every key of a release, by what it comes to in the model. */
import { expect, test } from 'vitest'
import type { EndRules } from '#machines/rules.ts'
import type { Release } from '#sim/scenario/model.ts'
import { scenarioOf } from './broken.ts'

const versions = ['A', 'B', 'C', 'D']

/** The releases of a client: the first says what all of them need, and the rest is given. */
function releases(text: string): readonly Release[] {
  const scenario = `
versions: [A, B, { C: [c, third] }, { D: fourth }]
roles:
  client:
    first: { speaks: at once, offers: C, accepts: A..C }
${text.replace(/^/gm, '    ')}
    waiting: { speaks: after the peer }
  server:
    only: { speaks: at once, offers: A, accepts: A, otherwise: error then wait }
links: [{ from: client, to: server }]
calls: { client: { load: A, store: B }, server: { notify: A } }
cluster: { client: first, server: only }
`
  return scenarioOf(scenario).roles[0]?.releases ?? []
}

/** What the rules of a release that says this differ in from those of one that says nothing more. */
function differs(said: string): Partial<EndRules> {
  const [first, second] = releases(`second: { ${said} }`)
  const before = new Map(Object.entries(first?.rules ?? {}))
  const changed = Object.entries(second?.rules ?? {}).filter(
    ([key, value]) => JSON.stringify(before.get(key)) !== JSON.stringify(value),
  )
  return Object.fromEntries(changed)
}

test('a first release does the usual, which is not spelled out', () => {
  expect(releases('second:')[0]?.rules).toEqual({
    versions,
    speaks: 'at once',
    offers: 'C',
    answers: 'theirs',
    accepts: ['A', 'B', 'C'],
    otherwise: 'close',
    meanwhile: 'send',
  })
})

test.each<[string, Partial<EndRules>]>([
  ['offers: B', { offers: 'B' }],
  ['offers: third', {}],
  ['offers: A..D', { offers: 'A..D' }],
  ['offers: A..B', { offers: 'A..B' }],
  ['offers: A..A', { offers: 'A' }],
  ['offers: [D, A]', { offers: 'A, D' }],
  ['offers: [A, fourth]', { offers: 'A, D' }],
  ['offers: [D, C, B]', { offers: 'B..D' }],
  ['offers: none', { offers: '' }],
  ['accepts: B..third', { accepts: ['B', 'C'] }],
  ['accepts: none', { accepts: [] }],
  ['accepts: [fourth, B]', { accepts: ['B', 'D'] }],
  ['answers: theirs', {}],
  ['answers: lower', { answers: 'lower' }],
  ['answers: equal', { answers: 'equal' }],
  ['answers: highest common', { answers: 'highest common' }],
  ['answers: theirs or own newest', { answers: 'theirs or own newest' }],
  ['answers: own', { answers: 'own' }],
  ['answers: anything', { answers: 'anything' }],
  ['answers: common flags, offers: [A, C]', { answers: 'common flags', offers: 'A+C' }],
  ['answers: common flags, offers: [C, B, A]', { answers: 'common flags', offers: 'A+B+C' }],
  ['answers: common flags, offers: [B]', { answers: 'common flags', offers: 'B' }],
  ['answers: common flags, offers: none', { answers: 'common flags', offers: '' }],
  [
    'answers: common flags, offers: [A, B], requires: B',
    { answers: 'common flags', offers: 'A+B', requires: ['B'] },
  ],
  [
    'answers: common flags, offers: [A, B, D], requires: [fourth, A]',
    { answers: 'common flags', offers: 'A+B+D', requires: ['A', 'D'] },
  ],
  [
    'answers: common flags, offers: [A, B], unknown flags: refuse',
    { answers: 'common flags', offers: 'A+B', refusesUnknownFlags: true },
  ],
  ['unknown flags: ignore', {}],
  ['requires: none', {}],
  ['replies: the agreed', {}],
  ['replies: own offer', { replies: 'own offer' }],
  ['replies: nothing', { replies: 'nothing' }],
  ['reads: { D: third, B: A }', { reads: { D: 'C', B: 'A' } }],
  ['reads: none', {}],
  ['otherwise: stall', { otherwise: 'stall' }],
  ['otherwise: error', { otherwise: 'error' }],
  ['otherwise: error with supported', { otherwise: 'error with supported' }],
  ['otherwise: "error, then wait"', { otherwise: 'error, then wait' }],
  ['otherwise: error then wait', { otherwise: 'error, then wait' }],
  ['otherwise: error then go on, falls to: A', { otherwise: 'error, then go on', fallsTo: 'A' }],
  ['otherwise: own version', { otherwise: 'own version' }],
  ['otherwise: go on, falls to: third', { otherwise: 'go on', fallsTo: 'C' }],
  ['when refused: give up', {}],
  ['when refused: go on, falls to: A', { whenRefused: 'go on', fallsTo: 'A' }],
  [
    'when refused: retry with next lower',
    { whenRefused: { with: 'next lower', on: ['error'], where: 'new connection', remembers: 'nothing' } },
  ],
  [
    'when refused: retry with supported',
    { whenRefused: { with: 'supported', on: ['error'], where: 'new connection', remembers: 'nothing' } },
  ],
  [
    'when refused: retry with oldest',
    { whenRefused: { with: 'oldest', on: ['error'], where: 'new connection', remembers: 'nothing' } },
  ],
  [
    'when refused: { retry: oldest }',
    { whenRefused: { with: 'oldest', on: ['error'], where: 'new connection', remembers: 'nothing' } },
  ],
  [
    'when refused: { retry: supported, on: error, by: same connection }',
    { whenRefused: { with: 'supported', on: ['error'], where: 'same connection', remembers: 'nothing' } },
  ],
  [
    'when refused: { retry: next lower, on: [close, silence], remembers: cluster }, patience: 2 s',
    {
      patience: 2_000,
      whenRefused: {
        with: 'next lower',
        on: ['close', 'silence'],
        where: 'new connection',
        remembers: 'cluster',
      },
    },
  ],
  ['detects fallback: yes', { detectsFallback: true }],
  ['detects fallback: no', {}],
  ['patience: 10 s', { patience: 10_000 }],
  ['patience: for ever', {}],
  ['meanwhile: send', {}],
  ['meanwhile: queue', { meanwhile: 'queue' }],
  ['meanwhile: refuse', { meanwhile: 'refuse' }],
  ['meanwhile: { queue: 100 }', { meanwhile: 'queue', queue: { bound: 100, whenFull: 'refuse' } }],
  [
    'meanwhile: { queue: 1, when full: drop the oldest }',
    { meanwhile: 'queue', queue: { bound: 1, whenFull: 'drop the oldest' } },
  ],
  [
    'meanwhile: { queue: 5, when full: close }',
    { meanwhile: 'queue', queue: { bound: 5, whenFull: 'close' } },
  ],
])('%s', (said, expected) => {
  expect(differs(said)).toEqual(expected)
})

test('what was said otherwise can be taken back', () => {
  const [first, , third] = releases(
    `second: { answers: common flags, offers: [A], requires: A, unknown flags: refuse, reads: { B: A }, detects fallback: yes,
  patience: 1 s, meanwhile: { queue: 5 }, accepts: A..C, lacks: load, needs: store }
third: { answers: theirs, offers: C, requires: none, unknown flags: ignore, reads: none, detects fallback: no,
  when refused: give up, patience: for ever, meanwhile: send, lacks: none, needs: none }`,
  )
  expect(third?.rules).toEqual(first?.rules)
  expect(third).not.toHaveProperty('lacks')
  expect(third).not.toHaveProperty('needs')
})

test('a release is like the one that it names, and not like the one before it', () => {
  const [first, , third, fourth] = releases(
    `second: { accepts: D, otherwise: stall, lacks: store, data: { writes: F2 } }
third: { like: first, meanwhile: queue }
fourth:`,
  )
  expect(third).toEqual({
    ...first,
    name: 'third',
    label: 'third',
    rules: { ...first?.rules, meanwhile: 'queue' },
  })
  expect(fourth?.rules).toEqual(third?.rules)
})

test('a release may be like a later one', () => {
  const [, second, third] = releases(`second: { like: third, offers: A }
third: { like: first, otherwise: stall }`)
  expect(second?.rules).toEqual({ ...third?.rules, offers: 'A' })
})

test('what a release really serves', () => {
  const [, second, third, fourth] = releases(
    `second: { lacks: notify, needs: [load, store], numbers: { load: 0..13, store: 4 }, data: { writes: F2, reads: [F1, F2] } }
third: { data: { writes: F3 } }
fourth: { data: { reads: F1 }, numbers: { load: 1..1 } }`,
  )
  expect(second).toMatchObject({
    lacks: ['notify'],
    needs: ['load', 'store'],
    numbers: { load: [0, 13], store: [4, 4] },
    data: { writes: 'F2', reads: ['F1', 'F2'] },
  })
  expect(third).toMatchObject({ lacks: ['notify'], data: { writes: 'F3', reads: ['F1', 'F2'] } })
  expect(fourth).toMatchObject({ data: { writes: 'F3', reads: ['F1'] }, numbers: { load: [1, 1] } })
  expect(fourth?.numbers).not.toHaveProperty('store')
  expect(releases('second: { data: { writes: F1 } }')[1]?.data).toEqual({ writes: 'F1', reads: ['F1'] })
})

/** The peers of a cluster whose nodes dial each other over two channels, and a client that dials them. */
function peers(text: string): readonly Release[] {
  return (
    scenarioOf(`
versions: [A, B, C]
roles:
  node:
    n1: { speaks: at once, offers: A, accepts: A }
${text.replace(/^/gm, '    ')}
  client: { c1: { speaks: at once, offers: A, accepts: A } }
links:
  - { from: node, to: node, name: internode, channels: [messaging, streaming] }
  - { from: client, to: node }
cluster: { node: 3 × n1, client: c1 }
`).roles[0]?.releases ?? []
  )
}

test('a release may behave otherwise as dialer or acceptor, and on a link', () => {
  const [first, second] = peers(
    `n2: { offers: B, as: { dialer: { otherwise: stall }, acceptor: { speaks: after the peer }, client-node: { accepts: none } } }`,
  )
  const rules = { ...first?.rules, offers: 'B' }
  expect(second?.rules).toEqual(rules)
  expect(second?.as).toEqual({
    dialer: { ...rules, otherwise: 'stall' },
    acceptor: { ...rules, speaks: 'after the peer' },
    'client-node': { ...rules, accepts: [] },
  })
})

test('a link with channels stands for each of them, but for one that is named itself', () => {
  const [, second] = peers(
    `n2:
  as:
    internode: { accepts: A..B }
    internode dialer: { offers: B }
    internode/streaming: { accepts: A..C }`,
  )
  expect(Object.keys(second?.as ?? {}).toSorted()).toEqual([
    'internode/messaging',
    'internode/messaging dialer',
    'internode/streaming',
  ])
  expect(second?.as?.['internode/messaging']).toMatchObject({ accepts: ['A', 'B'], offers: 'A' })
  expect(second?.as?.['internode/messaging dialer']).toMatchObject({ accepts: ['A'], offers: 'B' })
  expect(second?.as?.['internode/streaming']).toMatchObject({ accepts: ['A', 'B', 'C'] })
})

test('what a release does in a place is inherited, upon what it does everywhere', () => {
  const [, , third] = peers(`n2: { as: { dialer: { offers: B, otherwise: stall } } }
n3: { accepts: A..C, otherwise: error, as: { dialer: { offers: C } } }`)
  expect(third?.rules).toMatchObject({ offers: 'A', accepts: ['A', 'B', 'C'], otherwise: 'error' })
  expect(third?.as).toEqual({ dialer: { ...third?.rules, offers: 'C', otherwise: 'stall' } })
})
