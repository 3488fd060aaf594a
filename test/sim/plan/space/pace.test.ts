/** How many nodes a plan lets be under way at once. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkOrder } from '#sim/plan/check.ts'
import { plan } from '#sim/plan/plan.ts'
import { sayPace } from '#sim/plan/runbook.ts'
import { mostDown } from '#sim/plan/space/pace.ts'
import { scenarioOf } from '../../scenario/broken.ts'

/** Clients of which each is content with any server, and servers that nothing tells apart. */
const cluster = (servers: number, pace: string, rest = '') =>
  scenarioOf(`
title: Servers
about: How many may be down?
versions: [V1]
roles:
  client: { c-1: { speaks: after the peer, offers: V1, accepts: V1, otherwise: close } }
  server: { s-1: { speaks: at once, offers: V1, answers: theirs, accepts: V1, otherwise: close }, s-2: { } }
links: [{ from: client, to: server, needs: any }]
cluster: { client: 1 × c-1, server: ${servers} × s-1 }
network: { latency: 5 ms }
upgrade: { to: { server: s-2 }${pace && `, pace: { server: ${pace} }`} }
${rest}
`)

const saysOf = (scenario: ReturnType<typeof cluster>) => {
  const { phases, waves } = plan(scenario)
  return phases.map((phase, i) => sayPace(phase, waves[i]).join(', '))
}

test('is what the scenario says', () => {
  expect(saysOf(cluster(5, ''))).toEqual(['in any order, one at a time'])
  expect(saysOf(cluster(5, '2'))).toEqual(['in any order, at most 2 of server at a time'])
})

test('is slower where what is said does not hold, and says why', () => {
  expect(saysOf(cluster(5, 'all'))).toEqual([
    'in any order, at most 4 of server at a time, no more at a time: client c-1 has no server to connect to while 5 of server are down',
  ])
})

test('leaves a quorum of more than half', () => {
  const down = (servers: number) =>
    mostDown(cluster(servers, 'all', 'service: { quorum: [server] }'), 'server')
  expect(down(4)).toEqual({ most: 1, why: 'a quorum needs 3 of 4' })
  expect(down(5)).toEqual({ most: 2, why: 'a quorum needs 3 of 5' })
  expect(down(6)).toEqual({ most: 2, why: 'a quorum needs 4 of 6' })
})

test('names what keeps each role of a wave from going faster', () => {
  const scenario = scenarioOf(`
title: Two kinds
about: Each has its own limit.
versions: [V1]
roles:
  client: { c-1: { speaks: at once, offers: V1, accepts: V1, otherwise: close } }
  server: { s-1: { speaks: after the peer, offers: V1, answers: theirs, accepts: V1, otherwise: close }, s-2: { } }
  proxy: { p-1: { speaks: after the peer, offers: V1, answers: theirs, accepts: V1, otherwise: close }, p-2: { } }
links: [{ from: client, to: server, needs: any }, { from: client, to: proxy }]
cluster: { client: 2 × c-1, server: 6 × s-1, proxy: 5 × p-1 }
service: { floor: { proxy: 3 } }
network: { latency: 5 ms }
upgrade: { to: { server: s-2, proxy: p-2 }, pace: { server: all, proxy: all } }
`)
  expect(saysOf(scenario)).toEqual([
    'in any order, at most 5 of server at a time, at most 2 of proxy at a time, no more at a time: client c-1 has no server to connect to while 6 of server are down; 3 of 5 proxy have to stay up',
  ])
})

test('leaves up who is needed, however many there are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 40 }),
      fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
      (servers, said, least) => {
        const floor = least === null ? null : Math.min(least, servers - 1)
        const rest = floor === null ? '' : `service: { floor: { server: ${floor} } }`
        const { waves } = plan(cluster(servers, String(said), rest))
        expect(waves.map(({ pace }) => pace)).toEqual([
          [{ role: 'server', most: Math.min(said, servers - (floor ?? 1)) }],
        ])
      },
    ),
    { numRuns: 7 },
  )
})

test('of two roles that others connect to is kept apart, unless it is said of both', () => {
  const voters = (pace: string) =>
    scenarioOf(`
title: Voters
about: Two of three have to be up.
versions: [V1]
roles:
  left: { l-1: { speaks: at once, offers: V1, accepts: V1 }, l-2: { } }
  right: { r-1: { speaks: after the peer, offers: V1, accepts: V1 }, r-2: { } }
links: [{ from: left, to: right }, { from: left, to: left }]
service: { quorum: [left, right] }
cluster: { left: 2 × l-1, right: 1 × r-1 }
network: { latency: 5 ms }
upgrade: { to: { left: l-2, right: r-2 }, pace: ${pace} }
`)
  const obstacles = (pace: string) => plan(voters(pace)).waves.map(({ obstacle }) => obstacle)
  expect(obstacles('{ left: 1 }')).toEqual([undefined])
  expect(obstacles('{ left: 1, right: 1 }')).toEqual([
    'at most 1 of 3 are connected with each other while one of left and one of right are down, where a quorum needs 2',
  ])
})

