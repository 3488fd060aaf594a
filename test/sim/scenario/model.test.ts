/** Links, calls, exceptions, nodes and variants, by what they come to in the model. */
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { edit, scenarioOf, small, zeo2002 } from './broken.ts'
import { rich } from './rich.ts'

const scenario = scenarioOf(rich)

test('each channel is a link of its own', () => {
  expect(scenario.links).toMatchObject([
    {
      name: 'ring/gossip',
      channel: 'gossip',
      dialer: 'node',
      acceptor: 'node',
      needs: 'every',
      spoils: true,
    },
    {
      name: 'ring/stream',
      channel: 'stream',
      dialer: 'node',
      acceptor: 'node',
      needs: 'every',
      spoils: true,
    },
    { name: 'client-node', dialer: 'client', acceptor: 'node', needs: 'any' },
  ])
  expect(scenario.links[2]).not.toHaveProperty('channel')
  expect(scenario.links[2]).not.toHaveProperty('spoils')
})

test('versions are called by one name in the model', () => {
  expect(scenario.versions).toEqual(['A', 'B', 'C', 'D'])
})

test('calls', () => {
  expect(scenario.calls).toEqual([
    {
      name: 'repair',
      by: 'node',
      since: 'B',
      without: null,
      fallback: null,
      missing: 'fail',
      over: 'ring/stream',
      source: 'manual',
      note: 'Seen once',
    },
    { name: 'read', by: 'client', since: 'A', without: null, fallback: null, data: 'reads' },
    { name: 'write', by: 'client', since: 'A', without: null, fallback: 'put', until: 'C', data: 'writes' },
    {
      name: 'put',
      by: 'client',
      since: 'C',
      without: null,
      fallback: null,
      names: { C: 'put', D: 'store' },
    },
    { name: 'scan', by: 'client', since: 'B', without: null, fallback: null, missing: 'wrong data' },
  ])
})

test('an exception holds for every channel of its link', () => {
  const tried = {
    dialer: 'n3',
    acceptor: 'n1',
    outcome: 'rejected',
    negotiated: null,
    reason: 'It was tried',
    source: 'test',
  }
  expect(scenario.exceptions).toEqual([
    { link: 'ring/gossip', ...tried },
    { link: 'ring/stream', ...tried },
    {
      link: 'client-node',
      dialer: 'c1',
      acceptor: 'n2',
      outcome: 'degraded',
      negotiated: 'C',
      reason: 'no scans',
      source: null,
      note: 'Odd',
    },
  ])
})

test('an exception for one channel, and one where there is only one link', () => {
  const one = edit(rich, 'link: ring, dialer: n3', 'link: ring/stream, dialer: n3')
  expect(scenarioOf(one).exceptions?.map(({ link }) => link)).toEqual(['ring/stream', 'client-node'])
  const only = `
versions: [A]
roles: { a: { x: { speaks: at once, offers: A, accepts: A } } }
links: [{ from: a, to: a }]
exceptions: [{ dialer: x, acceptor: x, outcome: stalled, because: Nobody knows }]
cluster: { a: 2 × x }
`
  expect(scenarioOf(only).exceptions?.map(({ link }) => link)).toEqual(['a-a'])
})

test('nodes that are used only where no other can be', () => {
  expect(scenario.nodes).toEqual([
    { id: 'x1', role: 'node', release: 'n1' },
    { id: 'x2', role: 'node', release: 'n2', isFallback: true },
    { id: 'x3', role: 'node', release: 'n1' },
    { id: 'c1', role: 'client', release: 'c1' },
  ])
})

test('what is not said is not in the model', () => {
  const bare = scenarioOf(`
versions: [A]
roles: { a: { x: { speaks: at once, offers: A, accepts: A } } }
links: [{ from: a, to: a }]
cluster: { a: 2 × x }
`)
  expect(bare).not.toHaveProperty('exceptions')
  expect(bare).not.toHaveProperty('variants')
  expect(Object.keys(bare.roles[0]?.releases[0] ?? {}).toSorted()).toEqual([
    'about',
    'label',
    'name',
    'note',
    'rules',
    'source',
  ])
})

