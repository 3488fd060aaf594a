/** Every kind of mistake in what a plan goes by, at its place. */
import { describe, expect, test } from 'vitest'
import { complaints, edit, expectProblems, zeo2002 } from './broken.ts'
import { planned } from './planned.ts'

/** What is edited, the edit with its marks, and the problems. */
type Mistake = [from: string, to: string, ...problems: string[]]

const wire = 'raised: on each node, of: broker }'
const operations = 'operations:\n'
const repair = 'one release of: broker, because'
const seldom = '- { among: broker, releases: 2, effect: degraded, because: it is slow }'

const mistakes: Record<string, Mistake[]> = {
  levels: [
    [
      'start: some',
      'start: ▸sum',
      'levels.flags.start: unknown value of flags “sum”, expected none, some or all (did you mean some?)',
    ],
    [
      'values: [none, some, all]',
      'values: [none, some, all, ▸some]',
      'levels.flags.values[3]: found some twice, expected each value once',
    ],
    [
      'values: [e1, e2]',
      'values: ▸[e1]',
      'levels.era.values: found a list, expected at least two values, lowest first',
    ],
    [
      'values: [e1, e2], raised',
      'values: ▸e1..e2, raised',
      'levels.era.values: found “e1..e2”, expected a list',
    ],
    ['era: { values: [e1, e2], raised', '▸era: { raised', 'levels.era: found no “values”, expected this key'],
    [
      'raised: automatically',
      'raised: ▸automaticaly',
      'levels.era.raised: found “automaticaly”, expected by an operator, on each node or automatically (did you mean automatically?)',
    ],
    [
      'of: [broker]\n',
      'of: [broker, ▸brokers]\n',
      'levels.flags.of[1]: unknown role “brokers”, expected broker or agent (did you mean broker?)',
    ],
    [
      wire,
      'raised: on each node, of: ▸none }',
      'levels.wire.of: unknown role “none”, expected broker or agent',
    ],
    [
      'of: [broker]\n',
      'of: [broker, ▸broker]\n',
      'levels.flags.of[1]: found “broker” twice, expected it once',
    ],
    ['reversible: no', 'reversible: ▸never', 'levels.flags.reversible: found “never”, expected yes or no'],
    [
      'drops connections: yes',
      '▸drop connections: yes',
      'levels.flags["drop connections"]: unknown key “drop connections”, expected about, values, start, raised, of, reversible, transitional, drops connections, unknown members, source or note (did you mean drops connections?)',
    ],
    [
      'raised: automatically, unknown members: ignore',
      '▸unknown members: ignore',
      'levels.era["unknown members"]: says what unknown members do, but is raised by an operator: expected raised: automatically beside it',
    ],
    [
      'source: policy\n',
      'source: ▸polcy\n',
      'levels.flags.source: unknown source “polcy”, expected policy (did you mean policy?)',
    ],
  ],
  'what releases say of levels': [
    [
      'levels: { wire: low }',
      'levels: { ▸wired: low }',
      'roles.broker["b-1"].levels.wired: unknown level “wired”, expected wire, flags or era (did you mean wire?)',
    ],
    [
      'levels: { wire: low }',
      'levels: { wire: ▸lo }',
      'roles.broker["b-1"].levels.wire: unknown value of wire “lo”, expected low or high (did you mean low?)',
    ],
    [
      'wire: low..high,',
      'wire: ▸high..low,',
      'roles.broker["b-2"].levels.wire: the range high..low is the wrong way round, expected low..high, lowest first',
    ],
    [
      'flags: [none, some] }',
      'flags: [none, ▸none..some] }',
      'roles.broker["b-2"].levels.flags[1]: found none twice, expected each value of flags once',
    ],
    [
      'wire: low..high,',
      'wire: ▸none,',
      'roles.broker["b-2"].levels.wire: unknown value of wire “none”, expected low or high',
    ],
    [
      'wire: low..high,',
      'wire: ▸{ low: high },',
      'roles.broker["b-2"].levels.wire: found a mapping, expected a value, a range such as 3.8..3.9, or a list of them',
    ],
    [
      'offers: P2, with: { flags',
      'offers: P2, levels: { ▸wire: low }, with: { flags',
      'roles.agent["a-2"].levels.wire: found “wire”, at which no agent stands, expected it to be of agent as well',
    ],
    [
      'offers: P2, with: { flags',
      'offers: P2, levels: { ▸flags: some }, with: { flags',
      'roles.agent["a-2"].levels.flags: found “flags”, at which no agent stands, expected it to be of agent as well',
    ],
    [
      'with: { flags: { all: { offers: P3 } }',
      'with: { ▸wire: { low: { offers: P3 } }',
      'roles.agent["a-2"].with.wire: found “wire”, at which no agent stands, expected it to be of agent as well',
    ],
    [
      'with: { flags: { all',
      'with: { ▸flogs: { all',
      'roles.agent["a-2"].with.flogs: unknown level “flogs”, expected wire, flags or era (did you mean flags?)',
    ],
    [
      'with: { flags: { all',
      'with: { flags: { ▸al',
      'roles.agent["a-2"].with.flags.al: unknown value of flags “al”, expected none, some or all (did you mean all?)',
    ],
    [
      '{ wire: { high: { accepts: P2..P3 } } }',
      '{ wire: { high: { accepts: P2..▸P9 } } }',
      'roles.broker["b-3"].with.wire.high.accepts: unknown version “P9”, expected P1, P2, P3 or P4 (did you mean P1?)',
    ],
    [
      '{ wire: { high: { accepts: P2..P3 } } }',
      '{ wire: { high: { ▸lacks: it } } }',
      'roles.broker["b-3"].with.wire.high.lacks: unknown key “lacks”, expected speaks, offers, answers, replies, accepts, reads, requires, unknown flags, otherwise, falls to, when refused, detects fallback, patience, meanwhile, logs or 2 more',
    ],
    [
      '{ wire: { high: { accepts: P2..P3 } } }',
      '{ wire: { high: { otherwise: ▸go on } } }',
      'roles.broker["b-3"].with.wire.high.otherwise: goes on without agreement, expected “falls to” beside it: the version it goes on at',
    ],
    [
      'as: { dialer: { otherwise: error } }',
      'as: { ▸dailer: { otherwise: error } }',
      'roles.broker["b-2"].with.wire.high.as.dailer: unknown place of broker “dailer”, expected dialer, acceptor, mesh, mesh dialer, mesh acceptor, agent-broker or agent-broker acceptor (did you mean dialer?)',
    ],
    [
      'as: { dialer: { otherwise: error } }',
      'as: { dialer: { otherwise: ▸go on } }',
      'roles.broker["b-2"].with.wire.high.as.dialer.otherwise: goes on without agreement, expected “falls to” beside it: the version it goes on at',
    ],
    [
      'flags: { all: { offers: P3 } }',
      'flags: { all: { ▸data: { reads: F1 } } }',
      'roles.agent["a-2"].with.flags.all.data: found no “writes”, expected the form in which it writes data',
    ],
    [
      'reads: [F1, F2] }, as',
      'reads: [F1, ▸F1] }, as',
      'roles.broker["b-2"].with.wire.high.data.reads[1]: found “F1” twice, expected it once',
    ],
    [
      'flags: { all: { offers: P3 } }',
      'flags: ▸{}',
      'roles.agent["a-2"].with.flags: found an empty mapping, expected at least one value',
    ],
    [
      'way back: none',
      'way back: ▸closed',
      'roles.broker["b-4"]["way back"]: found “closed”, expected open or none',
    ],
  ],
  operations: [
    [
      repair,
      'one release of: ▸broke, because',
      'operations.repair["one release of"]: unknown role “broke”, expected broker or agent (did you mean broker?)',
    ],
    [
      'repair: { about: Compares replicas, one release of: broker,',
      '▸repair: { about: Compares replicas,',
      'operations.repair: found no “one release of”, expected this key',
    ],
    [
      'each other, source: policy }',
      'each other, source: ▸police }',
      'operations.repair.source: unknown source “police”, expected policy (did you mean policy?)',
    ],
  ],
  'names that are taken': [
    [
      'era: { values',
      '▸agent: { values',
      'levels.agent: found a level “agent”, which is a role, expected another name',
    ],
    [
      'era: { values',
      '▸y2: { values',
      'levels.y2: found a level “y2”, which is a node, expected another name',
    ],
    [
      operations,
      `${operations}  ▸era: { one release of: broker }\n`,
      'operations.era: found an operation “era”, which is a level, expected another name',
    ],
    [
      operations,
      `${operations}  ▸broker: { one release of: broker }\n`,
      'operations.broker: found an operation “broker”, which is a role, expected another name',
    ],
    [
      operations,
      `${operations}  ▸x1: { one release of: broker }\n`,
      'operations.x1: found an operation “x1”, which is a node, expected another name',
    ],
  ],
  skew: [
    [
      'of: agent, against: [broker]',
      'of: ▸agents, against: [broker]',
      'skew[0].of: unknown role “agents”, expected broker or agent (did you mean agent?)',
    ],
    [
      'of: agent, against: [broker]',
      'of: agent, against: [broker, ▸broke]',
      'skew[0].against[1]: unknown role “broke”, expected broker or agent (did you mean broker?)',
    ],
    [
      'when: a-2',
      'when: [a-2, ▸b-2]',
      'skew[1].when[1]: unknown release of agent “b-2”, expected a-1 or a-2 (did you mean a-2?)',
    ],
    ['older: 2', 'older: ▸-2', 'skew[0].older: found “-2”, expected a whole number from 0 to 1000, or any'],
    ['older: 2', 'older: ▸two', 'skew[0].older: found “two”, expected a whole number from 0 to 1000, or any'],
    ['older: 2', 'older: ▸[2]', 'skew[0].older: found a list, expected a whole number or any'],
    [
      '- { of: agent, against: broker, when: a-2, older: any, newer: 1,',
      '- ▸{ of: agent, against: broker, when: a-2, older: any,',
      'skew[1]: limits neither “older” nor “newer”, expected a whole number for one of them',
    ],
    ['over: same host', 'over: ▸host', 'skew[1].over: found “host”, expected every or same host'],
    [
      'effect: unsupported',
      'effect: ▸unsuported',
      'skew[0].effect: found “unsuported”, expected fails, unsupported or degraded (did you mean unsupported?)',
    ],
    [
      'so they say, source: policy',
      'so they say, source: ▸pol1cy',
      'skew[0].source: unknown source “pol1cy”, expected policy (did you mean policy?)',
    ],
    ['releases: 2', 'releases: ▸0', 'skew[2].releases: found “0”, expected a whole number from 1 to 1000'],
    [
      'among: broker',
      'among: [broker, ▸brker]',
      'skew[2].among[1]: unknown role “brker”, expected broker or agent (did you mean broker?)',
    ],
    [
      '- { of: agent, against: [broker], older',
      '- { of: agent, against: [broker], ▸among: broker, older',
      'skew[0].among: found “among” beside “of”, expected an entry of its own with among and releases',
    ],
    [
      seldom,
      '- { among: broker, releases: 2, ▸newer: 1 }',
      'skew[2].newer: found “newer” beside “among”, expected an entry of its own with of and against',
    ],
    [
      seldom,
      '- { among: broker, releases: 2, ▸becase: it is slow }',
      'skew[2].becase: unknown key “becase”, expected among, releases, effect, because or source (did you mean because?)',
    ],
    [seldom, '- ▸{ among: broker }', 'skew[2]: found no “releases”, expected this key'],
    [seldom, '- ▸{ of: broker, older: 1 }', 'skew[2]: found no “against”, expected this key'],
    [
      seldom,
      '- ▸two releases',
      'skew[2]: found “two releases”, expected a mapping with of and against, or with among and releases',
    ],
  ],
  service: [
    [
      'quorum: broker',
      'quorum: ▸brokr',
      'service.quorum: unknown role “brokr”, expected broker or agent (did you mean broker?)',
    ],
    [
      'connected: [broker, agent]',
      'connected: [broker, ▸agnet]',
      'service.connected[1]: unknown role “agnet”, expected broker or agent (did you mean agent?)',
    ],
    [
      'floor: { broker: 2 }',
      'floor: { broker: ▸4 }',
      'service.floor.broker: found “4”, expected a whole number from 1 to 3: broker has 3 nodes',
    ],
    [
      'floor: { broker: 2 }',
      'floor: { broker: ▸0 }',
      'service.floor.broker: found “0”, expected a whole number from 1 to 3: broker has 3 nodes',
    ],
    [
      'floor: { broker: 2 }',
      'floor: { ▸broke: 2 }',
      'service.floor.broke: unknown role “broke”, expected broker or agent (did you mean broker?)',
    ],
    [
      'service: { quorum: broker, connected: [broker, agent], floor: { broker: 2 } }',
      'service: ▸{}',
      'service: found an empty mapping, expected quorum, connected or floor',
    ],
  ],
  paths: [
    [
      'agent: { a-1',
      '▸agents: { a-1',
      'paths.agents: unknown role “agents”, expected broker or agent (did you mean agent?)',
    ],
    [
      'a-1: [a-2]',
      '▸a-0: [a-2]',
      'paths.agent["a-0"]: unknown release of agent “a-0”, expected a-1 or a-2 (did you mean a-1?)',
    ],
    [
      'a-1: [a-2]',
      'a-1: [a-2, ▸b-2]',
      'paths.agent["a-1"][1]: unknown release of agent “b-2”, expected a-1 or a-2 (did you mean a-2?)',
    ],
    ['a-1: [a-2]', 'a-1: ▸a-1', 'paths.agent["a-1"]: found “a-1” for itself, expected another release'],
    [
      'a-1: [a-2]',
      'a-1: [a-2, ▸a-1]',
      'paths.agent["a-1"][1]: found “a-1” for itself, expected another release',
    ],
    ['a-1: [a-2]', 'a-1: [a-2, ▸a-2]', 'paths.agent["a-1"][1]: found “a-2” twice, expected it once'],
    [
      'broker: one at a time',
      'broker: ▸one by one',
      'paths.broker: found “one by one”, expected one at a time',
    ],
    [
      'broker: one at a time',
      'broker: ▸[b-1, b-2]',
      'paths.broker: found a list, expected one at a time, or a mapping from releases to those that each can be upgraded to',
    ],
  ],
  hosts: [
    [
      'x1: { release: b-1, host: h1 }',
      'x1: { release: b-1, host: ▸the first }',
      'cluster.broker.x1.host: found “the first”, expected a name of up to 64 letters, digits and . _ + / : - that begins with a letter, a digit or _',
    ],
    [
      'x1: { release: b-1, host: h1 }',
      'x1: { release: b-1, ▸hots: h1 }',
      'cluster.broker.x1.hots: unknown key “hots”, expected release, fallback or host (did you mean host?)',
    ],
  ],
  'what changes': [
    [
      'flags: all }\n',
      'flags: ▸every }\n',
      'upgrade.to.flags: unknown value of flags “every”, expected none, some or all',
    ],
    [
      'flags: all }\n',
      'flags: ▸none }\n',
      'upgrade.to.flags: found “none”, but flags stands at some and cannot be lowered',
    ],
    [
      'flags: all }\n',
      'flags: all, ▸era: e2 }\n',
      'upgrade.to.era: found “era”, which the cluster raises by itself, expected a level that is raised by an operator or on each node',
    ],
    [
      'flags: all }\n',
      '▸flag: all }\n',
      'upgrade.to.flag: unknown role, level or node “flag”, expected broker, agent, wire, flags, era, x1, x2, x3, y1 or y2 (did you mean flags?)',
    ],
    [
      'flags: all }\n',
      'flags: all, ▸repair: done }\n',
      'upgrade.to.repair: found “repair”, which is an operation and begins and ends in every upgrade, expected a role, a level or a node',
    ],
    [
      'keep: [working, supported]',
      'keep: [working, ▸suported]',
      'upgrade.keep[1]: found “suported”, expected open, working, preferred, service, readable or supported (did you mean supported?)',
    ],
    [
      'keep: [working, supported]',
      'keep: [working, ▸working]',
      'upgrade.keep[1]: found “working” twice, expected it once',
    ],
    [
      'keep: [working, supported]',
      'keep: ▸[]',
      'upgrade.keep: found an empty list, expected at least one condition',
    ],
    [
      'keep: [working, supported]',
      'keep: ▸{ working: yes }',
      'upgrade.keep: found a mapping, expected open, working, preferred, service, readable, supported or a list of them',
    ],
  ],
  pace: [
    [
      'keep: [working, supported]',
      'keep: working\n  pace: { ▸brokr: 2 }',
      'upgrade.pace.brokr: unknown role “brokr”, expected broker or agent (did you mean broker?)',
    ],
    [
      'keep: [working, supported]',
      'keep: working\n  pace: { broker: ▸0 }',
      'upgrade.pace.broker: found “0”, expected a whole number from 1 on, or all',
    ],
  ],
  through: [
    [
      'broker: [b-2, b-3], x2',
      'broker: [b-2, ▸b-5], x2',
      'upgrade.through.broker[1]: unknown release of broker “b-5”, expected b-1, b-2, b-3 or b-4 (did you mean b-1?)',
    ],
    [
      'x2: b-3 }',
      'x2: ▸a-2 }',
      'upgrade.through.x2: unknown release of broker “a-2”, expected b-1, b-2, b-3 or b-4 (did you mean b-2?)',
    ],
    [
      'broker: [b-2, b-3], x2',
      'broker: [b-2, b-3, ▸b-2], x2',
      'upgrade.through.broker[2]: found “b-2” twice, expected it once',
    ],
    [
      'x2: b-3 }',
      'x2: ▸b-4 }',
      'upgrade.through.x2: found “b-4”, expected a release that lies on the way from b-1 to b-4',
    ],
    [
      'x2: b-3 }',
      '▸flags: some }',
      'upgrade.through.flags: found “flags”, which goes through each of its values, expected a role or a node',
    ],
    [
      'x2: b-3 }',
      '▸agnet: a-1 }',
      'upgrade.through.agnet: unknown role or node “agnet”, expected broker, agent, x1, x2, x3, y1 or y2 (did you mean agent?)',
    ],
  ],
  variants: [
    [
      'levels: { wire: { of: [broker, agent] } }',
      'levels: { ▸wired: { of: [broker, agent] } }',
      'variants.gentle.levels.wired: unknown level “wired”, expected wire, flags or era (did you mean wire?)',
    ],
    [
      'operations: { repair: { because',
      'operations: { ▸repare: { because',
      'variants.gentle.operations.repare: unknown operation “repare”, expected repair (did you mean repair?)',
    ],
    [
      'levels: { wire: { of: [broker, agent] } }',
      'levels: { wire: { of: [broker, ▸agnt] } }',
      'variants.gentle.levels.wire.of[1]: unknown role “agnt”, expected broker or agent (did you mean agent?)',
    ],
    [
      'floor: { agent: 1 }',
      'floor: { agent: ▸3 }',
      'variants.gentle.service.floor.agent: found “3”, expected a whole number from 1 to 2: agent has 2 nodes',
    ],
    [
      'upgrade: { keep: open }',
      'upgrade: { to: { flags: ▸none } }',
      'variants.gentle.upgrade.to.flags: found “none”, but flags stands at some and cannot be lowered',
    ],
  ],
}

