/** What the connections of a mixed state come to, and whether the cluster does what it is there for. */
import { describe, expect, test } from 'vitest'
import { judgeDeserted, judgeLinks } from '#sim/rules/links.ts'
import { judgeService } from '#sim/rules/service.ts'
import type { Finding } from '#sim/rules/verdict.ts'
import type { Present, View } from '#sim/rules/view.ts'
import type { Condition, Scenario } from '#sim/scenario/model.ts'
import { scenarioOf } from '../scenario/broken.ts'
import { down, present, viewWith } from './view.ts'

const keeping = (...conditions: Condition[]) => new Set(conditions)

const say = (findings: readonly Finding[]) =>
  findings.map(({ rule, severity, reason }) => `${rule}, ${severity}: ${reason}`)

const system = (link: string, rest = '') =>
  scenarioOf(`
versions: [V1, V2]
sources: { ours: Our guide, theirs: Their guide, known: What is known }
roles:
  client:
    c-1: { speaks: at once, offers: V1, accepts: V1, source: ours }
    c-2: { offers: V2, accepts: V1..V2 }
  server:
    s-1: { speaks: after the peer, offers: V1, answers: lower, accepts: V1, source: theirs }
    s-2: { offers: V2, accepts: V2, source: theirs }
    s-3: { offers: V2, accepts: V1..V2, lacks: load }
    s-4: { offers: V2, accepts: V2, otherwise: stall, source: theirs }
links: [{ from: client, to: server ${link} }]
calls: { client: { load: { since: V1, without: its index } } }
traffic: { start: load }
cluster: { client: { c1: { release: c-1, host: h1 } }, server: { s1: { release: s-1, host: h1 } } }
${rest}
`)

const refused = 'server s-2 does not accept V1 and closes'
const lost = 'both ends agree on V1, with no load: its index (s-3 does not serve it)'

const linksOf = (
  scenario: Scenario,
  nodes: readonly (string | Present)[],
  more: Partial<View> = {},
  keep: ReadonlySet<Condition> = keeping('working'),
) => say(judgeLinks(viewWith(scenario, nodes, more), keep))

describe('a dialer that needs every acceptor', () => {
  const every = system('')

  test('has to do without each of no use, and is told what is lost on others', () => {
    expect(linksOf(every, ['client c-1', 'server s-1'])).toEqual([])
    expect(linksOf(every, ['client c-1', 'server s-2', 'server s-3', 'server s-1'])).toEqual([
      `link client-server, unsafe: ${refused}`,
      `link client-server, degraded: ${lost}`,
    ])
    expect(linksOf(every, ['client c-1', 'server s-3'], {}, keeping('open'))).toEqual([
      `link client-server, unsafe: ${lost}`,
    ])
  })

  test('is judged by itself, and only where somebody is there', () => {
    expect(linksOf(every, ['client c-2', 'client c-1', 'server s-2'])).toEqual([
      `link client-server, unsafe: ${refused}`,
    ])
    expect(linksOf(every, ['client c-1'])).toEqual([])
    expect(linksOf(every, ['server s-2'])).toEqual([])
  })

  test('names both releases, and where it is known from: from who does not agree', () => {
    const found = (...nodes: string[]) => judgeLinks(viewWith(every, nodes), keeping('working'))
    expect(found('client c-1', 'server s-2')).toMatchObject([
      {
        source: 'theirs',
        pair: { link: 'client-server', dialer: 'c-1', acceptor: 's-2', outcome: 'rejected' },
      },
    ])
    expect(found('client c-1', 'server s-4')).toMatchObject([
      { source: 'theirs', pair: { outcome: 'stalled' } },
    ])
    expect(found('client c-1', 'server s-3')).toMatchObject([
      { source: 'ours', pair: { outcome: 'degraded' } },
    ])
    expect(found('client c-1', 'server s-3')[0]?.pair).not.toHaveProperty('at')
  })

  test('says where a level stands at which one of both does something otherwise', () => {
    const scenario = scenarioOf(`
versions: [V1, V2]
roles:
  client: { c-1: { speaks: at once, offers: V1, accepts: V1 } }
  server:
    s-1: { speaks: after the peer, offers: V1, accepts: V1, with: { mode: { high: { offers: V2, accepts: V2 } } } }
links: [{ from: client, to: server }, { from: server, to: client, name: back }]
levels: { mode: { values: [low, high], of: server } }
cluster: { client: c-1, server: s-1 }
`)
    const nodes = ['client c-1', 'server s-1']
    const found = judgeLinks(viewWith(scenario, nodes, { levels: { mode: 'high' } }), keeping('working'))
    expect(found.map(({ pair }) => pair?.at)).toEqual([
      { acceptor: { level: 'mode', value: 'high' } },
      { dialer: { level: 'mode', value: 'high' } },
    ])
  })

  test('is told what an exception says, and from where', () => {
    const rest = `exceptions:
  - { dialer: c-1, acceptor: s-1, outcome: rejected, because: it never worked, source: known }
  - { dialer: c-2, acceptor: s-3, outcome: rejected, because: nobody knows why }`
    const known = system('', rest)
    const found = judgeLinks(
      viewWith(known, ['client c-1', 'client c-2', 'server s-1', 'server s-3']),
      keeping('working'),
    )
    const told = found.map(({ reason, source }) => [reason, source])
    expect(told).toContainEqual(['it never worked', 'known'])
    expect(told).toContainEqual(['nobody knows why', null])
  })
})

