/**
 * What the vendors of the shipped upgrades say of the states in between, each as a few lines of plain code: a second source
 * for what Parley finds out from the scenario files. The counts are worked out by hand.
 */
import type { IsSafe, Paths, Values } from './brute-orders.ts'

export interface Vendor {
  readonly scenario: string
  readonly paths: Paths
  readonly isSafe: IsSafe
  /** How many orders there are, and how many of them are safe. */
  readonly all: number
  readonly safe: number
  /** The one best way by units, a text for each phase. Null where there are several that are as good, or none. */
  readonly phases: readonly string[] | null
}

/** The same path for several units. */
const each = (units: string, ...path: string[]): Paths =>
  Object.fromEntries(units.split(' ').map((unit) => [unit, path]))

/** The values of some units. */
const of = (values: Values, units: string) => units.split(' ').map((unit) => values[unit] ?? '')

const all = (values: readonly string[], value: string) => values.every((each) => each === value)
const none = (values: readonly string[], value: string) => !values.includes(value)

/** The `y` of `x.y`. */
const minor = (release: string) => Number(release.split('.')[1])

export const vendors: readonly Vendor[] = [
  {
    // A server of 3.2 speaks first and says Z201, which leaves a client of 3.1 in its handshake for ever.
    scenario: 'zeo-2002',
    paths: { ...each('c1 c2 c3', 'ZODB-3.1', 'ZODB-3.2'), ...each('s1 s2', 'ZODB-3.1', 'ZODB-3.2') },
    isSafe: (now) => none(of(now, 'c1 c2 c3'), 'ZODB-3.1') || none(of(now, 's1 s2'), 'ZODB-3.2'),
    all: 120,
    safe: 12, // 3! of clients, then 2! of servers
    phases: ['c1 c2 c3', 's1 s2'],
  },
  {
    // A client of 3.3 takes Z303 and nothing else; a server of 3.3 still takes Z201.
    scenario: 'zeo-2005',
    paths: each('c1 c2 s1', 'ZODB-3.2', 'ZODB-3.3.1'),
    isSafe: (now) => now.s1 === 'ZODB-3.3.1' || none(of(now, 'c1 c2'), 'ZODB-3.3.1'),
    all: 6,
    safe: 2,
    phases: ['s1', 'c1 c2'],
  },
  {
    // The same, and a client of 3.2 makes no progress once one of 3.3 has changed the root.
    scenario: 'zeo-2005-data',
    paths: each('c1 c2 s1', 'ZODB-3.2', 'ZODB-3.3.1'),
    isSafe: (now) => {
      const clients = of(now, 'c1 c2')
      const talks = now.s1 === 'ZODB-3.3.1' || none(clients, 'ZODB-3.3.1')
      return talks && new Set(clients).size === 1
    },
    all: 6,
    safe: 0, // one of the two clients is upgraded before the other
    phases: null,
  },
  {
    // Brokers have to be at 2.1 before clients come to 4.0, clients before brokers do, and so brokers among themselves. 2.0 has
    // no KRaft, and 4.0 nothing else.
    scenario: 'kafka-4.0',
    paths: {
      ...each('c1 c2 b1 b2', 'kafka-2.0', 'kafka-3.9', 'kafka-4.0'),
      ...each('metadata', 'zookeeper', 'kraft'),
    },
    isSafe: (now) => {
      const [clients, brokers] = [of(now, 'c1 c2'), of(now, 'b1 b2')]
      if (brokers.includes('kafka-4.0') && [...clients, ...brokers].includes('kafka-2.0')) return false
      if (brokers.includes(now.metadata === 'kraft' ? 'kafka-2.0' : 'kafka-4.0')) return false
      return none(clients, 'kafka-4.0') || none(brokers, 'kafka-2.0')
    },
    all: 22680, // 9! / 2⁴
    // Without the move: 4! · 4! where all are at 3.9 first. Else one client is at 4.0 before the other is at 3.9, which leaves for
    // either client 3! for itself and the brokers, and 3! for what comes after: 72. The move comes between the last broker at 3.9
    // and the first at 4.0, with 1 + 2/3 + 2/3 places there on average in the one case, and 1 + 1/3 + 2 + 1/3 in the other.
    safe: (576 * 7) / 3 + (72 * 11) / 3,
    phases: null, // the move may as well be a wave of its own, before clients and brokers together
  },
  {
    // First new code everywhere with the old version configured; then the new version, configured one by one.
    scenario: 'kafka-ibp',
    paths: { ...each('b1 b2 b3', 'kafka-3.8', 'kafka-3.9'), ...each('b1.ibp b2.ibp b3.ibp', '3.8', '3.9') },
    isSafe: (now) => none(of(now, 'b1.ibp b2.ibp b3.ibp'), '3.9') || none(of(now, 'b1 b2 b3'), 'kafka-3.8'),
    all: 720,
    safe: 36, // 3! · 3!
    phases: ['b1 b2 b3', 'b1.ibp b2.ibp b3.ibp'],
  },
  {
    // A peer of 3.4.5 does not understand one of 3.5, and they form two partitions.
    scenario: 'zookeeper-3.5-direct',
    paths: each('p1 p2 p3', 'zookeeper-3.4.5', 'zookeeper-3.5'),
    isSafe: (now) => new Set(of(now, 'p1 p2 p3')).size === 1,
    all: 6,
    safe: 0,
    phases: null,
  },
  {
    // 3.4.6 understands both.
    scenario: 'zookeeper-3.5',
    paths: each('p1 p2 p3', 'zookeeper-3.4.5', 'zookeeper-3.4.6', 'zookeeper-3.5'),
    isSafe: (now) => {
      const peers = of(now, 'p1 p2 p3')
      return none(peers, 'zookeeper-3.4.5') || none(peers, 'zookeeper-3.5')
    },
    all: 90, // 6! / 2³
    safe: 36, // 3! · 3!
    phases: ['p1 p2 p3', 'p1 p2 p3'],
  },
  {
    scenario: 'kubernetes-1.35',
    paths: each('a1 a2 c1 k1 k2', 'v1.34', 'v1.35'),
    isSafe: (now) => isWithinSkew(of(now, 'a1 a2'), of(now, 'c1'), of(now, 'k1 k2')),
    all: 120,
    safe: 12, // 2! of API servers, then 3!
    phases: ['a1 a2', 'c1 k1 k2'],
  },
  {
    scenario: 'kubernetes-1.35-parked',
    paths: {
      ...each('a1 a2 c1', 'v1.34', 'v1.35'),
      ...each('parked', 'v1.31', 'v1.32', 'v1.33', 'v1.34', 'v1.35'),
      ...each('other', 'v1.34'),
    },
    isSafe: (now) => isWithinSkew(of(now, 'a1 a2'), of(now, 'c1'), of(now, 'parked other')),
    all: 210, // 7! / 4!
    // The kubelet moves first. Of the other six, either its last move is the last: both API servers before the controller
    // manager, among two moves of the kubelet, 5! / 2! / 3; or the controller manager is, and the kubelet’s last comes before: 4! / 2!.
    safe: 20 + 12,
    phases: null,
  },
  {
    // Nodes that are not eligible as masters first, in any order, then the others, in any order.
    scenario: 'elasticsearch-7.17',
    paths: each('d1 d2 m1 m2 m3', 'elastic-7.16', 'elastic-7.17'),
    isSafe: (now) => none(of(now, 'd1 d2'), 'elastic-7.16') || none(of(now, 'm1 m2 m3'), 'elastic-7.17'),
    all: 120,
    safe: 12, // 2! · 3!
    phases: ['d1 d2', 'm1 m2 m3'],
  },
  {
    // Config servers, shards, routers, and then the compatibility version, after which no older one is talked to.
    scenario: 'mongodb-7.0',
    paths: { ...each('c1 s1 s2 m1', 'mongodb-6.0', 'mongodb-7.0'), fcv: ['6.0', '7.0'] },
    isSafe: (now) => {
      const [shards, old, raised] = [of(now, 's1 s2'), 'mongodb-6.0', 'mongodb-7.0']
      if (now.c1 === old && !all([...shards, now.m1 ?? ''], old)) return false
      if (now.m1 === raised && !all(shards, raised)) return false
      return now.fcv === '6.0' || now.m1 === raised
    },
    all: 120,
    safe: 2, // the two shards
    phases: ['c1', 's1 s2', 'm1', 'fcv'],
  },
  {
    // From each series to the next one only; all flags on before each upgrade; a flag is switched on if all nodes know it.
    scenario: 'rabbitmq-3.13',
    paths: {
      ...each('n1 n2 n3', 'rabbitmq-3.11', 'rabbitmq-3.12', 'rabbitmq-3.13'),
      flags: ['3.10', '3.11', '3.12'],
    },
    isSafe: (now) => {
      const [nodes, flags] = [of(now, 'n1 n2 n3').map(minor), minor(now.flags ?? '')]
      const [oldest, newest] = [Math.min(...nodes), Math.max(...nodes)]
      return newest - oldest <= 1 && flags >= newest - 1 && flags <= oldest
    },
    all: 2520, // 8! / 2⁴
    safe: 36, // 3! · 3!, with the flags before either
    phases: ['flags', 'n1 n2 n3', 'flags', 'n1 n2 n3'],
  },
  {
    // Whoever reads is at least as new as whoever writes.
    scenario: 'mysql-8.4',
    paths: each('s1 r1 c1', 'mysql-8.0', 'mysql-8.4'),
    isSafe: (now) => (now.s1 ?? '') <= (now.r1 ?? '') && (now.r1 ?? '') <= (now.c1 ?? ''),
    all: 6,
    safe: 1,
    phases: ['c1', 'r1', 's1'],
  },
  {
    // No repair while two releases are about.
    scenario: 'cassandra-4.0-repair',
    paths: {
      ...each('n1 n2 n3', 'cassandra-3.11', 'cassandra-4.0'),
      repair: ['not yet', 'running', 'done'],
    },
    isSafe: (now) => now.repair !== 'running' || new Set(of(now, 'n1 n2 n3')).size === 1,
    all: 60, // 5! / 2!
    safe: 12, // 3! with the repair before, or after
    phases: null,
  },
]

/** Kubernetes’ policy, where everybody may be led to any API server. */
function isWithinSkew(
  apiServers: readonly string[],
  controllers: readonly string[],
  kubelets: readonly string[],
): boolean {
  const servers = apiServers.map(minor)
  const [oldest, newest] = [Math.min(...servers), Math.max(...servers)]
  const areFrom = (releases: readonly string[], older: number) =>
    releases.map(minor).every((release) => release <= oldest && release >= newest - older)
  return newest - oldest <= 1 && areFrom(controllers, 1) && areFrom(kubelets, 3)
}
