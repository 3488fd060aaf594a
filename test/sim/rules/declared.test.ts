/** What the rules that a scenario declares say of a mixed state: skew, mixtures, levels, data, operations and steps. */
import { describe, expect, test } from 'vitest'
import { formsOf, judgeData } from '#sim/rules/data.ts'
import { judgeLevels, judgeStart } from '#sim/rules/levels.ts'
import { judgeOperations } from '#sim/rules/operations.ts'
import { ruleNames } from '#sim/rules/rule-name.ts'
import { judgeMixtures, judgeSkew } from '#sim/rules/skew.ts'
import { judgeChange } from '#sim/rules/steps.ts'
import type { Finding } from '#sim/rules/verdict.ts'
import { whileDown } from '#sim/rules/view.ts'
import { level, levelled } from '../levelled.ts'
import { scenarioOf } from '../scenario/broken.ts'
import { small } from '../small.ts'
import { down, present, viewWith } from './view.ts'

const keep = new Set(['working', 'supported'] as const)

const say = (findings: readonly Finding[]) =>
  findings.map(({ rule, severity, reason, source }) => `${rule}, ${severity}: ${reason} (${source ?? ''})`)

const told = (rest: string) =>
  scenarioOf(`
versions: [V1, V2, V3]
sources: { guide: A guide }
roles:
  client:
    c-1: { speaks: at once, offers: V1, accepts: V1..V3, source: guide }
    c-2: { offers: V2 }
    c-3: { offers: V3 }
  server:
    s-1: { speaks: after the peer, offers: V1, answers: lower, accepts: V1..V3 }
    s-2: { offers: V2 }
    s-3: { offers: V3 }
links: [{ from: client, to: server }]
cluster: { client: c-1, server: s-1 }
${rest}
`)

describe('skew', () => {
  const skew = (said: string, ...nodes: string[]) => {
    const scenario = told(`skew: [{ of: client, against: server, ${said} }]`)
    return say(judgeSkew(viewWith(scenario, nodes), keep))
  }

  test.each([
    ['older: 1', 'client c-1', 'server s-2', null],
    [
      'older: 1',
      'client c-1',
      'server s-3',
      'client c-1 is 2 releases older than server s-3, where it may be 1 older at most',
    ],
    [
      'older: 0',
      'client c-1',
      'server s-2',
      'client c-1 is 1 release older than server s-2, where it may not be older',
    ],
    ['older: 0', 'client c-3', 'server s-1', null],
    ['newer: 1', 'client c-2', 'server s-1', null],
    [
      'newer: 1',
      'client c-3',
      'server s-1',
      'client c-3 is 2 releases newer than server s-1, where it may be 1 newer at most',
    ],
    [
      'newer: 0',
      'client c-2',
      'server s-1',
      'client c-2 is 1 release newer than server s-1, where it may not be newer',
    ],
    ['older: 0, newer: 0', 'client c-2', 'server s-2', null],
  ])('%s: %s beside %s', (said, client, server, reason) => {
    expect(skew(said, client, server)).toEqual(reason === null ? [] : [`skew 1, unsafe: ${reason} ()`])
  })

  test('is asked of those that it is about, against each of the others', () => {
    expect(skew('older: 0', 'server s-3', 'client c-1', 'client c-3', 'server s-2')).toEqual([
      'skew 1, unsafe: client c-1 is 2 releases older than server s-3, where it may not be older ()',
      'skew 1, unsafe: client c-1 is 1 release older than server s-2, where it may not be older ()',
    ])
    expect(skew('older: 0, when: [c-2]', 'client c-1', 'client c-2', 'server s-3')).toEqual([
      'skew 1, unsafe: client c-2 is 1 release older than server s-3, where it may not be older ()',
    ])
  })

  test('says why, where from, which rule it is, and how bad that is', () => {
    const scenario = told(
      'skew: [{ of: client, against: server, older: 2 }, { of: client, against: server, older: 0, effect: unsupported, because: so they say, source: guide }]',
    )
    expect(say(judgeSkew(viewWith(scenario, ['client c-1', 'server s-2']), keep))).toEqual([
      'skew 2, unsupported: client c-1 is 1 release older than server s-2, where it may not be older: so they say (guide)',
    ])
  })

  test('of one role is between two crowds of it', () => {
    const scenario = told('skew: [{ of: server, against: server, older: 0 }]')
    expect(say(judgeSkew(viewWith(scenario, ['2 × server s-2', 'server s-1']), keep))).toEqual([
      'skew 1, unsafe: server s-1 is 1 release older than server s-2, where it may not be older ()',
    ])
    expect(judgeSkew(viewWith(scenario, ['2 × server s-2']), keep)).toEqual([])
  })

  test('over the same host asks those only that share one', () => {
    const scenario = told('skew: [{ of: client, against: server, older: 0, over: same host }]')
    const found = (client: string | null, server: string | null) =>
      judgeSkew(
        viewWith(scenario, [
          present(scenario, 'client c-1', { host: client }),
          present(scenario, 'server s-2', { host: server }),
        ]),
        keep,
      ).length
    expect(found('h1', 'h1')).toBe(1)
    expect(found('h1', 'h2')).toBe(0)
    expect(found(null, null)).toBe(0)
    expect(found(null, 'h1')).toBe(0)
  })
})