describe('a dialer that needs any acceptor', () => {
  const any = system(', needs: any')

  test('makes do with one that works, and loses the others', () => {
    expect(linksOf(any, ['client c-1', 'server s-1', 'server s-2'])).toEqual([
      `link client-server, degraded: ${refused}`,
    ])
    expect(linksOf(any, ['client c-1', 'server s-1', 'server s-3'], {}, keeping('open'))).toEqual([
      `link client-server, unsafe: ${lost}`,
    ])
  })

  test('has nobody where none works', () => {
    expect(linksOf(any, ['client c-1', 'server s-2', '3 × server s-4'])).toEqual([
      `link client-server, unsafe: ${refused}`,
      'link client-server, unsafe: server s-4 does not accept V1 and stays in its handshake',
    ])
  })

  test('has nobody for want of those that are down, and is told what the others are no use for', () => {
    const one = [down('1 server')]
    expect(linksOf(any, ['client c-1', 'server s-2', 'server s-4'], { down: one })).toEqual([
      `link client-server, unsafe: client c-1 has no server to connect to while one of server is down: ${refused}`,
    ])
    expect(linksOf(any, ['client c-1', 'server s-2'], { down: [down('1 client')] })).toEqual([
      `link client-server, unsafe: ${refused}`,
    ])
    expect(linksOf(any, ['client c-1', 'server s-2', 'server s-1'], { down: one })).toEqual([
      `link client-server, degraded: ${refused}`,
    ])
  })

  test('is nothing to judge while nobody is up', () => {
    expect(linksOf(any, ['client c-1'], { down: [down('2 server')] })).toEqual([])
  })

  test('is told of those that are down on its own host', () => {
    const here = system(', needs: any, over: same host')
    const nodes = ['client c-1', 'server s-2'].map((told) => present(here, told, { host: 'h1' }))
    expect(linksOf(here, nodes, { down: [down('1 server', { host: 'h2' })] })).toEqual([
      `link client-server, unsafe: ${refused}`,
    ])
    expect(linksOf(here, nodes, { down: [down('1 server', { host: 'h1' })] })[0]).toContain(
      'no server to connect to',
    )
  })

  test('cannot use the others where one spoils them', () => {
    const spoils = system(', needs: any, spoils: yes')
    expect(linksOf(spoils, ['client c-1', 'server s-1', 'server s-2'])).toEqual([
      `link client-server, unsafe: ${refused}`,
    ])
    expect(linksOf(spoils, ['client c-1', 'server s-1'])).toEqual([])
    expect(linksOf(spoils, ['client c-1', 'server s-3'])).toEqual([`link client-server, degraded: ${lost}`])
  })

  describe('and cannot do without a call', () => {
    const strict = {
      ...any,
      calls: any.calls.map((call) => ({ ...call, without: null, missing: 'fail' as const })),
    }
    const useless = /client c-1 .*load/

    test('stays with one that opens and does not serve it, whoever else there is', () => {
      const found = linksOf(strict, ['client c-1', 'server s-1', 'server s-3'])
      expect(found).toHaveLength(1)
      expect(found[0]).toMatch(/^link client-server, unsafe: client c-1 .*load/)
    })

    test('lets go of a fallback that does not, where another works', () => {
      const spare = (told: string) => present(strict, told, { isFallback: true })
      const ofSpare = (...nodes: (string | Present)[]) =>
        linksOf(strict, ['client c-1', spare('server s-3'), ...nodes]).filter((line) => useless.test(line))
      expect(ofSpare('server s-1')[0]).toContain('degraded')
      expect(ofSpare('server s-2', spare('server s-1'))[0]).toContain('unsafe')
    })

    test('is told of that where another is down', () => {
      const [found = ''] = linksOf(strict, ['client c-1', 'server s-3'], { down: [down('1 server')] })
      expect(found).toMatch(
        /^link client-server, unsafe: client c-1 has no server to connect to while one of server is down: .*load/,
      )
    })
  })
})