test('a variant is the whole scenario, with what it says said otherwise', () => {
  const { variants = [], ...base } = scenario
  const [{ name, about, scenario: other } = expect.fail()] = variants
  expect({ name, about }).toEqual({ name: 'as documented', about: 'What the manual says' })
  expect(other).not.toHaveProperty('variants')
  const [node, client] = other.roles
  expect(node?.releases[1]?.rules).toEqual({ ...base.roles[0]?.releases[1]?.rules, otherwise: 'close' })
  // It still stalls where it was said to stall.
  expect(node?.releases[1]?.as?.dialer?.otherwise).toBe('stall')
  expect(node?.releases[2]).toEqual(base.roles[0]?.releases[2])
  // What follows from it follows.
  expect(client?.releases.map(({ rules }) => rules.patience)).toEqual([undefined, undefined])
  expect(other.calls.find((call) => call.name === 'scan')).toMatchObject({ since: 'B', missing: 'fail' })
  expect(other.calls.find((call) => call.name === 'read')).toMatchObject({
    since: 'A',
    data: 'reads',
    without: 'reading',
  })
  const same = { ...other, roles: base.roles, calls: base.calls }
  expect(same).toEqual(base)
})

test('a variant may say a call by its version, change the cluster, the exceptions and times', () => {
  const text = edit(
    rich,
    '    about: What the manual says\n',
    `    about: What the manual says
    exceptions: [{ link: client-node, dialer: c2, acceptor: n2, outcome: open, at: B, because: It works }]
    cluster: { client: { k: c2 }, node: { x4: n1 } }
    network: { latency: 1 ms }
    timing: { drain: 1 s }
    until: 5 min
    traffic: { test: read }
`,
  )
  const other = scenarioOf(text).variants?.[0]?.scenario
  expect(other?.exceptions).toMatchObject([{ dialer: 'c2' }])
  expect(other?.nodes.map(({ id }) => id)).toEqual(['x1', 'x2', 'x3', 'x4', 'k'])
  expect(other?.upgrade.steps.map(({ node }) => node)).toEqual(['x1', 'x2', 'x3', 'x4'])
  expect(other).toMatchObject({
    latency: { kind: 'fixed', ms: 1 },
    until: 300_000,
    traffic: { test: ['read'] },
  })
  expect(other?.timing).toMatchObject({ drain: 1_000, down: 1_000 })
})

test('a variant keeps the order of roles, releases and calls, whatever their names', () => {
  const text = `
versions: [A]
roles:
  b: { 2: { speaks: at once, offers: A, accepts: A }, 1: }
  a: { y: { speaks: at once, offers: A, accepts: A }, x: }
links: [{ from: b, to: a }]
calls: { b: { 9: A, 8: A } }
cluster: { b: 2, a: x }
variants:
  turned: { about: Turned, roles: { a: { x: { otherwise: stall }, y: { otherwise: stall } }, b: { 1: { otherwise: error } } } }
`
  const { variants, ...base } = scenarioOf(text)
  const other = variants?.[0]?.scenario
  const namesOf = (each = base) => each.roles.map(({ name, releases }) => [name, releases.map((r) => r.name)])
  expect(namesOf(other)).toEqual(namesOf())
  expect(other?.calls.map(({ name }) => name)).toEqual(['9', '8'])
  expect(other?.roles[0]?.releases[1]?.rules.otherwise).toBe('error')
})

test.each([zeo2002, small, rich])('the same scenario as JSON, and as another YAML', (text) => {
  // As texts: Parley reads what was written, and not the number that it looks like.
  const value: unknown = parse(text, { schema: 'failsafe' })
  const scenario = scenarioOf(text)
  expect(scenarioOf(JSON.stringify(value))).toEqual(scenario)
  expect(scenarioOf(stringify(value))).toEqual(scenario)
})