describe('a mixture', () => {
  const mixed = (said: string, ...nodes: string[]) =>
    say(judgeMixtures(viewWith(told(`skew: [{ ${said} }]`), nodes), keep))

  test('holds so many releases, in the order of the scenario, each named once', () => {
    expect(mixed('among: server, releases: 2', 'server s-1', '5 × server s-2', 'client c-3')).toEqual([])
    expect(mixed('among: server, releases: 1', 'server s-2', 'server s-1', 'server s-2')).toEqual([
      'mixture 1, unsafe: server s-1 and server s-2 run at once, where only one release may ()',
    ])
    expect(mixed('among: server, releases: 2', 'server s-2', 'server s-3', 'server s-1')).toEqual([
      'mixture 1, unsafe: server s-1, server s-2 and server s-3 run at once, where 2 releases at most may ()',
    ])
  })

  test('of two roles counts what is the same in both once', () => {
    const said = 'among: [client, server], releases: 1, effect: degraded, because: it is slow, source: guide'
    expect(mixed(said, 'client c-1', 'server s-1')).toEqual([])
    expect(mixed(said, 'server s-2', 'client c-1')).toEqual([
      'mixture 1, degraded: client c-1 and server s-2 run at once, where only one release may: it is slow (guide)',
    ])
  })
})

describe('a level', () => {
  const scenario = scenarioOf(`
versions: [V1]
sources: { guide: A guide }
roles:
  client: { c-1: { speaks: at once, offers: V1, accepts: V1 } }
  server:
    s-1: { speaks: after the peer, offers: V1, accepts: V1, levels: { mode: one..three, form: old } }
    s-2: { levels: { mode: [one, three], form: [old, new] } }
    s-3: { levels: { mode: [one, two, four] } }
    s-4: { levels: { mode: two..four } }
    s-5: { levels: { mode: two..three } }
links: [{ from: client, to: server }]
levels:
  mode: { values: [one, two, three, four], of: server, source: guide }
  form: { values: [old, new], of: server, raised: on each node }
cluster: { client: c-1, server: 2 × s-1 }
`)
  const found = (mode: string, form: string, ...nodes: string[]) =>
    say(
      judgeLevels(
        viewWith(
          scenario,
          nodes.map((node) => present(scenario, node, { own: { form } })),
          { levels: { mode, form: 'new' } },
        ),
      ),
    )

  test('keeps out who cannot run where it stands, and says where it could', () => {
    expect(found('one', 'old', 'client c-1', 'server s-1', 'server s-2')).toEqual([])
    expect(found('four', 'old', 'server s-1', 'server s-2', 'server s-3')).toEqual([
      'level mode, unsafe: server s-1 cannot run at mode four, only at one to three (guide)',
      'level mode, unsafe: server s-2 cannot run at mode four, only at one or three (guide)',
    ])
    expect(found('three', 'old', 'server s-3')).toEqual([
      'level mode, unsafe: server s-3 cannot run at mode three, only at one or two or four (guide)',
    ])
    expect(found('one', 'old', 'server s-4', 'server s-5')).toEqual([
      'level mode, unsafe: server s-4 cannot run at mode one, only at two to four (guide)',
      'level mode, unsafe: server s-5 cannot run at mode one, only at two or three (guide)',
    ])
  })

  test('is nothing to who is no member of it', () => {
    const { release } = present(scenario, 'server s-1')
    const client = present(scenario, 'client c-1', { release })
    expect(judgeLevels(viewWith(scenario, [client], { levels: { mode: 'four' } }))).toEqual([])
    expect(judgeStart(scenario, client, { mode: 'four' })).toEqual([])
  })

  test('on each node stands where that node is configured, and where it starts unless it is', () => {
    expect(found('one', 'new', 'server s-1', 'server s-2')).toEqual([
      'level form, unsafe: server s-1 cannot run at form new, only at old ()',
    ])
    expect(judgeLevels(viewWith(scenario, ['server s-1'], { levels: { form: 'new' } }))).toEqual([])
  })

  test('is asked of a node that starts, too', () => {
    const starts = (told: string, form: string) =>
      say(judgeStart(scenario, present(scenario, told, { own: { form } }), { mode: 'two' }))
    expect(starts('server s-2', 'old')).toEqual([
      'level mode, unsafe: server s-2 cannot run at mode two, only at one or three (guide)',
    ])
    expect(starts('server s-1', 'new')).toEqual([
      'level form, unsafe: server s-1 cannot run at form new, only at old ()',
    ])
    expect(starts('client c-1', 'new')).toEqual([])
    expect(judgeStart(small, present(small, 'client r1'), {})).toEqual([])
  })
})