describe('a fallback', () => {
  const any = system(', needs: any')
  const spare = (told: string) => present(any, told, { isFallback: true })
  const only = (meanwhile = '') => `client c-1 has only a fallback to connect to${meanwhile}`
  const found = (
    nodes: readonly (string | Present)[],
    more: Partial<View> = {},
    keep: Condition = 'preferred',
  ) => linksOf(any, nodes, more, keeping(keep)).filter((line) => line.includes('fallback'))

  test('is all that is left where the others are of no use', () => {
    expect(found(['client c-1', 'server s-2', spare('server s-1')])).toEqual([
      `link client-server, unsafe: ${only()}`,
    ])
    expect(found(['client c-1', 'server s-2', spare('server s-1')], {}, 'working')).toEqual([
      `link client-server, degraded: ${only()}`,
    ])
    expect(found(['client c-1', 'server s-1', spare('server s-1')])).toEqual([])
  })

  test('is all that is left while the others are down: of one alone that cannot be helped', () => {
    const meanwhile = (number: string) =>
      only(` while ${number} of server ${number === 'one' ? 'is' : 'are'} down`)
    expect(found(['client c-1', spare('server s-1')], { down: [down('1 server')] })).toEqual([
      `link client-server, degraded: ${meanwhile('one')}`,
    ])
    expect(found(['client c-1', spare('server s-1')], { down: [down('2 server')] })).toEqual([
      `link client-server, unsafe: ${meanwhile('2')}`,
    ])
    // Another is up and of no use: it is not for want of those that are down.
    expect(found(['client c-1', 'server s-2', spare('server s-1')], { down: [down('1 server')] })).toEqual([
      `link client-server, unsafe: ${only()}`,
    ])
  })

  test('is nothing to want for where there are no others', () => {
    expect(found(['client c-1', spare('server s-1')])).toEqual([])
    expect(
      found(['client c-1', spare('server s-1')], { down: [down('1 server', { isFallback: true })] }),
    ).toEqual([])
    expect(found(['client c-1', spare('server s-1')], { down: [down('3 client')] })).toEqual([])
  })

  test('is told after what is wrong with the others, and lost on it', () => {
    expect(linksOf(any, ['client c-1', spare('server s-3'), 'server s-2'], {}, keeping('working'))).toEqual([
      `link client-server, degraded: ${refused}`,
      `link client-server, degraded: ${lost}`,
      `link client-server, degraded: ${only()}`,
    ])
  })

  test('on another host is not what one has left', () => {
    const here = system(', needs: any, over: same host')
    const at = (told: string, isFallback = false) => present(here, told, { host: 'h1', isFallback })
    const left = (host: string) =>
      linksOf(here, [at('client c-1'), at('server s-1', true)], { down: [down('1 server', { host })] })
    expect(left('h1')).toHaveLength(1)
    expect(left('h2')).toEqual([])
  })

  test('among peers is preferred by nobody to itself', () => {
    const peers = scenarioOf(`
versions: [V1, V2]
roles: { peer: { p-1: { speaks: at once, offers: V1, accepts: V1 }, p-2: { offers: V2, accepts: V2 } } }
links: [{ from: peer, to: peer, needs: any }]
cluster: { peer: 2 × p-1 }
`)
    const peer = (told: string, isFallback: boolean) => present(peers, told, { isFallback })
    const left = (...nodes: Present[]) =>
      linksOf(peers, nodes, {}, keeping('preferred')).filter((line) => line.includes('fallback'))
    // Beside itself there is nobody whom it would rather have.
    expect(left(peer('peer p-1', false), peer('peer p-1', true))).toEqual([])
    expect(left(peer('peer p-2', false), peer('peer p-1', true), peer('peer p-1', true))).toHaveLength(2)
    expect(left(peer('peer p-1', false), peer('peer p-2', false), peer('peer p-1', true))).toHaveLength(1)
  })

  test('of no use is no reason to worry where another works', () => {
    expect(linksOf(any, ['client c-1', spare('server s-2'), 'server s-1'])).toEqual([
      `link client-server, degraded: ${refused}`,
    ])
    expect(linksOf(any, ['client c-1', spare('server s-3'), 'server s-1'], {}, keeping('open'))).toEqual([
      `link client-server, degraded: ${lost}`,
    ])
  })
})

