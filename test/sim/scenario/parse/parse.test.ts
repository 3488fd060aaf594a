/** Every kind of fault is reported at its place, with what was expected. */
import { describe, expect, test } from 'vitest'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { complaints, edit, expectProblems, scenarioOf, small } from '../broken.ts'

describe('text', () => {
  test.each([
    ['nothing', '▸', 'found an empty file, expected a scenario'],
    ['only a comment', '▸# versions\n', 'found an empty file, expected a scenario'],
    ['a list', '▸[]', 'found an empty list, expected a mapping'],
    ['a word', '▸versions', 'found “versions”, expected a mapping'],
    ['a tab', 'a:\n▸\tb: c', 'found a tab, expected spaces to indent with'],
    ['two colons', 'a: ▸b: c', 'found a second “: ” in one line, expected one, or quotes around the text'],
    [
      'a key without a colon',
      'a: b\n▸tilte x\nc: d',
      'found “tilte” without a colon, expected one behind it (did you mean tilte:?)',
    ],
    [
      'a key without a colon before a list',
      'a: b\n▸versions [x]\nc: d',
      'found “versions” without a colon, expected one behind it (did you mean versions:?)',
    ],
    [
      'another column',
      'a:\n    b: c\n▸  d: e',
      'found another indentation than that of the lines beside it, expected the same one',
    ],
    ['two documents', 'a: b\n▸---\nc: d', 'found a second document, expected one scenario in a file'],
    [
      'an open bracket',
      'a: [b,\n▸c: d',
      'not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a key twice', 'a: b\nc: d\n▸a: e', 'found the key “a” twice, expected each key once'],
    ['a key twice in JSON', '{"a": 1, ▸"a": 2}', 'found the key “a” twice, expected each key once'],
    ['a list for a key', '? ▸[a]\n: b', 'found a list or a mapping for a key, expected a name'],
    ['an alias of nothing', 'a: ▸*b', 'found *b, expected an anchor &b before it'],
    ['an alias of itself', 'a: &a\n  b: ▸*a', 'found *a inside &a itself'],
    ['an unknown tag', 'a: ▸!b c', 'not valid YAML: Unresolved tag: !b'],
  ])('%s', (_, marked, message) => {
    expectProblems(marked, [`: ${message}`])
  })

  test('several faults of syntax', () => {
    expectProblems('a: ▸*b\n__proto__: 1\n▸__proto__: 1\nc: 1\n▸c: 2', [
      ': found *b, expected an anchor &b before it',
      ': found the key “__proto__” twice, expected each key once',
      ': found the key “c” twice, expected each key once',
    ])
  })

  test('aliases that stand for a hundred million values', () => {
    const levels = Array.from({ length: 8 }, (_, i) => {
      const items = Array.from({ length: 10 }, () => (i === 0 ? 'x' : `*a${i - 1}`))
      return `a${i}: &a${i} [${items.join(', ')}]`
    })
    expect(complaints(levels.join('\n'))).toEqual(['the aliases of this file stand for too much'])
  })

  test('too many aliases', () => {
    const text = `a: &a b\nc: [${'*a, '.repeat(101)}]`
    expect(complaints(text)).toEqual(['found more than 100 aliases, expected fewer'])
  })

  test.each(['[', '{a: ', '- ', '? '])('%s, nested without end', (opening) => {
    expect(complaints(opening.repeat(100_000))).toEqual(['nested too deeply, expected at most 50 levels'])
  })

  test('more than a million characters', () => {
    expect(complaints(`# ${'x'.repeat(1_000_000)}`)).toEqual([
      'found 1000002 characters, expected at most 1000000',
    ])
  })

  test('ten megabytes are refused before they are read', () => {
    // Whoever read them would have more to say.
    const text = `${small}${'[}: no YAML at all\n'.repeat(550_000)}`
    expect(complaints(text)).toEqual([`found ${text.length} characters, expected at most 1000000`])
  })

  test('names that JavaScript gives a meaning mean only themselves', () => {
    const text = small
      .replaceAll('server', '__proto__')
      .replaceAll('client', 'constructor')
      .replaceAll('new', '__proto___')
      .replaceAll('old', 'hasOwnProperty')
      .replaceAll('hello', 'toString')
    const { roles, links, calls, nodes, upgrade } = scenarioOf(text)
    const releases = ['hasOwnProperty', '__proto___']
    expect(roles.map(({ name, releases }) => [name, releases.map((release) => release.name)])).toEqual([
      ['constructor', releases],
      ['__proto__', releases],
    ])
    expect(links.map(({ name }) => name)).toEqual(['constructor-__proto__'])
    expect(calls.map(({ name }) => name)).toContain('toString')
    expect(nodes.map(({ id, role, release }) => `${id} ${role} ${release}`)).toEqual([
      'c1 constructor hasOwnProperty',
      'c2 constructor hasOwnProperty',
      '_1 __proto__ hasOwnProperty',
    ])
    expect(upgrade.steps).toContainEqual({ node: '_1', to: '__proto___' })
  })

  test('an anchor and its alias are no fault', () => {
    const text = small
      .replace('new: { offers: v2', 'new: &new { offers: v2')
      .replace('new: { offers: v3, accepts: v1..v3 }', 'new: *new')
    const [client, server] = scenarioOf(text).roles
    expect(server?.releases[1]).toEqual(client?.releases[1])
  })
})

