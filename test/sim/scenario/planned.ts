/** A scenario that says something of everything that a plan goes by. */
export const planned = `
versions: [P1, P2, P3, P4]
sources: { policy: The policy of the vendor }
roles:
  broker:
    b-1: { speaks: at once, offers: P1, accepts: P1, data: { writes: F1 }, levels: { wire: low } }
    b-2:
      offers: P2
      accepts: P1..P2
      as: { acceptor: { otherwise: stall } }
      levels: { wire: low..high, flags: [none, some] }
      with:
        wire:
          high: { offers: P2, accepts: P2, data: { writes: F2, reads: [F1, F2] }, as: { dialer: { otherwise: error } } }
        flags: { some: { patience: 5 s } }
    b-3: { offers: P3, accepts: P1..P3, with: { wire: { high: { accepts: P2..P3 } } } }
    b-4: { offers: P4, accepts: P3..P4, way back: none }
  agent:
    a-1: { speaks: after the peer, offers: P1, accepts: P1..P4 }
    a-2: { offers: P2, with: { flags: { all: { offers: P3 } } } }
links:
  - { from: broker, to: broker, name: mesh }
  - { from: agent, to: broker, needs: any }
levels:
  wire: { about: What brokers speak, values: [low, high], raised: on each node, of: broker }
  flags:
    values: [none, some, all]
    start: some
    of: [broker]
    reversible: no
    transitional: yes
    drops connections: yes
    source: policy
    note: Seen once
  era: { values: [e1, e2], raised: automatically, unknown members: ignore }
operations:
  repair: { about: Compares replicas, one release of: broker, because: nodes stream to each other, source: policy }
cluster:
  broker: { x1: { release: b-1, host: h1 }, x2: b-1, x3: b-2 }
  agent: { y1: { release: a-1, host: h1 }, y2: a-1 }
skew:
  - { of: agent, against: [broker], older: 2, newer: 0, effect: unsupported, because: so they say, source: policy }
  - { of: agent, against: broker, when: a-2, older: any, newer: 1, over: same host }
  - { among: broker, releases: 2, effect: degraded, because: it is slow }
service: { quorum: broker, connected: [broker, agent], floor: { broker: 2 } }
paths:
  broker: one at a time
  agent: { a-1: [a-2], a-2: none }
upgrade:
  to: { broker: b-4, agent: a-2, wire: high, flags: all }
  through: { broker: [b-2, b-3], x2: b-3 }
  keep: [working, supported]
variants:
  gentle:
    about: More has to be up
    service: { floor: { agent: 1 } }
    levels: { wire: { of: [broker, agent] } }
    operations: { repair: { because: they compare } }
    upgrade: { keep: open }
`
