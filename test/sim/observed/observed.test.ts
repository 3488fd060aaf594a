/** What is seen to be wrong in a cluster: small ones of which one can see what has to come out. */
import { describe, expect, test } from 'vitest'
import type { Intervention } from '#sim/engine/intervention.ts'
import {
  deadNodes,
  nobodyThere,
  observedCluster,
  observedConnections,
  observedService,
} from '#sim/observed/observed.ts'
import type { Finding } from '#sim/rules/verdict.ts'
import { simulate, stateAt } from '#sim/run/run.ts'
import type { Condition } from '#sim/scenario/model.ts'
import { scenarioOf } from '../scenario/broken.ts'

/** When one looks: before anybody has dialled for a second time, or after. */
const early = 3_000

/** A cluster at a time, after what somebody did to it. */
function seen(text: string, interventions: readonly Intervention[] = [], time = early) {
  const run = simulate({ scenario: scenarioOf(text), seed: 1, interventions, until: time, cut: time })
  return { cluster: run.cluster, world: stateAt(run, time) }
}

const kill = (...nodes: string[]): Intervention[] => nodes.map((node) => ({ at: 1_000, do: 'kill', node }))

const say = (findings: readonly Finding[]) =>
  findings.map(({ rule, severity, reason }) => `${rule}, ${severity}: ${reason}`)

const keeping = (...conditions: Condition[]) => new Set(conditions)

const system = (parts: { link?: string; server?: string; cluster?: string; rest?: string }) => `
versions: [V1, V2]
roles:
  client: { c-1: { speaks: at once, offers: V1, accepts: V1 }, c-2: { offers: V2 } }
  server:
    s-1: { speaks: after the peer, offers: V1, accepts: V1 }
    s-2: { offers: V2, accepts: V2 }
    s-3: { accepts: V1..V2 ${parts.server ?? ''} }
links: [{ from: client, to: server ${parts.link ?? ''} }]
network: { latency: 5 ms }
cluster: { ${parts.cluster ?? 'client: c-1, server: 2 × s-1'} }
upgrade: { to: { server: s-3 } }
${parts.rest ?? ''}
`

describe('a dialer that needs every acceptor', () => {
  const connections = (cluster: string, ...interventions: Intervention[]) => {
    const { cluster: there, world } = seen(system({ cluster }), interventions)
    return say(observedConnections(there, world, keeping('working')))
  }

  test('has nothing to do without where all of them are of use', () => {
    expect(connections('client: c-1, server: [1 × s-1, 1 × s-3]')).toEqual([])
  })

  test('has to do without each that does not work', () => {
    expect(connections('client: c-1, server: [1 × s-1, 2 × s-2]')).toEqual([
      'link client-server, unsafe: s2 does not accept V1 and closes',
      'link client-server, unsafe: s3 does not accept V1 and closes',
    ])
  })

  test('is not judged by one that is down, nor by one to which its line is cut, nor while it is down itself', () => {
    const mixed = 'client: c-1, server: [1 × s-2, 1 × s-2]'
    const first = 'link client-server, unsafe: s1 does not accept V1 and closes'
    expect(connections(mixed, ...kill('s2'))).toEqual([first])
    expect(connections(mixed, { at: 1_000, do: 'cut', pair: 'c1-s2' })).toEqual([first])
    expect(connections(mixed, ...kill('c1'))).toEqual([])
  })

  test('is told what is lost on a connection that works', () => {
    const text = system({
      cluster: 'client: c-1, server: [1 × s-1, 1 × s-3]',
      server: ', lacks: load',
      rest: 'calls: { client: { load: { since: V1, without: its index } } }\ntraffic: { start: load }',
    })
    const { cluster, world } = seen(text)
    const lost = (...keep: Condition[]) => say(observedConnections(cluster, world, keeping(...keep)))
    const without = 'both ends agree on V1, with no load: its index (s-3 does not serve it)'
    expect(lost('working')).toEqual([`link client-server, degraded: ${without}`])
    expect(lost('open')).toEqual([`link client-server, unsafe: ${without}`])
  })
})