describe('nobody is up', () => {
  const deserted = (link: string, nodes: readonly (string | Present)[], ...all: View['down']) => {
    const scenario = system(link)
    return say(judgeLinks(viewWith(scenario, nodes, { down: all }), keeping('working'), judgeDeserted))
  }
  const any = ', needs: any'

  test('for who needs any of several', () => {
    expect(deserted(any, ['client c-1', 'client c-2'], down('2 server'))).toEqual([
      'link client-server, unsafe: client c-1 has no server to connect to while 2 of server are down',
      'link client-server, unsafe: client c-2 has no server to connect to while 2 of server are down',
    ])
  })

  test('is not said of one that is alone, of who needs every one, nor while anybody is up', () => {
    expect(deserted(any, ['client c-1'], down('1 server'))).toEqual([])
    expect(deserted('', ['client c-1'], down('2 server'))).toEqual([])
    expect(deserted(any, ['client c-1', 'server s-2'], down('2 server'))).toEqual([])
    expect(deserted(any, ['client c-1'], down('2 client'))).toEqual([])
  })

  test('for a peer that has no other', () => {
    const peers = scenarioOf(`
versions: [V1]
roles: { peer: { p-1: { speaks: at once, offers: V1, accepts: V1 } } }
links: [{ from: peer, to: peer, needs: any }]
cluster: { peer: 3 × p-1 }
`)
    const left = (number: string) =>
      judgeLinks(viewWith(peers, ['peer p-1'], { down: [down(number)] }), keeping('working'), judgeDeserted)
    expect(left('1 peer')).toEqual([])
    expect(left('2 peer')).toHaveLength(1)
  })

  test('whoever else is down', () => {
    expect(deserted(any, ['client c-1'], down('1 client'), down('2 server'))).toHaveLength(1)
  })

  test('asks on the same host of those that share it', () => {
    const here = ', needs: any, over: same host'
    const dialer = present(system(here), 'client c-1', { host: 'h1' })
    expect(deserted(here, [dialer], down('2 server', { host: 'h1' }))).toHaveLength(1)
    expect(deserted(here, [dialer], down('2 server', { host: 'h2' }))).toEqual([])
    expect(
      deserted(here, [dialer], down('1 server', { host: 'h1' }), down('1 server', { host: 'h2' })),
    ).toEqual([])
  })
})