for (const [kind, cases] of Object.entries(mistakes)) {
  describe(kind, () => {
    test.each(cases)('%s → %s', (from, to, ...problems) => {
      expectProblems(edit(planned, from, to), problems)
    })
  })
}

test('the scenario itself is sound', () => {
  expect(complaints(planned)).toEqual([])
})

test('a node that is called as a step of another one', () => {
  const plain = edit(planned, '    levels: { wire: { of: [broker, agent] } }\n', '')
  const text = edit(edit(plain, 'y2: a-1', 'x3.wire: a-1'), 'wire: { about', '▸wire: { about')
  expectProblems(text, ['levels.wire: is raised in a step “x3.wire”, which is a node, expected another name'])
})

test('steps of two levels that are called alike', () => {
  const text = `
versions: [V1]
roles: { a: { r1: { speaks: at once, offers: V1, accepts: V1 } } }
links: [{ from: a, to: a }]
levels:
  c: { values: [low, high], raised: on each node }
  ▸b.c: { values: [low, high], raised: on each node }
cluster: { a: { x: r1, x.b: r1 } }
upgrade: { to: { c: high, b.c: high } }
`
  expectProblems(text, [
    'levels["b.c"]: is raised in a step “x.b.c”, which is a step of c, expected another name',
  ])
})