describe('data', () => {
  const scenario = scenarioOf(`
versions: [V1]
sources: { guide: A guide }
roles:
  client: { c-1: { speaks: at once, offers: V1, accepts: V1 } }
  server:
    s-1: { speaks: after the peer, offers: V1, accepts: V1, source: guide, data: { writes: F1, reads: F1 } }
    s-2: { data: { writes: F2, reads: [F1, F2] }, with: { mode: { high: { data: { writes: F3, reads: [F1, F2, F3] } } } } }
links: [{ from: client, to: server }]
levels: { mode: { values: [low, high], of: server, raised: on each node } }
cluster: { client: c-1, server: s-1 }
`)

  test('has to be readable to all that keep any', () => {
    const written = (...forms: string[]) =>
      say(
        judgeData(
          viewWith(scenario, ['client c-1', 'server s-1', 'server s-2'], { written: new Set(forms) }),
          new Set(['readable']),
        ),
      )
    expect(written('F1')).toEqual([])
    expect(written('F1', 'F2', 'F3')).toEqual([
      'data, unsafe: server s-1 cannot read F2 and F3, in which data was written (guide)',
      'data, unsafe: server s-2 cannot read F3, in which data was written ()',
    ])
  })

  test('is written as the node is configured', () => {
    const forms = (told: string, mode: string) =>
      formsOf({ levels: {} }, present(scenario, told, { own: { mode } }))
    expect(forms('server s-2', 'low')?.writes).toBe('F2')
    expect(forms('server s-2', 'high')?.writes).toBe('F3')
    expect(forms('client c-1', 'high')).toBeNull()
    expect(formsOf({ levels: { mode: 'high' } }, present(scenario, 'server s-2'))?.writes).toBe('F3')
  })
})

describe('an operation', () => {
  const scenario = told(
    'operations: { repair: { one release of: server, because: streams differ, source: guide }, sweep: { one release of: [server, client] } }',
  )
  const found = (operations: Record<string, string>, ...nodes: string[]) =>
    say(judgeOperations(viewWith(scenario, nodes, { operations })))

  test('runs only while those that it is about run one release', () => {
    const mixed = ['server s-2', 'server s-1', 'server s-2', 'client c-1']
    expect(found({ repair: 'running' }, ...mixed)).toEqual([
      'operation repair, unsafe: repair runs while there are server s-2 and server s-1: streams differ (guide)',
    ])
    expect(found({ repair: 'done' }, ...mixed)).toEqual([])
    expect(found({}, ...mixed)).toEqual([])
    expect(found({ repair: 'running' }, '3 × server s-2', 'client c-1')).toEqual([])
    expect(found({ repair: 'running', sweep: 'running' }, 'server s-2', 'client c-1')).toEqual([
      'operation sweep, unsafe: sweep runs while there are server s-2 and client c-1 ()',
    ])
  })
})