describe('a dialer that needs any acceptor', () => {
  const any = ', needs: any'
  const connections = (cluster: string, interventions: readonly Intervention[] = [], link = any) => {
    const { cluster: there, world } = seen(system({ cluster, link }), interventions)
    return say(observedConnections(there, world, keeping('working')))
  }
  const [mixed, useless] = ['client: c-1, server: { s1: s-2, s2: s-1 }', 'client: c-1, server: 2 × s-2']
  const refused = (server: string) => `link client-server, unsafe: ${server} does not accept V1 and closes`

  test('is judged by the one that it stays with', () => {
    expect(connections(mixed)).toEqual([])
  })

  test('has nobody where none is of use, and each that is there says why', () => {
    expect(connections(useless)).toEqual([refused('s1'), refused('s2')])
    expect(connections(useless, kill('s1'))).toEqual([refused('s2')])
    expect(connections(mixed, kill('s2'))).toEqual([refused('s1')])
  })

  test('is not judged where nobody is up, nor where a line is cut, nor while it is down', () => {
    expect(connections(useless, kill('s1', 's2'))).toEqual([])
    expect(connections(useless, [{ at: 1_000, do: 'cut', pair: 'c1-s2' }])).toEqual([])
    expect(connections(useless, kill('c1'))).toEqual([])
  })

  test('cannot use the others where one of no use spoils them', () => {
    expect(connections(mixed, [], ', needs: any, spoils: yes')).toEqual([refused('s1')])
    expect(connections(mixed, kill('s1'), ', needs: any, spoils: yes')).toEqual([])
    expect(connections('client: c-1, server: 2 × s-1', [], ', needs: any, spoils: yes')).toEqual([])
  })

  describe('and has a fallback', () => {
    const only = 'link client-server, degraded: c1 has only a fallback to connect to, spare'
    const fallbacks = (servers: string, keep: Condition, ...down: string[]) => {
      const cluster = `client: c-1, server: { ${servers}, spare: { release: s-1, fallback: yes } }`
      const { cluster: there, world } = seen(system({ cluster, link: any }), kill(...down), 20_000)
      return say(observedConnections(there, world, keeping(keep)))
    }

    test('has only that while the others are down, which matters where it is more than one', () => {
      expect(fallbacks('s1: s-1', 'preferred', 's1')).toEqual([only])
      expect(fallbacks('s1: s-1, s2: s-1', 'working', 's1', 's2')).toEqual([only])
      expect(fallbacks('s1: s-1, s2: s-1', 'preferred', 's1', 's2')).toEqual([
        only.replace('degraded', 'unsafe'),
      ])
    })

    test('has only that where the one other is up and of no use', () => {
      expect(fallbacks('s1: s-2', 'preferred')).toEqual([only.replace('degraded', 'unsafe')])
    })

    test('does not need it while another is up', () => {
      expect(fallbacks('s1: s-1, s2: s-1', 'preferred', 's1')).toEqual([])
    })
  })
})