test('releases on the way of a node that does not change', () => {
  const text = edit(
    edit(planned, 'to: { broker: b-4,', 'to: { broker: b-4, x2: b-1,'),
    'x2: b-3 }',
    '▸x2: b-3 }',
  )
  expectProblems(text, [
    'upgrade.through.x2: x2 does not change its release, expected a role or a node that changes its release',
  ])
})

test('releases on the way of a role whose nodes all go another way', () => {
  const text = edit(planned, '{ broker: [b-2, b-3], x2: b-3 }', '{ ▸broker: b-2, x1: b-2, x2: b-3, x3: b-3 }')
  expectProblems(text, [
    'upgrade.through.broker: no node of broker goes through it, expected a role or a node that changes its release',
  ])
})

test('levels where there are none', () => {
  const text = zeo2002.replace('    ZODB-3.2: { offers', '    ZODB-3.2: { levels: { fcv: low }, offers')
  expect(complaints(text)).toEqual([
    'found the level “fcv”, expected it among the levels of the scenario, which has none',
  ])
})

test('an upgrade of which a variant says something otherwise, where there is none', () => {
  const text = planned
    .replace(/upgrade:\n[\s\S]*?variants:/, 'variants:')
    .replace('upgrade: {', '▸upgrade: {')
  expectProblems(text, ['variants.gentle.upgrade: said like this, found no “to”, expected this key'])
})

