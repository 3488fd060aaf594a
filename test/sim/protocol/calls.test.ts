/** What calls ask of a version and of both releases, and what is lost without them. */
import { describe, expect, test } from 'vitest'
import {
  callerOf,
  knowsCall,
  lostAt,
  missingCalls,
  nameAt,
  onlyLink,
  whyMissing,
} from '#sim/protocol/calls.ts'
import { repeatsExplored, trafficOn, wanted } from '#sim/protocol/traffic.ts'
import type { Call, Release, Scenario } from '#sim/scenario/model.ts'
import { easy, link, release, role, small } from '../small.ts'

const versions = ['A', 'B', 'C']
const rules = (offers: string, accepts = versions) => ({ ...easy, versions, offers, accepts })
const call = (name: string, more: Partial<Call> = {}): Call => ({
  name,
  by: 'client',
  since: 'A',
  without: null,
  fallback: null,
  ...more,
})

const own = link('client', 'server')
const back = { ...link('server', 'client'), name: 'back' }
const other = { ...link('client', 'server'), name: 'other' }

describe('who makes a call', () => {
  const caller = (more: Partial<Call>, on = own, links = [own]) => callerOf({ links }, call('load', more), on)

  test('is the dialer of its role', () => {
    expect(caller({ by: 'client' })).toBe('dialer')
    expect(caller({ by: 'store' })).toBeNull()
  })

  test('is the acceptor, where its role dials nobody or the call goes over this link', () => {
    expect(caller({ by: 'server' })).toBe('acceptor')
    expect(caller({ by: 'server' }, own, [own, back])).toBeNull()
    expect(caller({ by: 'server', over: own.name }, own, [own, back])).toBe('acceptor')
    expect(caller({ by: 'store', over: own.name })).toBeNull()
  })

  test('is nobody on another link than the one that it goes over', () => {
    expect(caller({ over: 'other' })).toBeNull()
    expect(caller({ over: 'other' }, other)).toBe('dialer')
  })
})

test('of a scenario with one of its links those calls are left that go over it, from the same end', () => {
  const scenario: Scenario = {
    ...small,
    links: [own, back],
    calls: [
      call('load'),
      call('tell', { by: 'server' }),
      call('ask', { by: 'server', over: own.name }),
      call('far', { over: 'else' }),
    ],
  }
  const left = onlyLink(scenario, own)
  expect(left.links).toEqual([own])
  expect(left.calls.map(({ name, over }) => `${name} over ${over}`)).toEqual([
    'load over client-server',
    'ask over client-server',
  ])
})

describe('a release', () => {
  const knows = (offers: string, more: Partial<Call>, needs: string[] = []) =>
    knowsCall(rules(offers), { ...release('r', rules(offers)), needs }, call('load', more))

  test('knows a call that the newest version that it speaks has, or that it needs', () => {
    expect(knows('B', { since: 'B' })).toBe(true)
    expect(knows('B', { since: 'C' })).toBe(false)
    expect(knows('B', { since: 'C' }, ['load'])).toBe(true)
    expect(knows('B', { since: 'A', until: 'B' })).toBe(false)
    expect(knows('B', { since: 'A', until: 'C' })).toBe(true)
  })
})

describe('a call is missing', () => {
  const why = (
    version: string,
    more: Partial<Call>,
    dialer: Partial<Release> = {},
    acceptor: Partial<Release> | null = {},
  ) =>
    whyMissing(
      call('load', more),
      own,
      'dialer',
      {
        dialer: { ...release('c', rules('B')), ...dialer },
        acceptor: acceptor && { ...release('s', rules('A', ['A', 'B'])), ...acceptor },
      },
      version,
    )

  test('where the version does not have it', () => {
    expect(why('B', { since: 'B' })).toBeNull()
    expect(why('A', { since: 'B' })).toBe('A does not have it')
    expect(why('C', { since: 'A', until: 'C' })).toBe('C does not have it')
  })

  test('unless who needs it meets a release that could serve it', () => {
    const needs = { needs: ['load'] }
    expect(why('A', { since: 'B' }, needs)).toBeNull()
    expect(why('A', { since: 'C' }, needs)).toBe('A does not have it')
    expect(why('A', { since: 'C' }, needs, { needs: ['load'] })).toBeNull()
    expect(why('A', { since: 'B' }, needs, null)).toBe('A does not have it')
    expect(why('A', { since: 'B' }, {}, {})).toBe('A does not have it')
  })

  test('where the other release does not serve it', () => {
    expect(why('B', {}, {}, { lacks: ['load'] })).toBe('s does not serve it')
    expect(why('B', {}, {}, { lacks: ['save'] })).toBeNull()
  })

  test('where the two speak other numbers of it', () => {
    const numbers = (mine: [number, number] | null, theirs: [number, number] | null, isKnown = true) =>
      why(
        'B',
        {},
        mine === null ? {} : { numbers: { load: mine } },
        isKnown ? { numbers: theirs === null ? {} : { load: theirs } } : {},
      )
    expect(numbers([1, 3], [3, 5])).toBeNull()
    expect(numbers([3, 5], [1, 3])).toBeNull()
    expect(numbers([1, 2], [3, 5])).toBe('c speaks v1 to v2 of it, s v3 to v5')
    expect(numbers([4, 4], [1, 3])).toBe('c speaks v4 of it, s v1 to v3')
    expect(numbers([1, 2], null)).toBe('s does not serve it')
    expect(numbers(null, [1, 2])).toBeNull()
    expect(numbers([1, 2], null, false)).toBeNull()
  })
})

