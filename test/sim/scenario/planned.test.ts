/** What a plan goes by, as a file says it and as the model has it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Release } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { edit, scenarioOf, zeo2002 } from './broken.ts'
import { planned } from './planned.ts'

const scenario = scenarioOf(planned)

function release(name: string, of = scenario): Release {
  const found = of.roles.flatMap(({ releases }) => releases).find((each) => each.name === name)
  if (found === undefined) throw new Error(`There is no ${name}`)
  return found
}

/** The steps of an upgrade, `unit value` each. */
const stepsOf = (text: string) => scenarioOf(text).upgrade.steps.map(({ node, to }) => `${node} ${to}`)

test('a scenario that says nothing of it has nothing of it', () => {
  const keys = ['levels', 'operations', 'skew', 'mixtures', 'service']
  const plain = scenarioOf(zeo2002)
  for (const key of keys) expect(plain).not.toHaveProperty(key)
  expect(plain.upgrade).not.toHaveProperty('keep')
  for (const role of plain.roles) {
    expect(role).not.toHaveProperty('edges')
    for (const each of role.releases) {
      for (const key of ['levels', 'with', 'wayBack']) expect(each).not.toHaveProperty(key)
    }
  }
  for (const node of plain.nodes) expect(node).not.toHaveProperty('host')
})

test('levels', () => {
  expect(scenario.levels).toEqual([
    {
      name: 'wire',
      about: 'What brokers speak',
      values: ['low', 'high'],
      start: 'low',
      raised: 'on each node',
      members: ['broker'],
      isReversible: true,
      isTransitional: false,
      dropsConnections: false,
      waitsForAll: true,
      source: null,
      note: null,
    },
    {
      name: 'flags',
      about: null,
      values: ['none', 'some', 'all'],
      start: 'some',
      raised: 'by an operator',
      members: ['broker'],
      isReversible: false,
      isReversibleSaid: true,
      isTransitional: true,
      dropsConnections: true,
      waitsForAll: true,
      source: 'policy',
      note: 'Seen once',
    },
    {
      name: 'era',
      about: null,
      values: ['e1', 'e2'],
      start: 'e1',
      raised: 'automatically',
      members: ['broker', 'agent'],
      isReversible: true,
      isTransitional: false,
      dropsConnections: false,
      waitsForAll: false,
      source: null,
      note: null,
    },
  ])
})

test('operations', () => {
  expect(scenario.operations).toEqual([
    {
      name: 'repair',
      about: 'Compares replicas',
      needsOneReleaseOf: ['broker'],
      because: 'nodes stream to each other',
      source: 'policy',
    },
  ])
})

test('rules about how far releases may be apart, and how many there may be', () => {
  const usual = { over: 'every', effect: 'fails', because: null, source: null }
  expect(scenario.skew).toEqual([
    {
      of: ['agent'],
      against: ['broker'],
      older: 2,
      newer: 0,
      over: 'every',
      effect: 'unsupported',
      because: 'so they say',
      source: 'policy',
    },
    {
      ...usual,
      of: ['agent'],
      against: ['broker'],
      when: ['a-2'],
      older: null,
      newer: 1,
      over: 'same host',
    },
  ])
  expect(scenario.mixtures).toEqual([
    { of: ['broker'], most: 2, effect: 'degraded', because: 'it is slow', source: null },
  ])
})

test('what the cluster has to provide, and on which hosts it runs', () => {
  expect(scenario.service).toEqual({
    quorum: ['broker'],
    connected: ['broker', 'agent'],
    floor: { broker: 2 },
  })
  expect(scenario.nodes.map(({ host }) => host ?? null)).toEqual(['h1', null, null, 'h1', null])
})

test('the releases that each can be upgraded to, and those without a way back', () => {
  expect(scenario.roles.map(({ edges }) => edges)).toEqual([
    { 'b-1': ['b-2'], 'b-2': ['b-3'], 'b-3': ['b-4'] },
    { 'a-1': ['a-2'], 'a-2': [] },
  ])
  expect(['b-3', 'b-4', 'a-1'].map((name) => release(name).wayBack)).toEqual([undefined, 'none', undefined])
})

test('there may be a way back from the release that follows one without', () => {
  const text = edit(planned, 'b-2:\n', 'b-2:\n      way back: none\n')
  expect(release('b-2', scenarioOf(text)).wayBack).toBe('none')
  expect(release('b-3', scenarioOf(text)).wayBack).toBeUndefined()
})