test('what is wrong in one part keeps nothing of the others back', () => {
  const edits: [string, string][] = [
    ['way back: none', 'way back: ▸closed'],
    ['raised: automatically', 'raised: ▸never'],
    ['effect: unsupported', 'effect: ▸bad'],
    ['floor: { broker: 2 }', 'floor: { broker: ▸9 }'],
    ['broker: one at a time', 'broker: ▸one'],
    ['to: { broker: b-4,', 'to: { broker: ▸b-9,'],
    ['keep: [working, supported]', 'keep: ▸wroking'],
  ]
  const text = edits.reduce((before, [from, to]) => edit(before, from, to), planned)
  expectProblems(text, [
    'roles.broker["b-4"]["way back"]: found “closed”, expected open or none',
    'levels.era.raised: found “never”, expected by an operator, on each node or automatically',
    'skew[0].effect: found “bad”, expected fails, unsupported or degraded',
    'service.floor.broker: found “9”, expected a whole number from 1 to 3: broker has 3 nodes',
    'paths.broker: found “one”, expected one at a time',
    'upgrade.to.broker: unknown release of broker “b-9”, expected b-1, b-2, b-3 or b-4 (did you mean b-1?)',
    'upgrade.keep: found “wroking”, expected open, working, preferred, service, readable or supported (did you mean working?)',
  ])
})