describe('what is lost', () => {
  const calls = [
    call('fast', { since: 'B', without: 'speed' }),
    call('quick', { since: 'B', without: 'speed' }),
    call('vote', { since: 'B', missing: 'fail' }),
    call('read', { since: 'B', missing: 'wrong data' }),
    call('save', { since: 'B', missing: 'fail', without: 'its files' }),
    call('idle', { since: 'B' }),
    call('index', { without: 'its index' }),
    call('new', { since: 'C', without: 'everything' }),
    call('tell', { by: 'server', since: 'B', without: 'news' }),
  ]
  const scenario: Scenario = {
    ...small,
    versions,
    calls,
    links: [own],
    roles: [role('client'), role('server')],
  }
  const joined = {
    dialer: release('c', rules('B')),
    acceptor: { ...release('s', rules('B')), lacks: ['index'] },
  }
  const lost = (dialer: string | null, acceptor: string | null) =>
    lostAt(scenario, own, joined, { dialer, acceptor })

  test('is what either end would make, by what that costs', () => {
    expect(lost('A', 'A')).toEqual([
      'no fast and quick: speed',
      'no vote: the call fails',
      'no read: what comes back is wrong',
      'no save: its files',
      'no index: its index (s does not serve it)',
      'no tell: news',
    ])
    expect(lost('B', 'B')).toEqual(['no index: its index (s does not serve it)'])
  })

  test('is nothing of an end that believes in nothing', () => {
    expect(lost(null, null)).toEqual([])
    expect(
      missingCalls(scenario, own, { ...joined, acceptor: null }, { dialer: 'A', acceptor: null }).every(
        ({ side }) => side === 'dialer',
      ),
    ).toBe(true)
  })
})

test('a call is called what it was called last at a version', () => {
  const named = call('load', { names: { B: 'load2', C: 'load3' } })
  const at = (version: string | null, each = named) => nameAt(rules('C'), each, version)
  expect(['A', 'B', 'C'].map((version) => at(version))).toEqual(['load', 'load2', 'load3'])
  expect(at(null)).toBe('load')
  expect(at('C', call('save'))).toBe('save')
  expect(at('C', call('load', { names: { B: 'load2' } }))).toBe('load2')
})

describe('the traffic of a link', () => {
  const scenario: Scenario = {
    ...small,
    versions,
    links: [own, other],
    calls: [
      call('ping'),
      call('far', { over: 'other' }),
      call('tell', { by: 'server' }),
      call('new', { since: 'C', fallback: 'ping' }),
      call('fast', { since: 'B', fallback: 'ping', names: { B: 'faster' } }),
      call('vote', { since: 'B', missing: 'fail' }),
      call('read', { since: 'B', missing: 'wrong data' }),
    ],
    traffic: {
      test: ['ping', 'far'],
      start: ['far', 'ping', 'tell'],
      repeat: [
        { call: 'far', every: 1 },
        { call: 'ping', every: 2 },
      ],
    },
  }

  test('is what its dialers call over it', () => {
    expect(trafficOn(scenario, own)).toEqual({
      test: ['ping'],
      start: ['ping'],
      repeat: [{ call: 'ping', every: 2 }],
    })
  })

  test('is made, skipped for what is made instead, or fails', () => {
    const joined = { dialer: release('c', rules('B')), acceptor: release('s', rules('B')) }
    const wants = (name: string, spoken: string | null) =>
      wanted(scenario, own, joined, name, spoken).map((each) =>
        `${each.name} ${each.how} ${each.why ?? ''}`.trim(),
      )
    expect(wants('fast', 'B')).toEqual(['faster made'])
    expect(wants('fast', 'A')).toEqual(['fast skipped A does not have it', 'ping made'])
    expect(wants('fast', null)).toEqual(['fast made'])
    expect(wants('vote', 'A')).toEqual(['vote failed A does not have it'])
    expect(wants('read', 'A')).toEqual(['read made A does not have it'])
    // A release that never knew a call does not miss it.
    expect(wants('new', 'B')).toEqual(['ping made'])
    expect(wants('far', 'B')).toEqual([])
    expect(wants('tell', 'B')).toEqual([])
    expect(wants('nothing', 'B')).toEqual([])
  })

  test('is asked of each scenario, link and pair of releases by itself', () => {
    const [older, newer] = [release('c', rules('A')), release('c', rules('B'))]
    const [whole, poor] = [release('s', rules('B')), { ...release('s', rules('B')), lacks: ['fast', 'ping'] }]
    const wants = (of: Scenario, on: typeof own, dialer: Release, acceptor: Release | null) =>
      wanted(of, on, { dialer, acceptor }, 'fast', 'B').map(({ name, how }) => `${name} ${how}`)
    const without: Scenario = { ...scenario, calls: scenario.calls.filter(({ name }) => name !== 'fast') }
    const elsewhere: Scenario = {
      ...scenario,
      calls: scenario.calls.map((each) => ({ ...each, over: own.name })),
    }
    expect(wants(scenario, own, newer, whole)).toEqual(['faster made'])
    expect(wants(scenario, own, newer, poor)).toEqual(['faster skipped', 'ping skipped'])
    expect(wants(scenario, own, older, whole)).toEqual(['ping made'])
    expect(wants(without, own, newer, whole)).toEqual([])
    expect(wants(elsewhere, own, newer, whole)).toEqual(['faster made'])
    expect(wants(elsewhere, other, newer, whole)).toEqual([])
    expect(trafficOn(scenario, other).start).toEqual(['far', 'ping'])
    expect(trafficOn(elsewhere, other).start).toEqual([])
  })

  test('is looked at as often as the queue of replies can hold, and once more', () => {
    const times = (bound: number | null) =>
      repeatsExplored({ ...easy, ...(bound !== null && { queue: { bound, whenFull: 'close' as const } }) })
    expect([null, 1, 2, 5, 15, 16, 100].map(times)).toEqual([2, 2, 3, 6, 16, 16, 16])
  })
})