describe('the values at which a release can run', () => {
  test('are its own, and those of the release before of levels that it does not name', () => {
    expect(release('b-1').levels).toEqual({ wire: ['low'] })
    expect(release('b-2').levels).toEqual({ wire: ['low', 'high'], flags: ['none', 'some'] })
    expect(release('b-4').levels).toEqual(release('b-2').levels)
    const text = edit(planned, 'accepts: P3..P4, way', 'accepts: P3..P4, levels: { flags: all }, way')
    expect(release('b-4', scenarioOf(text)).levels).toEqual({ wire: ['low', 'high'], flags: ['all'] })
  })

  test('are all of them where nobody says otherwise', () => {
    expect(release('a-2')).not.toHaveProperty('levels')
  })

  test('a list stands in the order of the level', () => {
    const text = edit(planned, 'flags: [none, some] }', 'flags: [all, none..some] }')
    expect(release('b-2', scenarioOf(text)).levels?.flags).toEqual(['none', 'some', 'all'])
  })
})

describe('what a release does at a level', () => {
  const at = (name: string, level: string, value: string, of = scenario) =>
    release(name, of).with?.find((each) => each.level === level && each.value === value)

  test('lies over all that it does elsewhere', () => {
    const high = at('b-2', 'wire', 'high')
    expect(high?.rules).toEqual({ ...release('b-2').rules, accepts: ['P2'] })
    expect(high?.data).toEqual({ writes: 'F2', reads: ['F1', 'F2'] })
    expect(at('b-2', 'flags', 'some')?.rules).toEqual({ ...release('b-2').rules, patience: 5_000 })
  })

  test('lies over what it does in a place, and then what it does there at the level', () => {
    const as = at('b-2', 'wire', 'high')?.as
    expect(as).toEqual({
      acceptor: { ...release('b-2').as?.acceptor, accepts: ['P2'] },
      dialer: { ...release('b-2').rules, accepts: ['P2'], otherwise: 'error' },
    })
    expect(as?.acceptor?.otherwise).toBe('stall')
    expect(at('b-2', 'flags', 'some')?.as).toEqual({
      acceptor: { ...release('b-2').as?.acceptor, patience: 5_000 },
    })
  })

  test('is what the release before does there, with what is said anew', () => {
    const high = at('b-3', 'wire', 'high')
    expect(high?.rules).toEqual({ ...release('b-3').rules, offers: 'P2', accepts: ['P2', 'P3'] })
    expect(high?.as?.dialer).toEqual({ ...high?.rules, otherwise: 'error' })
    expect(high?.data).toEqual({ writes: 'F2', reads: ['F1', 'F2'] })
    expect(at('b-4', 'wire', 'high')?.rules.accepts).toEqual(['P2', 'P3'])
  })

  test('says nothing of data where it is as elsewhere', () => {
    expect(at('b-2', 'flags', 'some')).not.toHaveProperty('data')
    expect(at('a-2', 'flags', 'all')).not.toHaveProperty('as')
  })

  test('that is defined last wins', () => {
    const text = edit(
      planned,
      'with: { flags: { all: { offers: P3 } } }',
      'with: { flags: { all: { offers: P3 }, some: {} }, era: { e1: {} } }',
    )
    const order = (of: string) =>
      release('a-2', scenarioOf(of)).with?.map(({ level, value }) => `${level} ${value}`)
    expect(order(text)).toEqual(['flags some', 'flags all', 'era e1'])
    const era = '  era: { values: [e1, e2], raised: automatically, unknown members: ignore }\n'
    const moved = edit(edit(text, era, ''), 'levels:\n  wire', `levels:\n${era}  wire`)
    expect(order(moved)).toEqual(['era e1', 'flags some', 'flags all'])
  })

  test('reads what it writes there, unless something else is said', () => {
    const text = edit(planned, 'data: { writes: F2, reads: [F1, F2] }', 'data: { writes: F2 }')
    expect(at('b-2', 'wire', 'high', scenarioOf(text))?.data).toEqual({ writes: 'F2', reads: ['F2'] })
  })
})

/** What a release may say, and what lies over it at a level. */
const saying = fc
  .record(
    {
      offers: fc.constantFrom('P1', 'P2..P3', '[P1, P3]', 'none'),
      answers: fc.constantFrom('theirs', 'lower', 'highest common'),
      replies: fc.constantFrom('the agreed', 'own offer'),
      accepts: fc.constantFrom('P1', 'P1..P4', '[P2, P4]', 'none'),
      reads: fc.constantFrom('none', '{ P3: P2 }'),
      otherwise: fc.constantFrom('close', 'stall', 'error with supported'),
      'detects fallback': fc.constantFrom('yes', 'no'),
      patience: fc.constantFrom('3 s', 'for ever'),
      meanwhile: fc.constantFrom('send', 'refuse', '{ queue: 3 }'),
    },
    { requiredKeys: [] },
  )
  .map((rules) => Object.entries(rules).map(([key, value]) => `${key}: ${value}`))