/** What is edited, the edit with its marks, and the problems. */
type Fault = [from: string, to: string, ...problems: string[]]

const faults: Record<string, Fault[]> = {
  keys: [
    [
      'until: 1 min',
      '▸untli: 1 min',
      'untli: unknown key “untli”, expected title, about, sources, versions, roles, releases, links, has no, holds only if, calls, cluster, exceptions, traffic, network, timing or 8 more (did you mean until?)',
    ],
    [
      'drain: 1 s',
      '▸drian: 1 s',
      'timing.drian: unknown key “drian”, expected drain, down, start or settle (did you mean drain?)',
    ],
    [
      'from: client',
      '▸form: client',

      'links[0].form: unknown key “form”, expected name, from, to, needs, channels, spoils, one direction, over, attempt or pause (did you mean from?)',
    ],
    [
      'without: speed',
      '▸witout: speed',
      'calls.client.fast.witout: unknown key “witout”, expected since, until, without, fallback, missing, names, over, data, source or note (did you mean without?)',
    ],
    [
      'versions: [v1, v2, v3]',
      '▸▸xyz: [v1, v2, v3]',
      ': found no “versions”, expected this key',
      'xyz: unknown key “xyz”, expected title, about, sources, versions, roles, releases, links, has no, holds only if, calls, cluster, exceptions, traffic, network, timing or 8 more',
    ],
    ['fast: { since: v2, ', '▸fast: { ', 'calls.client.fast: found no “since”, expected this key'],
    [
      'drain: 1 s',
      '▸__proto__: 1 s, ▸constructor: 2 s, ▸__proto___: 3 s',
      ...['__proto__', 'constructor', '__proto___'].map(
        (key) => `timing.${key}: unknown key “${key}”, expected drain, down, start or settle`,
      ),
    ],
    [
      'server:\n    old: {',
      'server:\n    __proto__: { speaks: at once, offers: v1, accepts: v1..▸v9 }\n    old: {',
      'roles.server.__proto__.accepts: unknown version “v9”, expected v1, v2 or v3 (did you mean v1?)',
    ],
  ],
  'kinds of values': [
    ['versions: [v1, v2, v3]', 'versions: ▸v1', 'versions: found “v1”, expected a list'],
    [
      'versions: [v1, v2, v3]',
      'versions: ▸[]',
      'versions: found an empty list, expected at least one version',
    ],
    ['{ from: client, to: server }', '▸client', 'links[0]: found “client”, expected a mapping'],
    [
      'drain: 1 s',
      'drain: ▸[1 s]',
      'timing.drain: found a list, expected a duration such as 20 ms, 5 s or 2 min',
    ],
    ['drain: 1 s', '▸drain:', 'timing.drain: found nothing, expected a duration such as 20 ms, 5 s or 2 min'],
    [
      'cluster: { client: 2 × old, server: 1 × old }',
      'cluster: ▸{}',
      'cluster: found an empty mapping, expected at least one role',
    ],
    ['{ hello: 1 s }', '▸[hello]', 'traffic.repeat: found a list, expected a mapping'],
    [
      'hello: v1\n',
      'hello: ▸[v1]\n',
      'calls.client.hello: found a list, expected the version since which it exists, or a mapping with since, until, without, fallback and so on',
    ],
    [
      'latency: 20 ms',
      'latency: ▸[20 ms]',
      'network.latency: found a list, expected a latency such as 20 ms, 20 ms ± 5 ms or 15..25 ms, or a mapping with median and p99',
    ],
    ['latency: 20 ms', '▸latency: { median: 20 ms }', 'network.latency: found no “p99”, expected this key'],
    [
      'v1..v2, source',
      '▸{ v1: v2 }, source',
      'roles.client.new.accepts: found a mapping, expected a version, a range such as Z200..Z201, a list of them, or none',
    ],
    [
      'manual: A manual',
      'manual: { text: A manual, url: ▸manual.html }',
      'sources.manual.url: found “manual.html”, expected an address that begins with https:// or http://',
    ],
    [
      '{ offers: v2, accepts: v1..v2, source: manual }',
      '{ speaks: ▸after, offers: v2 }',
      'roles.client.new.speaks: found “after”, expected at once or after the peer (did you mean after the peer?)',
    ],
    [
      '{ offers: v2, accepts: v1..v2, source: manual }',
      '{ otherwise: ▸explode }',
      'roles.client.new.otherwise: found “explode”, expected close, stall, error, error with supported, error then wait, error then go on, own version or go on',
    ],
  ],
  names: [
    [
      'hello: v1\n',
      '▸hel lo: v1\n',
      'calls.client["hel lo"]: found “hel lo”, expected a name of up to 64 letters, digits and . _ + / : - that begins with a letter, a digit or _',
    ],
    [
      '[v1, v2, v3]',
      '[v1, v2, v3, ▸v4..v5]',
      'versions[3]: found “v4..v5”, expected a name of up to 64 letters, digits and . _ + / : - that begins with a letter, a digit or _',
    ],
    ['[v1, v2, v3]', '[v1, v2, v3, ▸v1]', 'versions[3]: found v1 twice, expected each version once'],
    [
      'offers: v2',
      'offers: ▸w2',
      'roles.client.new.offers: unknown version “w2”, expected v1, v2 or v3 (did you mean v2?)',
    ],
    [
      'source: manual',
      'source: ▸manaul',
      'roles.client.new.source: unknown source “manaul”, expected manual (did you mean manual?)',
    ],
    [
      'to: server }',
      'to: ▸servers }',
      'links[0].to: unknown role “servers”, expected client or server (did you mean server?)',
    ],
    [
      '{ from: client, to: server }',
      '{ from: client, to: server }\n  - ▸{ from: client, to: server }',
      'links[1]: found a second link “client-server”, expected another name',
    ],
    [
      '  server:\n    notify: v1',
      '  ▸sever:\n    notify: v1',
      'calls.sever: unknown role “sever”, expected client or server (did you mean server?)',
    ],
    [
      '    notify: v1',
      '    ▸hello: v1',
      'calls.server.hello: found the call “hello” again, which client makes, expected another name',
    ],
    [
      '    notify: v1',
      '    notify: ▸v0',
      'calls.server.notify: unknown version “v0”, expected v1, v2 or v3 (did you mean v1?)',
    ],
    [
      'since: v2',
      'since: ▸v4',
      'calls.client.fast.since: unknown version “v4”, expected v1, v2 or v3 (did you mean v1?)',
    ],
    [
      'fallback: hello',
      'fallback: ▸hallo',
      'calls.client.fast.fallback: unknown call of client “hallo”, expected hello or fast (did you mean hello?)',
    ],
    [
      'fallback: hello',
      'fallback: ▸fast',
      'calls.client.fast.fallback: found “fast”, which exists since v2, expected a call that is older than v2',
    ],
    [
      'test: hello',
      'test: ▸hell',
      'traffic.test: unknown call “hell”, expected hello or fast (did you mean hello?)',
    ],
    [
      'start: [hello, fast]',
      'start: [hello, ▸fsat]',
      'traffic.start[1]: unknown call “fsat”, expected hello or fast (did you mean fast?)',
    ],
    [
      'start: [hello, fast]',
      'start: [hello, ▸notify]',
      'traffic.start[1]: found “notify”, which is a call of server, expected one of a dialer: hello or fast',
    ],
    [
      'repeat: { hello',
      'repeat: { ▸hallo',
      'traffic.repeat.hallo: unknown call “hallo”, expected hello or fast (did you mean hello?)',
    ],
  ],
  releases: [
    [
      'old: { speaks: at once, offers: v1, accepts: v1 }\n    new: { offers: v2',
      '▸old: { speaks: at once }\n    new: { offers: v2',
      'roles.client.old: the first release of a role must say offers and accepts',
    ],
    [
      'v1..v2, source',
      '▸v2..v1, source',
      'roles.client.new.accepts: the range v2..v1 is the wrong way round, expected v1..v2, oldest first',
    ],
    [
      'v1..v2, source',
      'v1..▸v4, source',
      'roles.client.new.accepts: unknown version “v4”, expected v1, v2 or v3 (did you mean v1?)',
    ],
    [
      'v1..v2, source',
      '[v1, ▸v1..v2], source',
      'roles.client.new.accepts[1]: found v1 twice, expected each version once',
    ],
    [
      'v1..v2, source',
      '▸[], source',
      'roles.client.new.accepts: found an empty list, expected at least one version',
    ],
  ],
  cluster: [
    [
      'client: 2 × old',
      'client: 2 × ▸odl',
      'cluster.client: unknown release of client “odl”, expected old or new (did you mean old?)',
    ],
    ['client: 2 × old', 'client: ▸0 × old', 'cluster.client: found “0 × old”, expected at least one node'],
    [
      'client: 2 × old, server: 1 × old',
      'client: 2 × old, server: ▸999999999 × old',
      'cluster.server: found “999999999 × old”, expected at most 1000000000 nodes in all',
    ],
    [
      'client: 2 × old',
      'client: { c1: old, ▸server: old }',
      'cluster.client.server: found a node “server”, which is a role, expected another name',
    ],
    [
      'client: 2 × old, server: 1 × old',
      'client: { s1: old, c1: old }, server: ▸1 × old',
      'cluster.server: found a second node “s1”, expected another name',
    ],
    [
      '{ client: 2 × old, server',
      '{ client: 2 × old, ▸sever: 1 × old, server',
      'cluster.sever: unknown role “sever”, expected client or server (did you mean server?)',
    ],
  ],
  times: [
    [
      'drain: 1 s',
      'drain: ▸1 sec.',
      'timing.drain: found “1 sec.”, expected a duration such as 20 ms, 5 s or 2 min',
    ],
    ['drain: 1 s', 'drain: ▸-1 s', 'timing.drain: found “-1 s”, expected a duration that is not negative'],
    ['drain: 1 s', 'drain: ▸2 years', 'timing.drain: found “2 years”, expected at most a year (365 d)'],
    ['hello: 1 s', 'hello: ▸0', 'traffic.repeat.hello: found “0”, expected a duration of at least 1 ms'],
    ['until: 1 min', 'until: ▸soon', 'until: found “soon”, expected a duration such as 20 ms, 5 s or 2 min'],
    [
      'latency: 20 ms',
      'latency: ▸20 ms ± 30 ms',
      'network.latency: found “20 ms ± 30 ms”, expected a spread that keeps the latency positive',
    ],
    [
      'latency: 20 ms',
      'latency: ▸25..15 ms',
      'network.latency: found “25..15 ms”, which is the wrong way round, expected the shorter one first',
    ],
    [
      'latency: 20 ms',
      'latency: 20 ms ± ▸5 mss',
      'network.latency: found “5 mss”, expected a duration such as 20 ms, 5 s or 2 min',
    ],
    [
      'latency: 20 ms',
      'latency: ▸quick',
      'network.latency: found “quick”, expected a latency such as 20 ms, 20 ms ± 5 ms or 15..25 ms',
    ],
    [
      'latency: 20 ms',
      'latency: { median: 20 ms, p99: ▸10 ms }',
      'network.latency.p99: found “10 ms”, expected at least the median, 20 ms',
    ],
    [
      'to: server }',
      'to: server, pause: { first: 5 s, longest: ▸1 s } }',
      'links[0].pause.longest: found “1 s”, expected at least the first pause, 5000 ms',
    ],
    [
      'to: server }',
      'to: server, pause: { first: ▸0 s } }',
      'links[0].pause.first: found “0 s”, expected a duration of at least 1 ms',
    ],
  ],
  upgrade: [
    [
      'to: { client: new',
      'to: { ▸cleint: new, client: new',
      'upgrade.to.cleint: unknown role or node “cleint”, expected client, server, c1, c2 or s1 (did you mean client?)',
    ],
    [
      'to: { client: new',
      'to: { c1: ▸newer, client: new',
      'upgrade.to.c1: unknown release of client “newer”, expected old or new (did you mean new?)',
    ],
    [
      '[client, server]',
      '[▸cleint, server]',
      'upgrade.order[0]: unknown role or node “cleint”, expected client, server, c1, c2 or s1 (did you mean client?)',
    ],
    [
      '[client, server]',
      '[client, server, ▸client]',
      'upgrade.order[2]: client is named twice, expected each node once',
    ],
    [
      '[client, server]',
      '[client, server, ▸c2]',
      'upgrade.order[2]: c2 names c2 again, after client, expected each node once',
    ],
    [
      'order: [client, server]',
      '▸order: [c1, server]',
      'upgrade.order: the order leaves out c2, expected every node that changes its release',
    ],
    ['[client, server]', '▸[]', 'upgrade.order: found an empty list, expected at least one role or node'],
    [
      'to: { client: new, server: new }\n  order: [client, server]',
      'to: { client: new }\n  order: [client, ▸server]',
      'upgrade.order[1]: no node of server changes its release',
    ],
  ],
}