describe('what a cluster is there for', () => {
  const peers = (service: string, link = '', links = '', more = '') =>
    scenarioOf(`
versions: [V1, V2]
roles:
  peer:
    p-1: { speaks: at once, offers: V1, answers: lower, accepts: V1, otherwise: close }
    p-2: { offers: V2, accepts: V2 }
    p-3: { offers: V1, accepts: V1..V2, as: { acceptor: { speaks: after the peer } } }
    p-4: { offers: V2, accepts: V1..V2, speaks: after the peer }
    p-5: { offers: V2, accepts: V2, speaks: at once, as: { dialer: { offers: V1, accepts: V1 } } }
    p-6: { offers: V1, accepts: V1, speaks: at once ${more} }
  guest: { g-1: { speaks: at once, offers: V1, accepts: V1 } }
links: [{ from: peer, to: peer ${link} }, { from: guest, to: peer, needs: any } ${links}]
service: { ${service} }
cluster: { peer: { p1: { release: p-1, host: h1 }, p2: { release: p-1, host: h2 }, p3: { release: p-1, host: h3 } }, guest: { g1: { release: g-1, host: h1 } } }
`)
  const found = (
    scenario: Scenario,
    sizes: Record<string, number>,
    nodes: readonly (string | Present)[],
    ...all: View['down']
  ) => say(judgeService(viewWith(scenario, nodes, { down: all }), new Map(Object.entries(sizes))))

  test('is nothing where it is not said', () => {
    expect(judgeService(viewWith(system(''), ['server s-2']), new Map())).toEqual([])
  })

  test.each([
    [3, '2 × peer p-1', '1 peer', null],
    [
      4,
      '2 × peer p-1',
      '2 peer',
      'at most 2 of 4 are connected with each other while 2 of peer are down, where a quorum needs 3',
    ],
    [4, '3 × peer p-1', '1 peer', null],
    [
      2,
      'peer p-1',
      '1 peer',
      'at most 1 of 2 are connected with each other while one of peer is down, where a quorum needs 2',
    ],
    [1, 'peer p-1', '0 peer', null],
  ])('a quorum of %d', (size, up, away, reason) => {
    const gone = away.startsWith('0') ? [] : [down(away)]
    expect(found(peers('quorum: peer'), { peer: size, guest: 5 }, [up, '5 × guest g-1'], ...gone)).toEqual(
      reason === null ? [] : [`quorum, unsafe: ${reason}`],
    )
  })

  test('a quorum is of those that reach each other', () => {
    const quorum = peers('quorum: peer')
    expect(found(quorum, { peer: 4 }, ['2 × peer p-1', '2 × peer p-2'])).toEqual([
      'quorum, unsafe: at most 2 of 4 are connected with each other, where a quorum needs 3',
    ])
    expect(found(quorum, { peer: 4 }, ['3 × peer p-1', 'peer p-2'])).toEqual([])
    expect(found(quorum, { peer: 2 }, ['peer p-1', 'peer p-1'])).toEqual([])
    expect(found(quorum, { peer: 2 }, [])).toEqual([
      'quorum, unsafe: at most 0 of 2 are connected with each other, where a quorum needs 2',
    ])
  })

  const parts = (scenario: Scenario, ...nodes: string[]) =>
    found(scenario, {}, nodes).map((line) =>
      line.replace('connected, unsafe: there are parts without a connection: ', ''),
    )

  test('parts are those that do not reach each other, also by way of others', () => {
    const connected = peers('connected: peer')
    expect(parts(connected, 'peer p-1', 'peer p-1')).toEqual([])
    expect(parts(connected, '2 × peer p-1', 'peer p-2')).toEqual(['peer p-1 | peer p-2'])
    expect(parts(connected, 'peer p-1', 'peer p-2', 'peer p-1')).toEqual(['peer p-1, peer p-1 | peer p-2'])
    expect(parts(connected, 'peer p-1', 'peer p-1', 'peer p-1', 'peer p-2')).toEqual([
      'peer p-1, peer p-1, peer p-1 | peer p-2',
    ])
    expect(parts(connected, 'peer p-2', 'peer p-1', 'peer p-1')).toEqual(['peer p-2 | peer p-1, peer p-1'])
    expect(parts(connected, 'peer p-1')).toEqual([])
    expect(parts(connected)).toEqual([])
  })

  test('those that are alike and do not reach each other are each alone', () => {
    // Both wait for the other to speak.
    const connected = peers('connected: peer')
    expect(parts(connected, 'peer p-4')).toEqual([])
    expect(parts(connected, '2 × peer p-4')).toEqual(['peer p-4 | peer p-4'])
    expect(parts(connected, '9 × peer p-4')).toEqual(['peer p-4 | peer p-4'])
    expect(found(peers('quorum: peer'), { peer: 9 }, ['9 × peer p-4'])).toEqual([
      'quorum, unsafe: at most 1 of 9 are connected with each other, where a quorum needs 5',
    ])
  })

  test('one direction is enough where that is said, and where only one dials', () => {
    const both = peers('connected: [peer, guest]')
    expect(parts(both, 'peer p-1', 'guest g-1')).toEqual([])
    expect(parts(both, 'peer p-2', 'guest g-1')).toEqual(['peer p-2 | guest g-1'])
    expect(parts(both, 'guest g-1', 'peer p-1')).toEqual([])
    // The one dials with what the other accepts, and is not dialled like that.
    expect(parts(peers('connected: peer'), 'peer p-1', 'peer p-5')).toEqual(['peer p-1 | peer p-5'])
    const enough = peers('connected: peer', ', one direction: enough')
    expect(parts(enough, 'peer p-1', 'peer p-5')).toEqual([])
    expect(parts(enough, 'peer p-5', 'peer p-1')).toEqual([])
    expect(parts(enough, 'peer p-1', 'peer p-2')).toEqual(['peer p-1 | peer p-2'])
  })

  test('those whom no link connects are apart', () => {
    const both = peers('connected: [peer, guest]')
    expect(parts(both, 'guest g-1', 'guest g-1')).toEqual(['guest g-1 | guest g-1'])
    expect(parts(both, '2 × guest g-1')).toEqual(['guest g-1 | guest g-1'])
    expect(parts(both, 'guest g-1', 'peer p-1', 'guest g-1')).toEqual([])
  })

  test('one of several channels is enough', () => {
    const words = ', as: { peer-peer/words: { offers: V2, accepts: V2 } }'
    const channels = peers('connected: peer', ', channels: [words, files]', '', words)
    expect(parts(channels, 'peer p-1', 'peer p-6')).toEqual([])
    expect(parts(channels, 'peer p-1', 'peer p-2')).toEqual(['peer p-1 | peer p-2'])
  })

  test('on the same host those are connected that share one', () => {
    const hosted = peers('connected: peer', ', over: same host')
    const on = (...hosts: string[]) =>
      found(
        hosted,
        {},
        hosts.map((host) => present(hosted, 'peer p-1', { host })),
      ).length
    expect(on('h1', 'h1')).toBe(0)
    expect(on('h1', 'h2')).toBe(1)
    // A link that goes to the same host only says nothing of two others, which another link connects.
    const both = peers('connected: [peer, guest]', '', ', { from: peer, to: guest, over: same host }').links
    const apart = { ...peers('connected: [peer, guest]'), links: both }
    const nodes = ['peer p-1', 'guest g-1'].map((told, i) => present(apart, told, { host: `h${i}` }))
    expect(found(apart, {}, nodes)).toEqual([])
  })

  test('what is wrong is told in one order', () => {
    const all = peers('floor: { peer: 3 }, connected: peer, quorum: peer')
    expect(found(all, { peer: 4 }, ['peer p-1', 'peer p-2']).map((line) => line.split(',')[0])).toEqual([
      'quorum',
      'connected',
      'floor peer',
    ])
  })

  describe('a floor', () => {
    const floor = peers('floor: { peer: 2 }')
    const few = (reason: string) => [`floor peer, unsafe: ${reason}`]

    test('counts those that are up', () => {
      expect(found(floor, {}, ['2 × peer p-1'])).toEqual([])
      expect(found(floor, {}, ['peer p-1', 'peer p-2'])).toEqual([])
      expect(found(floor, {}, ['peer p-1', '5 × guest g-1'], down('1 peer'))).toEqual(
        few('only 1 of peer is up while one of peer is down, where 2 are needed'),
      )
    })

    test('counts for who needs any one those of use to it', () => {
      expect(found(floor, {}, ['2 × peer p-1', 'peer p-2', 'guest g-1'])).toEqual([])
      expect(found(floor, {}, ['peer p-1', '2 × peer p-2', 'guest g-1'])).toEqual(
        few('guest g-1 can use only 1 of peer, where 2 are needed'),
      )
    })

    test('is not that of whom its members dial, nor of those that dial on their own host only', () => {
      const others = peers('floor: { peer: 2 }', '', ', { from: peer, to: guest, needs: any }')
      expect(found(others, {}, ['2 × peer p-1', 'guest g-1'])).toEqual([])
      const hosted = system(', needs: any, over: same host', 'service: { floor: { server: 1 } }')
      expect(found(hosted, {}, ['client c-1', '2 × server s-1'])).toEqual([])
    })

    test('of peers that need any one is of others than oneself', () => {
      const among = peers('floor: { peer: 2 }', ', needs: any')
      expect(found(among, {}, ['3 × peer p-1'])).toEqual([])
      expect(found(among, {}, ['2 × peer p-1'])).toEqual(
        few('peer p-1 can use only 1 of peer, where 2 are needed'),
      )
    })
  })
})