test('what a release says at a level is what it would do if it said so everywhere', () => {
  const file = (before: string[], rules: string[], there: string[]) => `
versions: [P1, P2, P3, P4]
roles:
  a:
    r0: { speaks: after the peer, offers: P2, accepts: P1..P2 }
    r1: { ${before.join(', ')} }
    r2: { ${rules.join(', ')} }
    r3: { with: { high: { on: { ${there.join(', ')} } } } }
links: [{ from: a, to: a }]
levels: { high: { values: [off, on] } }
cluster: { a: r0 }
`
  fc.assert(
    fc.property(saying, saying, saying, (before, rules, there) => {
      const at = parseScenario(file(before, rules, there), 'a.yaml')
      const [elsewhere] = at.ok ? [at.scenario] : []
      fc.pre(elsewhere !== undefined)
      const everywhere = scenarioOf(
        file(before, rules, there).replace('with: { high: { on: {', '').replace('} } } }\nlinks', '}\nlinks'),
      )
      expect(release('r3', elsewhere).with?.[0]?.rules).toEqual(release('r3', everywhere).rules)
      expect(release('r3', elsewhere).rules).toEqual(release('r2', elsewhere).rules)
    }),
  )
})

describe('the steps of an upgrade', () => {
  test('unless an order is said, operations come first, then rounds of roles and levels', () => {
    expect(stepsOf(planned)).toEqual([
      'repair running',
      'repair done',
      'x1 b-2',
      'x2 b-3',
      'x3 b-3',
      'y1 a-2',
      'y2 a-2',
      'x1.wire high',
      'x2.wire high',
      'x3.wire high',
      'flags all',
      'x1 b-3',
      'x2 b-4',
      'x3 b-4',
      'x1 b-4',
    ])
  })

  test('what has to hold is one condition, several, or not said', () => {
    expect(scenario.upgrade.keep).toEqual(['working', 'supported'])
    const keep = '  keep: [working, supported]\n'
    expect(scenarioOf(edit(planned, keep, '  keep: service\n')).upgrade.keep).toEqual(['service'])
    expect(scenarioOf(edit(planned, keep, '')).upgrade).not.toHaveProperty('keep')
  })

  test('a level goes through every value from where it stands', () => {
    const up = edit(planned, 'start: some', 'start: none')
    expect(stepsOf(up).filter((step) => step.startsWith('flags'))).toEqual(['flags some', 'flags all'])
    const down = edit(edit(planned, 'reversible: no', 'reversible: yes'), 'flags: all }', 'flags: none }')
    expect(stepsOf(down).filter((step) => step.startsWith('flags'))).toEqual(['flags none'])
  })

  test('a level that stands where it should takes none', () => {
    const text = edit(planned, 'flags: all }', 'flags: some }')
    expect(stepsOf(text).filter((step) => step.startsWith('flags'))).toEqual([])
  })

  test('without an upgrade there are none, whatever the operations', () => {
    const text = planned.replace(/upgrade:\n[\s\S]*?variants:/, 'variants:').replace(', keep: open', '')
    expect(stepsOf(text.replace(/ {4}upgrade: .*\n/, ''))).toEqual([])
  })
})

describe('releases on the way', () => {
  const ofBroker = (text: string, node: string) => stepsOf(text).filter((step) => step.startsWith(`${node} `))
  const through = (said: string) => edit(planned, '{ broker: [b-2, b-3], x2: b-3 }', said)

  test('what is said of a node wins over what is said of its role', () => {
    expect(ofBroker(planned, 'x2')).toEqual(['x2 b-3', 'x2 b-4'])
  })

  test('a node goes through what lies before it', () => {
    expect(ofBroker(through('{ broker: [b-2, b-3] }'), 'x1')).toEqual(['x1 b-2', 'x1 b-3', 'x1 b-4'])
    expect(ofBroker(through('{ broker: [b-2, b-3] }'), 'x3')).toEqual(['x3 b-3', 'x3 b-4'])
    const beyond = edit(through('{ broker: b-2 }'), 'x3: b-2 }', 'x3: b-3 }')
    expect(ofBroker(beyond, 'x3')).toEqual(['x3 b-4'])
  })

  test('the goal may be an older release, by way of any other', () => {
    const back = edit(through('{ x3: [b-4, b-3] }'), 'to: { broker: b-4,', 'to: { x3: b-1, x1: b-4,')
    expect(ofBroker(back, 'x3')).toEqual(['x3 b-4', 'x3 b-3', 'x3 b-1'])
    expect(ofBroker(back, 'x1')).toEqual(['x1 b-4'])
  })
})

test('a variant says only what is otherwise', () => {
  const [gentle] = scenario.variants ?? []
  expect(gentle?.scenario).toMatchObject({
    service: { quorum: ['broker'], floor: { broker: 2, agent: 1 } },
    levels: [{ name: 'wire', about: 'What brokers speak', members: ['broker', 'agent'] }, {}, {}],
    operations: [{ name: 'repair', about: 'Compares replicas', because: 'they compare' }],
    upgrade: { keep: ['open'] },
  })
  expect(gentle?.scenario.upgrade.steps).toContainEqual({ node: 'y1.wire', to: 'high' })
})
