/** A scenario that says a little of everything. */
export const rich = `
versions: [A, B, { C: [c, third] }, D]
sources: { manual: A manual, test: { text: A test, url: 'https://example.org' } }
roles:
  node:
    n1: { speaks: at once, offers: A, accepts: A }
    n2: { offers: A..B, answers: highest common, accepts: A..B, as: { dialer: { otherwise: stall } } }
    n3:
      like: n1
      offers: C
      accepts: A..C
      reads: { D: C }
      when refused: { retry: next lower, on: [error, close], remembers: peer }
      meanwhile: { queue: 100, when full: close }
      lacks: repair
      numbers: { read: 0..4 }
      data: { writes: F2, reads: [F1, F2] }
  client:
    c1: { speaks: at once, offers: A, accepts: A, needs: scan, patience: 5 s }
    c2: { offers: B, otherwise: go on, falls to: A }
links:
  - { from: node, to: node, name: ring, channels: [gossip, stream], spoils: yes }
  - { from: client, to: node, needs: any }
calls:
  node:
    repair: { since: B, over: ring/stream, missing: fail, source: manual, note: Seen once }
  client:
    read: { since: A, data: reads }
    write: { since: A, until: C, data: writes, fallback: put }
    put: { since: C, names: { C: put, D: store } }
    scan: { since: B, missing: wrong data }
exceptions:
  - { link: ring, dialer: n3, acceptor: n1, outcome: rejected, because: It was tried, source: test }
  - { link: client-node, dialer: c1, acceptor: n2, outcome: degraded, at: c, because: no scans, note: Odd }
variants:
  as documented:
    about: What the manual says
    roles: { node: { n2: { otherwise: close } }, client: { c1: { patience: for ever } } }
    calls: { client: { scan: { missing: fail }, read: { without: reading } } }
cluster:
  node: { x1: n1, x2: { release: n2, fallback: yes }, x3: { release: n1, fallback: no } }
  client: c1
upgrade: { to: { node: n3 } }
`