for (const [kind, cases] of Object.entries(faults)) {
  describe(kind, () => {
    test.each(cases)('%s → %s', (from, to, ...problems) => {
      expectProblems(edit(small, from, to), problems)
    })
  })
}

test('the small file itself is sound', () => {
  expect(complaints(small)).toEqual([])
})

test('all problems come at once, in the order of their places', () => {
  const text = small
    .replace('offers: v2', 'offers: ▸v9')
    .replace('to: server }', 'to: server, ▸neds: any }')
    .replace('2 × old', '2 × ▸odl')
    .replace('drain: 1 s', 'drain: ▸[1 s]')
    .replace('order: [client', 'order: [▸cilent')
  expectProblems(text, [
    'roles.client.new.offers: unknown version “v9”, expected v1, v2 or v3 (did you mean v1?)',
    'links[0].neds: unknown key “neds”, expected name, from, to, needs, channels, spoils, one direction, over, attempt or pause (did you mean needs?)',
    'cluster.client: unknown release of client “odl”, expected old or new (did you mean old?)',
    'timing.drain: found a list, expected a duration such as 20 ms, 5 s or 2 min',
    'upgrade.order[0]: unknown role or node “cilent”, expected client, server, c1, c2 or s1 (did you mean client?)',
  ])
})

test('a text that is too long is not repeated in full', () => {
  expectProblems(edit(small, 'manual: A manual', `manual: ▸${'x'.repeat(1001)}`), [
    `sources.manual: found “${'x'.repeat(40)}…”, expected at most 1000 characters`,
  ])
})