test('tells of a node without another of its role that it is down', () => {
  expect(saysOf(cluster(1, ''))).toEqual(['one step, down while it is upgraded'])
})

test('tells of a node that is the only one on the host of its dialer that it is down', () => {
  const near = (servers: string, pace: string) =>
    saysOf(
      scenarioOf(`
title: Neighbours
about: Each client has the servers of its host.
versions: [V1]
roles:
  client: { c-1: { speaks: after the peer, offers: V1, accepts: V1 } }
  server: { s-1: { speaks: at once, offers: V1, answers: theirs, accepts: V1 }, s-2: { } }
links: [{ from: client, to: server, needs: any, over: same host }]
cluster:
  client: { c1: { release: c-1, host: A }, c2: { release: c-1, host: B } }
  server: { ${servers} }
network: { latency: 5 ms }
upgrade: { to: { server: s-2 }, pace: { server: ${pace} } }
`),
    )
  const on = (id: string, host: string) => `${id}: { release: s-1, host: ${host} }`
  expect(near([on('s1', 'A'), on('s2', 'B')].join(', '), 'all')).toEqual([
    'in any order, one at a time or together, s1 and s2 down while they are upgraded',
  ])
  expect(near([on('s1', 'A'), on('s2', 'A'), on('s3', 'B'), on('s4', 'B')].join(', '), '1')).toEqual([
    'in any order, one at a time',
  ])
})

test('gives no number of nodes that stand for more', () => {
  const [says] = saysOf(cluster(50, 'all'))
  expect(says).toBe(
    'in any order, at most 49 of server at a time, no more at a time: client c-1 has no server to connect to while many of server are down',
  )
})

test('of more nodes than are told apart leaves up who is needed', () => {
  const most = (scenario: ReturnType<typeof cluster>) => plan(scenario).waves.map(({ pace }) => pace[0]?.most)
  const floor = 'service: { floor: { server: 9900 } }'
  expect(most(cluster(10_000, '1000', floor))).toEqual([100])
  expect(most(cluster(10_000, 'all', floor))).toEqual([100])
  expect(most(cluster(10_000, '70', floor))).toEqual([70])
  expect(most(cluster(10_000, 'all'))).toEqual([9_999])
  const peers = scenarioOf(`
title: Peers
about: Most of ten thousand vote.
versions: [V1]
roles: { peer: { p-1: { speaks: at once, offers: V1, accepts: V1 }, p-2: { } } }
links: [{ from: peer, to: peer }]
service: { quorum: peer }
cluster: { peer: 10000 × p-1 }
network: { latency: 5 ms }
upgrade: { to: { peer: p-2 }, pace: { peer: 6000 } }
`)
  expect(most(peers)).toEqual([4_999])
})

test('of a crowd is judged as arithmetic judges it: as many as stay up by it are up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 900, max: 1200 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 24 }),
      (servers, floor, left) => {
        const together = servers - left
        const crowd = cluster(servers, '', `service: { floor: { server: ${floor} } }`)
        const { verdict } = checkOrder(crowd, crowd.upgrade.steps, {
          waves: left === 0 ? [servers] : [together, 1, ...(left > 1 ? [left - 1] : [])],
        })
        expect(verdict).toBe(left >= floor ? 'safe' : 'unsafe')
      },
    ),
    { numRuns: 10 },
  )
})

test('that leaves too many mixtures of voters is not known to be safe, and says of which wave', () => {
  const voters = scenarioOf(`
title: Voters
about: Each of them counts.
versions: [V1]
roles: { server: { s-1: { speaks: at once, offers: V1, answers: theirs, accepts: V1, otherwise: close }, s-2: { } } }
links: [{ from: server, to: server }]
cluster: { server: 1500 × s-1 }
network: { latency: 5 ms }
upgrade: { to: { server: s-2 } }
service: { quorum: [server] }
`)
  const { verdict, states, limits } = checkOrder(voters, voters.upgrade.steps, { waves: [1, 740, 759] })
  expect(verdict).toBe('unknown')
  expect(states).toHaveLength(2)
  expect(limits.notProven.join()).toContain(
    'steps 2 to 741, taken together, have more mixtures than are walked',
  )
})