describe('nobody is there', () => {
  const nobody = (link: string, cluster: string, ...down: string[]) => {
    const { cluster: there, world } = seen(system({ link, cluster }), kill(...down))
    return say(nobodyThere(there, world, keeping('working')))
  }
  const two = 'client: c-1, server: 2 × s-1'

  test('for a dialer that needs any of several, where all are down', () => {
    expect(nobody(', needs: any', two, 's1', 's2')).toEqual([
      'link client-server, unsafe: c1 has nobody to connect to while s1 and s2 are down',
    ])
  })

  test.each([
    ['one of them is up', ', needs: any', two, ['s1']],
    [
      'there is only one, which has to go down at some time',
      ', needs: any',
      'client: c-1, server: s-1',
      ['s1'],
    ],
    ['it needs every one', '', two, ['s1', 's2']],
    ['it is down itself', ', needs: any', two, ['c1', 's1', 's2']],
  ])('is not said where %s', (_, link, cluster, down) => {
    expect(nobody(link, cluster, ...down)).toEqual([])
  })

  test('is part of what is wrong while nodes are down, beside what the cluster is there for', () => {
    const rest = 'service: { floor: { server: 1 } }'
    const { cluster, world } = seen(system({ link: ', needs: any', rest }), kill('s1', 's2'))
    expect(say(observedCluster(cluster, world, keeping('working')))).toEqual([
      'link client-server, unsafe: c1 has nobody to connect to while s1 and s2 are down',
      'floor server, unsafe: only 0 of server are up while s1 and s2 are down, where 1 is needed',
    ])
  })
})