test('a misspelt key explains what is missing because of it', () => {
  const text = edit(
    small,
    'old: { speaks: at once, offers: v1, accepts: v1 }\n    new: { offers: v2',
    'old: { speaks: at once, offers: v1, ▸acepts: v1 }\n    new: { offers: v2',
  )
  expectProblems(text, [
    'roles.client.old.acepts: unknown key “acepts”, expected label, about, like, speaks, offers, answers, replies, accepts, reads, requires, unknown flags, otherwise, falls to, when refused, detects fallback or 13 more (did you mean accepts?)',
  ])
})

test('a fault in what an alias stands for is where it was written', () => {
  const text = small
    .replace('new: { offers: v2, accepts: v1..v2, source: manual }', 'new: &new { offers: ▸v9 }')
    .replace('new: { offers: v3, accepts: v1..v3 }', 'new: *new')
  const result = parseScenario(text.replace('▸', ''), 'test.yaml')
  expect(result.ok ? [] : result.faults.map(({ path, line, column }) => ({ path, line, column }))).toEqual([
    { path: 'roles.client.new.offers', line: 8, column: 25 },
    { path: 'roles.server.new.offers', line: 8, column: 25 },
  ])
})

test('a fallback that an unknown version hides is not told as well', () => {
  expectProblems(edit(small, 'fast: { since: v2', 'fast: { since: ▸v9'), [
    'calls.client.fast.since: unknown version “v9”, expected v1, v2 or v3 (did you mean v1?)',
  ])
})