describe('a step', () => {
  const scenario = scenarioOf(`
versions: [V1]
sources: { guide: A guide }
roles:
  server:
    s-1: { speaks: at once, offers: V1, accepts: V1, source: guide }
    s-2: { source: guide }
    s-3: { way back: none, source: guide }
  free: { f-1: { speaks: at once, offers: V1, accepts: V1 }, f-2: {} }
links: [{ from: server, to: server }]
paths: { server: { s-1: [s-2, s-3], s-2: s-3 } }
levels: { mode: { values: [one, two, three], reversible: no, source: guide }, form: { values: [old, new] } }
cluster: { server: s-1, free: f-1 }
`)
  const step = (
    kind: 'node' | 'level' | 'operation',
    role: string,
    from: string,
    to: string,
    isBack?: boolean,
  ) => say(judgeChange(scenario, { kind, role, from, to }, isBack))

  test('follows the paths, but for one of a way back', () => {
    expect(step('node', 'server', 's-1', 's-3')).toEqual([])
    expect(step('node', 'server', 's-2', 's-1')).toEqual([
      'path server, unsafe: server s-2 can be upgraded to s-3, not straight to s-1 (guide)',
    ])
    expect(step('node', 'server', 's-2', 's-1', true)).toEqual([])
    expect(step('node', 'server', 's-2', 's-2')).toEqual([])
    expect(step('node', 'free', 'f-2', 'f-1')).toEqual([])
    expect(step('node', 'nobody', 'x', 'y')).toEqual([])
  })

  test('names all that there are, or that there are none', () => {
    const more = {
      ...scenario,
      roles: scenario.roles.map((role) => ({ ...role, edges: { 's-1': ['s-2', 's-3'] } })),
    }
    const [several] = judgeChange(more, { kind: 'node', role: 'server', from: 's-1', to: 's-1b' })
    expect(several?.reason).toBe('server s-1 can be upgraded to s-2 or s-3, not straight to s-1b')
    const [none] = judgeChange(more, { kind: 'node', role: 'server', from: 's-2', to: 's-3' })
    expect(none).toMatchObject({ reason: 'no path leads from server s-2 to another release', isAlways: true })
  })

  test('does not lead back from where there is no way back', () => {
    const lost = ['way back, unsafe: a server that has run s-3 cannot go back to s-2 (guide)']
    expect(step('node', 'server', 's-3', 's-2')).toEqual(lost)
    expect(step('node', 'server', 's-3', 's-2', true)).toEqual(lost)
    expect(step('node', 'server', 's-3', 's-3', true)).toEqual([])
  })

  test('lowers no level that cannot be lowered', () => {
    expect(step('level', 'mode', 'three', 'two')).toEqual([
      'level mode, unsafe: mode cannot be lowered from three to two again (guide)',
    ])
    expect(step('level', 'mode', 'one', 'two')).toEqual([])
    expect(step('level', 'mode', 'two', 'two')).toEqual([])
    expect(step('level', 'form', 'new', 'old')).toEqual([])
    expect(step('level', 'other', 'new', 'old')).toEqual([])
  })

  test('of an operation breaks nothing', () => {
    expect(step('operation', 'server', 's-3', 's-1')).toEqual([])
  })
})

test('every rule that a scenario can have is named', () => {
  expect(
    ruleNames({
      ...levelled,
      mixtures: [{ of: ['broker'], most: 1, effect: 'fails', because: null, source: null }],
    }),
  ).toEqual([
    'link client-broker',
    'link broker-broker',
    'level fcv',
    'level ibp',
    'level flags',
    'operation repair',
    'mixture 1',
    'path client',
    'path broker',
    'floor client',
    'floor broker',
    'data',
    'way back',
  ])
  const skew = told('skew: [{ of: client, against: server, older: 0 }]\nservice: { quorum: server }')
  expect(ruleNames(skew).filter((name) => /skew|quorum|connected/.test(name))).toEqual([
    'skew 1',
    'quorum',
    'connected',
  ])
  expect(ruleNames({ ...small, levels: [level('mode', 'by an operator', ['a', 'b'])] })).toContain(
    'level mode',
  )
})

test('who is down is said in the order of the roles', () => {
  const said = (...all: ReturnType<typeof down>[]) => whileDown(viewWith(small, [], { down: all }))
  expect(said()).toBe('')
  expect(said(down('1 server'))).toBe(' while one of server is down')
  expect(said(down('2 server'))).toBe(' while 2 of server are down')
  expect(said(down('1 server'), down('1 server'))).toBe(' while 2 of server are down')
  expect(said(down('1 server'), down('3 client'))).toBe(' while 3 of client and one of server are down')
  expect(said(down('2 server', { isSample: true }))).toBe(' while many of server are down')
  expect(said(down('1 server', { isSample: true }))).toBe(' while one of server is down')
  expect(said(down('1 server', { isSample: true }), down('1 server'))).toBe(' while many of server are down')
})