describe('what a cluster is there for', () => {
  const text = (service: string, { link = '', count = 3 } = {}) => `
versions: [V1]
roles: { peer: { p-1: { speaks: at once, offers: V1, accepts: V1 }, p-2: {} }, guest: { g-1: { speaks: at once, offers: V1, accepts: V1 } } }
links: [{ from: peer, to: peer ${link} }, { from: guest, to: peer }]
network: { latency: 5 ms }
service: { ${service} }
cluster: { peer: ${count} × p-1, guest: g-1 }
upgrade: { to: { peer: p-2 } }
`
  /** What is found where these pairs work, or all. */
  const service = (of: string, works: readonly string[] | 'all', ...down: string[]) => {
    const { cluster, world } = seen(of, kill(...down), 1_000)
    return say(observedService(cluster, world, ({ id }) => works === 'all' || works.includes(id)))
  }

  test.each([
    [3, [], null],
    [3, ['p1'], null],
    [
      3,
      ['p1', 'p2'],
      'at most 1 of 3 are connected with each other while p1 and p2 are down, where a quorum needs 2',
    ],
    [4, ['p1'], null],
    [
      4,
      ['p1', 'p2'],
      'at most 2 of 4 are connected with each other while p1 and p2 are down, where a quorum needs 3',
    ],
    [1, ['p1'], 'at most 0 of 1 are connected with each other while p1 is down, where a quorum needs 1'],
  ])('a quorum of %d, of whom %j are down', (count, down, reason) => {
    expect(service(text('quorum: peer', { count }), 'all', ...down)).toEqual(
      reason === null ? [] : [`quorum, unsafe: ${reason}`],
    )
  })

  const parts = (works: readonly string[], link = '', roles = 'peer') =>
    service(text(`connected: [${roles}]`, { link }), works).map((line) => line.replace(/^.*: (?=\w+\d)/, ''))

  test('peers are connected where both reach each other, if only by way of others', () => {
    expect(parts(['p1-p2', 'p2-p1', 'p2-p3', 'p3-p2'])).toEqual([])
    expect(parts(['p1-p2', 'p2-p1', 'p2-p3'])).toEqual(['p1, p2 | p3'])
    expect(parts(['p1-p3', 'p3-p1'])).toEqual(['p1, p3 | p2'])
    expect(parts(['p2-p1', 'p3-p2'])).toEqual(['p1 | p2 | p3'])
    expect(parts([])).toEqual(['p1 | p2 | p3'])
  })

  test('where one direction is enough it may be either', () => {
    expect(parts(['p1-p2', 'p3-p2'], ', one direction: enough')).toEqual([])
    expect(parts(['p2-p1'], ', one direction: enough')).toEqual(['p1, p2 | p3'])
  })

  test('there is one direction where only one of two dials', () => {
    expect(parts(['p1-p2', 'p2-p1', 'p2-p3', 'p3-p2', 'g1-p2'], '', 'guest, peer')).toEqual([])
    expect(parts(['p1-p2', 'p2-p1', 'p2-p3', 'p3-p2'], '', 'guest, peer')).toEqual(['p1, p2, p3 | g1'])
  })

  test('one of several channels is enough', () => {
    const channels = ', channels: [words, files]'
    expect(parts(['p1-p2/words', 'p2-p1/files', 'p2-p3/files', 'p3-p2/files'], channels)).toEqual([])
    expect(parts(['p1-p2/words', 'p2-p3/files', 'p3-p2/words'], channels)).toEqual(['p1 | p2, p3'])
  })

  test('who is down is in no part, and those that are no members make none', () => {
    expect(service(text('connected: peer'), ['p1-p2', 'p2-p1'], 'p3')).toEqual([])
    expect(service(text('connected: peer'), ['p1-p2', 'p2-p1', 'p1-p3', 'p3-p1'], 'p1')).toEqual([
      'connected, unsafe: there are parts without a connection while p1 is down: p2 | p3',
    ])
  })

  describe('a floor', () => {
    const floor = (more: string, cluster: string, works: readonly string[] | 'all', ...down: string[]) =>
      service(system({ link: more, cluster, rest: 'service: { floor: { server: 2 } }' }), works, ...down)
    const three = 'client: c-1, server: 3 × s-1'

    test('counts those that are up', () => {
      expect(floor('', three, 'all', 's1')).toEqual([])
      expect(floor('', three, 'all', 's1', 's3')).toEqual([
        'floor server, unsafe: only 1 of server is up while s1 and s3 are down, where 2 are needed',
      ])
      expect(floor('', three, 'all', 'c1')).toEqual([])
    })

    test('counts for each dialer that needs any one those that are of use to it', () => {
      const [none, few] = ['of server', 'of server while c2 is down'].map(
        (what) => `floor server, unsafe: c1 can use only 1 ${what}, where 2 are needed`,
      )
      expect(floor(', needs: any', three, ['c1-s1', 'c1-s3'])).toEqual([])
      expect(floor(', needs: any', three, ['c1-s2'])).toEqual([none])
      // A dialer that is down uses none, and one that needs every one is judged by each.
      expect(floor(', needs: any', `client: 2 × c-1, server: 3 × s-1`, ['c1-s2'], 'c2')).toEqual([few])
      expect(floor('', three, ['c1-s2'])).toEqual([])
    })

    test('is not that of the dialers, nor of those that dial on their own host only', () => {
      const hosted = `client: { c1: { release: c-1, host: h1 } }, server: { s1: { release: s-1, host: h1 }, s2: { release: s-1, host: h2 } }`
      expect(floor(', needs: any, over: same host', hosted, [])).toEqual([])
      const ofClients = system({ link: ', needs: any', cluster: 'client: 2 × c-1, server: s-1' })
      expect(service(`${ofClients}service: { floor: { client: 2 } }`, [])).toEqual([])
    })
  })
})

describe('a node that could not start', () => {
  const text = `
versions: [V1]
sources: { guide: A guide }
roles:
  server:
    s-1: { speaks: at once, offers: V1, accepts: V1, levels: { mode: low..high } }
    s-2: { levels: { mode: low } }
links: [{ from: server, to: server }]
levels: { mode: { values: [low, high], start: high, source: guide } }
cluster: { server: 2 × s-1 }
upgrade: { to: { server: s-2 } }
`
  test('is told with the value at which it cannot run, and where that is said', () => {
    const { cluster, world } = seen(text, [{ at: 1_000, do: 'upgrade', node: 's1', to: 's-2' }], 30_000)
    expect(deadNodes(cluster, world)).toEqual([
      {
        rule: 'level mode',
        severity: 'unsafe',
        reason: 's1 did not start: s-2 cannot run at mode high',
        source: 'guide',
      },
    ])
  })

  test('is no node that was killed', () => {
    const { cluster, world } = seen(text, kill('s1'))
    expect(deadNodes(cluster, world)).toEqual([])
  })
})
