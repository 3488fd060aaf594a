/** What is known of real systems from their sources, typed in from there, against what Parley computes. */
import { expect, test } from 'vitest'
import { computedFor, knownOf, readScenario } from './shipped.ts'

const all = 'newstyle+FIXED+NO_ZEROES'

/** For each scenario its pairs, dialers down and acceptors across. See `knownOf` for the words. */
const grids: Record<string, string> = {
  'zeo-2002-foreseen': `
    -          ZEO-1       ZEO-2.0.0  ZEO-2.0.1  ZEO-2.0.2
    ZEO-1      Z1          no         no         no
    ZEO-2.0.0  no          Z200       half       half
    ZEO-2.0.1  no: dialer  Z200       Z201       Z201
    ZEO-2.0.2  no: dialer  Z200       Z201       Z202
  `,
  rfb: `
    -              rfb-3.3       rfb-3.8       tigervnc      tightvnc      x11vnc        banner-4.1
    rfb-3.3        3.3           3.3           3.3           3.3           3.3           ?
    rfb-3.8        3.3 less      3.8           3.8           3.8           3.8           ?
    tigervnc       3.3 less      3.8           3.8           3.8           3.8           3.8
    tightvnc       3.3 less      3.8           3.8           3.8           3.8           3.3 less
    answers-3.889  3.3 less      half          3.8           3.8           half          ?
    answers-4.1    ?             ?             no: acceptor  no: acceptor  no: acceptor  ?
  `,
  ssh: `
    -            ssh-1     ssh-1.99  openssh-9.2  dropbear
    ssh-1        1.x       1.x       no           no
    ssh-1.99     1.x less  2.0       2.0          2.0
    openssh-9.2  no        2.0       2.0          2.0
    dropbear     no        2.0       2.0          2.0
    says-2.1     no        ?         2.0          2.0
    says-3.0     no        no        no           no
  `,
  'amqp-0-9-1': `
    -           amqp-0-8      specification  rabbitmq-3.10
    amqp-0-8    0-8           no: acceptor   0-8
    amqp-0-9    no: acceptor  0-9-1          0-9-1
    amqp-0-9-1  no: acceptor  0-9-1          0-9-1
    amqp-1-0    no: acceptor  no: acceptor   no: acceptor
  `,
  postgresql: `
    -                   before-2017   postgres-15   postgres-18
    libpq-3.0           3.0           3.0           3.0
    psql-15-asking-3.2  no: acceptor  no: dialer    3.2
    libpq-3.2           no: acceptor  3.0 less      3.2
    libpq-19-beta       no: acceptor  3.0 less      3.2
    asks-2.0            no: acceptor  no: acceptor  no: acceptor
    asks-4.0            no: acceptor  no: acceptor  no: acceptor
  `,
  'cassandra-native': `
    -              cassandra-2.1  cassandra-3.11  cassandra-4.1  cassandra-4.1-strict
    java-4         v3 less        v4 less         v5             v5
    java-4-pinned  no: acceptor   no: acceptor    v5             v5
    python         v3 less        v4 less         v5             v5
  `,
  'redis-hello': `
    -           redis-5       redis-7
    plain       RESP2         RESP2
    resp3-or-2  RESP2 less    RESP3
    resp3-only  no: acceptor  RESP3
    resp4-or-2  RESP2 less    RESP2 less
  `,
  'kafka-apiversions': `
    -       0.9           0.10     2.1      2.4      4.0
    0.9     unasked       unasked  unasked  unasked  no: acceptor
    0.10.2  no: acceptor  v0       v0       v0       v0 less
    2.1     no: acceptor  v0       v2       v2       v2 less
    2.4     no: acceptor  v0       v0       v3       v3 less
    4.0     no: acceptor  v0 less  v0       v3       v4
  `,
  'mongodb-wire': `
    -          mongodb-3.4  mongodb-3.6  mongodb-4.0  mongodb-4.2  mongodb-7.0  mongodb-8.0
    since-2.6  5 less       6            7            8            8            8
    since-3.6  no: dialer   6            7            8            21           21
    since-4.2  no: dialer   no: dialer   no: dialer   8 less       21 less      25
  `,
  tls: `
    -              intolerant    openssl-1.2   gnutls-1.2   openssl-1.3
    tls-1.0        TLS1.0        TLS1.0        TLS1.0       TLS1.0
    tls-1.3        no: acceptor  TLS1.2 less   TLS1.2 less  TLS1.3
    retries-lower  TLS1.2 less   TLS1.2 less   TLS1.2 less  TLS1.3
    only-1.3       no: acceptor  no: acceptor  no: acceptor  TLS1.3
    suites-of-1.2  no: acceptor  TLS1.2 less   TLS1.2 less  no: acceptor
  `,
  mcp: `
    -            first            second           latest      latest-only
    first        2024-11-05       2024-11-05       2024-11-05  no: dialer
    skipped-one  2024-11-05 less  no: dialer       2025-06-18  2025-06-18
    latest       2024-11-05 less  2025-03-26 less  2025-06-18  2025-06-18
  `,
  'etcd-peers': `
    -         etcd-2.3      etcd-3.0  etcd-3.3      etcd-3.4      etcd-3.5
    etcd-2.3  2.3           2.3       no: acceptor  no: acceptor  no: acceptor
    etcd-3.0  2.3           3.0       3.0           3.0           3.0
    etcd-3.3  no: acceptor  3.0       3.3           3.3           3.3
    etcd-3.4  no: acceptor  3.0       3.3           3.4           3.4
    etcd-3.5  no: acceptor  3.0       3.3           3.4           3.5
  `,
  'elasticsearch-transport': `
    -             elastic-6.8  elastic-7.16  elastic-7.17  elastic-8.0
    elastic-6.8   6.8          6.8           6.8           no
    elastic-7.16  6.8          7.16          7.16          no
    elastic-7.17  6.8          7.16          7.17          7.17
    elastic-8.0   no           no            7.17          8.0
  `,
  '9p': `
    -              plan9         unix          diod
    9P2000         9P2000        9P2000        no: acceptor
    9P2000.u       9P2000        9P2000.u      no: acceptor
    9P2000.L-only  no: dialer    no: dialer    9P2000.L
    stranger       no: acceptor  no: acceptor  no: acceptor
    careless       ?             ?             9P2000.L
  `,
  'zeo-2005': `
    -           ZODB-3.2    ZODB-3.3.1
    ZODB-3.2    Z201        Z201
    ZODB-3.3.1  no: dialer  Z303
  `,
  'kafka-4.0': `
    -          kafka-2.0   kafka-3.9  kafka-4.0
    kafka-2.0  2.0         2.0        no: dialer
    kafka-3.9  2.0         3.9        3.9
    kafka-4.0  no: dialer  3.9        4.0
  `,
  'zookeeper-3.5': `
    -                zookeeper-3.4.5  zookeeper-3.4.6  zookeeper-3.5
    zookeeper-3.4.5  id               id               id
    zookeeper-3.4.6  id               id               id
    zookeeper-3.5    no: acceptor     V1               V1
  `,
  'rabbitmq-3.13': `
    -              rabbitmq-3.11  rabbitmq-3.12  rabbitmq-3.13
    rabbitmq-3.11  3.11           3.11           no
    rabbitmq-3.12  3.11           3.12           3.12
    rabbitmq-3.13  no             3.12           3.13
  `,
  'cassandra-4.0-repair': `
    -               cassandra-3.11  cassandra-4.0
    cassandra-3.11  11              11
    cassandra-4.0   11              12
  `,
  nbd: `
    -           newstyle       fixed         qemu-nbd      nbd-server
    newstyle    newstyle       newstyle      newstyle      newstyle
    fixed       newstyle less  ${all}        ${all}        ${all}
    fixed-only  no: dialer     ${all}        ${all}        ${all}
    future      ?              no: acceptor  no: acceptor  ${all}
  `,
}

test.each(Object.entries(grids))('%s', (name, grid) => {
  const known = knownOf(grid)
  expect(computedFor(readScenario(name), known)).toEqual(known)
})