test('ten thousand nodes, named one by one, and an order that names each', () => {
  const ids = Array.from({ length: 9_999 }, (_, i) => `node${i}`)
  const text = small
    .replace('client: 2 × old', `client: { ${ids.map((id) => `${id}: old`).join(', ')} }`)
    .replace('order: [client', `order: [${ids.join(', ')}`)
  expect(scenarioOf(text).upgrade.steps.length).toBe(10_000)
  expect(complaints(text.replaceAll(': old,', ': odl,')).length).toBe(100)
})

test.each(['HTTP/2', '1.99', '3.1+', 'клиент', '_', 'a:b', 'v1.0-rc.2', 'x'.repeat(64)])(
  '%s is a name',
  (name) => {
    expect(scenarioOf(small.replaceAll('v3', name)).versions).toContain(name)
  },
)

test.each(['a b', 'a..b', '-a', 'a-', '.', '×', 'a@b', 'x'.repeat(65), '"a\u202eb"', '""'])(
  '%s is none',
  (name) => {
    expect(complaints(small.replaceAll('[v1, v2, v3]', `[v1, v2, v3, ${name}]`))).toEqual([
      expect.stringContaining('expected a name of up to 64 letters'),
    ])
  },
)

test('JSON is read as well', () => {
  const json = {
    versions: [1, 2],
    roles: {
      client: { a: { speaks: 'at once', offers: 1, accepts: ['1'] } },
      server: { b: { speaks: 'at once', offers: '2', accepts: '1..2' } },
    },
    links: [{ from: 'client', to: 'server', needs: 'any' }],
    cluster: { client: 'a', server: { s: 'b' } },
    timing: { drain: 250, down: 0.5 },
  }
  const scenario = scenarioOf(JSON.stringify(json, null, 2))
  expect(scenario.versions).toEqual(['1', '2'])
  expect(scenario.roles[1]?.releases[0]?.rules.accepts).toEqual(['1', '2'])
  expect(scenario.timing).toMatchObject({ drain: 250, down: 0.5 })
})

test.each([
  ['scenarios/zeo-2002.yaml', 'zeo-2002'],
  ['C:\\scenarios\\a.b.json', 'a.b'],
  ['plain', 'plain'],
  ['', 'scenario'],
])('the scenario in %s is called %s', (file, name) => {
  expect(scenarioOf(small, file)).toMatchObject({ name, title: name })
})
