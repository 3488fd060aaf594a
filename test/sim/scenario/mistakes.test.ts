/** Every kind of mistake that a scenario with a little of everything can have, at its place. */
import { describe, expect, test } from 'vitest'
import { complaints, edit, expectProblems } from './broken.ts'
import { rich } from './rich.ts'

/** What is edited, the edit with its marks, and the problems. */
type Mistake = [from: string, to: string, ...problems: string[]]

const name = 'a name of up to 64 letters, digits and . _ + / : - that begins with a letter, a digit or _'
const n1 = 'n1: { speaks: at once, offers: A, accepts: A'
const c2 = 'c2: { offers: B, otherwise: go on, falls to: A'
const places =
  'dialer, acceptor, ring, ring dialer, ring acceptor, ring/gossip, ring/gossip dialer, ring/gossip acceptor, ring/stream, ring/stream dialer, ring/stream acceptor, client-node or client-node acceptor'

const mistakes: Record<string, Mistake[]> = {
  versions: [
    ['{ C: [c, third] }', '{ C: [c, ▸B] }', 'versions[2].C[1]: found B twice, expected each version once'],
    [
      '{ C: [c, third] }, D',
      '{ C: [c, third] }, D, ▸third',
      'versions[4]: found third, which is another spelling of C, expected another name',
    ],
    [
      '{ C: [c, third] }, D',
      '{ C: [c, third] }, { D: ▸c }',
      'versions[3].D: found c, which is another spelling of C, expected another name',
    ],
    ['{ C: [c, third] }', '{ C: [c, ▸C] }', 'versions[2].C[1]: found C twice, expected each version once'],
    [
      '{ C: [c, third] }',
      '▸{ C: [c, third], E: e }',
      'versions[2]: found a mapping, expected one version with its other spellings',
    ],
    ['{ C: [c, third] }', '{ C: ▸[] }', 'versions[2].C: found an empty list, expected at least one spelling'],
    [
      '{ C: [c, third] }',
      '{ C: ▸{ c: third } }',
      'versions[2].C: found a mapping, expected another spelling of the version, or a list of them',
    ],
    [
      '{ C: [c, third] }',
      '▸[C, c]',
      'versions[2]: found a list, expected a version, or a mapping from a version to its other spellings',
    ],
    [
      '{ C: [c, third] }, D',
      '{ C: [c, third] }, D, ▸none',
      'versions[4]: found the version “none”, which says that there is none, expected another name',
    ],
  ],
  'like another release': [
    [
      'like: n1',
      'like: ▸n0',
      'roles.node.n3.like: unknown release “n0”, expected n1, n2 or n3 (did you mean n1?)',
    ],
    ['like: n1', 'like: ▸n3', 'roles.node.n3.like: n3 is like itself, expected another release'],
    [
      'like: n1\n',
      'like: ▸n4\n',
      'roles.node.n3.like: unknown release “n4”, expected n1, n2 or n3 (did you mean n1?)',
    ],
    [
      'n3:\n      like: n1',
      'n4: { like: ▸n3 }\n    n3:\n      like: ▸n4',
      'roles.node.n4.like: goes round in a circle: n4 is like n3, n3 is like n4',
      'roles.node.n3.like: goes round in a circle: n3 is like n4, n4 is like n3',
    ],
    [
      n1,
      'n1: { like: ▸n2, speaks: at once, offers: A, accepts: A',
      'roles.node.n1.like: goes round in a circle: n1 is like n2, n2 follows n1',
    ],
  ],
  offers: [
    [
      'offers: A..B',
      'offers: ▸B..A',
      'roles.node.n2.offers: the range B..A is the wrong way round, expected A..B, oldest first',
    ],
    [
      'offers: A..B',
      'offers: A..▸E',
      'roles.node.n2.offers: unknown version “E”, expected A, B, C or D (did you mean A?)',
    ],
    [
      'offers: A..B',
      'offers: [A, ▸thrid]',
      'roles.node.n2.offers[1]: unknown version “thrid”, expected A, B, C or D (did you mean third?)',
    ],
    [
      'offers: A..B',
      'offers: [A, ▸A..B]',
      'roles.node.n2.offers[1]: found A twice, expected each version once',
    ],
    [
      'offers: A..B',
      'offers: ▸{ A: B }',
      'roles.node.n2.offers: found a mapping, expected a version, a range such as Z200..Z201, a list of them, or none',
    ],
    [
      'offers: A..B',
      'offers: [A, ▸none]',
      'roles.node.n2.offers[1]: unknown version “none”, expected A, B, C or D',
    ],
    [
      'answers: highest common',
      'answers: ▸highest',
      'roles.node.n2.answers: found “highest”, expected theirs, lower, equal, highest common, common flags, theirs or own newest, own or anything (did you mean highest common?)',
    ],
    [
      'answers: highest common',
      'answers: ▸common flags',
      'roles.node.n2.answers: common flags and an offer of “A+B”, expected a list of flags such as [A, B], or none',
    ],
    [
      'offers: A..B, answers: highest common',
      'offers: none, answers: ▸equal',
      'roles.node.n2.answers: equal to an offer of none: it could never agree',
    ],
    [
      'offers: A..B, answers: highest common',
      'offers: D, answers: ▸own',
      'roles.node.n2.answers: answers its own D, which it does not accept: it could never agree',
    ],
    [
      'offers: A..B, answers: highest common',
      'offers: none, speaks: after the peer, replies: ▸own offer',
      'roles.node.n2.replies: replies with its own offer, which is none, expected nothing or the agreed',
    ],
    [
      'answers: highest common',
      'replies: ▸agreed',
      'roles.node.n2.replies: found “agreed”, expected the agreed, own offer or nothing',
    ],
  ],
  flags: [
    [
      'offers: A..B, answers: highest common',
      'offers: [A, B], requires: ▸A',
      'roles.node.n2.requires: requires flags, expected answers: common flags beside it',
    ],
    [
      'offers: A..B, answers: highest common',
      'offers: [A, B], unknown flags: ▸refuse',
      'roles.node.n2["unknown flags"]: refuses unknown flags, expected answers: common flags beside it',
    ],
    [
      'offers: A..B, answers: highest common',
      'offers: [A, B], answers: common flags, requires: ▸[A, c]',
      'roles.node.n2.requires: requires C, which it does not offer: it could never agree',
    ],
    [
      'offers: A..B, answers: highest common',
      'offers: none, answers: common flags, requires: ▸[B, A]',
      'roles.node.n2.requires: requires A and B, which it does not offer: it could never agree',
    ],
    [
      'offers: A..B, answers: highest common',
      'offers: [A], answers: common flags, requires: [A, ▸E]',
      'roles.node.n2.requires[1]: unknown version “E”, expected A, B, C or D (did you mean A?)',
    ],
    [
      'offers: A..B, answers: highest common',
      'offers: [A], answers: common flags, unknown flags: ▸refused',
      'roles.node.n2["unknown flags"]: found “refused”, expected refuse or ignore (did you mean refuse?)',
    ],
  ],
  'what is not accepted': [
    [
      'otherwise: go on, falls to: A',
      'otherwise: ▸go on',
      'roles.client.c2.otherwise: goes on without agreement, expected “falls to” beside it: the version it goes on at',
    ],
    [
      'otherwise: go on, falls to: A',
      'otherwise: ▸error then go on',
      'roles.client.c2.otherwise: goes on without agreement, expected “falls to” beside it: the version it goes on at',
    ],
    [
      'otherwise: go on, falls to: A',
      'otherwise: error, ▸then go on, falls to: A',
      'roles.client.c2["then go on"]: found “then go on” after a comma, which ends a value inside { }: write “error then go on” without it',
    ],
    [
      'otherwise: go on, falls to: A',
      'otherwise: go on, ▸fals to: A',
      'roles.client.c2["fals to"]: unknown key “fals to”, expected label, about, like, speaks, offers, answers, replies, accepts, reads, requires, unknown flags, otherwise, falls to, when refused, detects fallback or 13 more (did you mean falls to?)',
    ],
    [
      'falls to: A',
      'falls to: ▸a9',
      'roles.client.c2["falls to"]: unknown version “a9”, expected A, B, C or D (did you mean A?)',
    ],
    ['falls to: A', 'falls to: ▸[A]', 'roles.client.c2["falls to"]: found a list, expected a version'],
    [
      'reads: { D: C }',
      'reads: { ▸E: C }',
      'roles.node.n3.reads.E: unknown version “E”, expected A, B, C or D (did you mean A?)',
    ],
    [
      'reads: { D: C }',
      'reads: { D: ▸E }',
      'roles.node.n3.reads.D: unknown version “E”, expected A, B, C or D (did you mean A?)',
    ],
    [
      'reads: { D: C }',
      'reads: { C: ▸third }',
      'roles.node.n3.reads.C: found “third” for itself, expected another version',
    ],
    [
      'reads: { D: C }',
      'reads: { c: A, ▸third: B }',
      'roles.node.n3.reads.third: found “C” twice, expected it once',
    ],
    [
      'reads: { D: C }',
      'reads: ▸{}',
      'roles.node.n3.reads: found an empty mapping, expected at least one version',
    ],
    ['reads: { D: C }', 'reads: ▸D', 'roles.node.n3.reads: found “D”, expected none'],
  ],
  'when refused': [
    [
      'retry: next lower',
      'retry: ▸lower',
      'roles.node.n3["when refused"].retry: found “lower”, expected next lower, supported or oldest',
    ],
    [
      'on: [error, close]',
      'on: [error, ▸eror]',
      'roles.node.n3["when refused"].on[1]: found “eror”, expected error, close or silence (did you mean error?)',
    ],
    [
      'on: [error, close]',
      'on: [error, ▸error]',
      'roles.node.n3["when refused"].on[1]: found “error” twice, expected it once',
    ],
    [
      'on: [error, close]',
      'by: same connection, on: [error, ▸close]',
      'roles.node.n3["when refused"].on[1]: found “close”, after which the same connection is of no use, expected error',
    ],
    [
      'on: [error, close]',
      'by: same connection, on: ▸silence',
      'roles.node.n3["when refused"].on: found “silence”, after which the same connection is of no use, expected error',
    ],
    [
      'remembers: peer',
      'remembers: ▸pear',
      'roles.node.n3["when refused"].remembers: found “pear”, expected nothing, link, peer or cluster (did you mean peer?)',
    ],
    [
      'when refused: { retry: next lower, on: [error, close], remembers: peer }',
      '▸when refused: { on: error }',
      'roles.node.n3["when refused"]: found no “retry”, expected this key',
    ],
    [
      '{ retry: next lower, on: [error, close], remembers: peer }',
      '▸retry with lower',
      'roles.node.n3["when refused"]: found “retry with lower”, expected give up, go on, retry with next lower, retry with supported or retry with oldest (did you mean retry with next lower?)',
    ],
    [
      '{ retry: next lower, on: [error, close], remembers: peer }',
      '▸go on',
      'roles.node.n3["when refused"]: goes on when refused, expected “falls to” beside it: the version it goes on at',
    ],
    [
      'accepts: A..C\n      reads: { D: C }\n      when refused: { retry',
      'accepts: C\n      reads: { D: C }\n      when refused: ▸{ retry',
      'roles.node.n3["when refused"]: tries again with less than C, but accepts nothing lower',
    ],
    [
      'offers: B, otherwise',
      'offers: none, when refused: ▸retry with oldest, otherwise',
      'roles.client.c2["when refused"]: tries again with less than an offer of none, but accepts nothing lower',
    ],
    [
      'falls to: A',
      'falls to: A, detects fallback: ▸true',
      'roles.client.c2["detects fallback"]: found “true”, expected yes or no',
    ],
  ],
  waiting: [
    [
      'patience: 5 s }',
      'patience: ▸0 s }',
      'roles.client.c1.patience: found “0 s”, expected a duration of at least 1 ms',
    ],
    [
      'patience: 5 s }',
      'patience: ▸forever }',
      'roles.client.c1.patience: found “forever”, expected a duration such as 20 ms, 5 s or 2 min',
    ],
    [
      'queue: 100',
      'queue: ▸0',
      'roles.node.n3.meanwhile.queue: found “0”, expected a whole number from 1 to 1000000',
    ],
    [
      'queue: 100',
      'queue: ▸1000001',
      'roles.node.n3.meanwhile.queue: found “1000001”, expected a whole number from 1 to 1000000',
    ],
    [
      'queue: 100',
      'queue: ▸many',
      'roles.node.n3.meanwhile.queue: found “many”, expected a whole number from 1 to 1000000',
    ],
    [
      'when full: close',
      'when full: ▸drop',
      'roles.node.n3.meanwhile["when full"]: found “drop”, expected refuse, drop the oldest or close (did you mean drop the oldest?)',
    ],
    [
      'meanwhile: { queue: 100, when full: close }',
      '▸meanwhile: { when full: close }',
      'roles.node.n3.meanwhile: found no “queue”, expected this key',
    ],
    [
      '{ queue: 100, when full: close }',
      '▸[queue]',
      'roles.node.n3.meanwhile: found a list, expected send, queue, refuse, or a mapping with queue and when full',
    ],
  ],
  'what is served': [
    [
      'lacks: repair',
      'lacks: ▸repiar',
      'roles.node.n3.lacks: unknown call “repiar”, expected repair, read, write, put or scan (did you mean repair?)',
    ],
    [
      'lacks: repair',
      'lacks: [repair, ▸repair]',
      'roles.node.n3.lacks[1]: found “repair” twice, expected it once',
    ],
    [
      'lacks: repair',
      'lacks: ▸{ repair: no }',
      'roles.node.n3.lacks: found a mapping, expected a call, a list of them, or none',
    ],
    [
      'needs: scan',
      'needs: ▸scam',
      'roles.client.c1.needs: unknown call of client “scam”, expected read, write, put or scan (did you mean scan?)',
    ],
    [
      'needs: scan',
      'needs: [scan, ▸repair]',
      'roles.client.c1.needs[1]: found “repair”, which is a call of node, expected one of client: read, write, put or scan',
    ],
    [
      'read: 0..4 }',
      '▸raed: 0..4 }',
      'roles.node.n3.numbers.raed: unknown call “raed”, expected repair, read, write, put or scan (did you mean read?)',
    ],
    [
      'read: 0..4 }',
      'read: ▸4..0 }',
      'roles.node.n3.numbers.read: the range 4..0 is the wrong way round, expected 0..4, lowest first',
    ],
    [
      'read: 0..4 }',
      'read: 0..▸70000 }',
      'roles.node.n3.numbers.read: found “70000”, expected a whole number from 0 to 65535',
    ],
    [
      'read: 0..4 }',
      'read: ▸-1..4 }',
      'roles.node.n3.numbers.read: found “-1”, expected a whole number from 0 to 65535',
    ],
    [
      'read: 0..4 }',
      'read: ▸0..4..5 }',
      'roles.node.n3.numbers.read: found “0..4..5”, expected a range of numbers such as 0..13',
    ],
    [
      'read: 0..4 }',
      'read: ▸[0, 4] }',
      'roles.node.n3.numbers.read: found a list, expected a range of numbers such as 0..13, or one number',
    ],
    [
      '{ writes: F2, reads: [F1, F2] }',
      '{ ▸wirtes: F2, reads: [F1, F2] }',
      'roles.node.n3.data.wirtes: unknown key “wirtes”, expected writes or reads (did you mean writes?)',
    ],
    [
      'data: { writes: F2, reads: [F1, F2] }',
      '▸data: { reads: [F1, F2] }',
      'roles.node.n3.data: found no “writes”, expected the form in which it writes data',
    ],
    [
      'reads: [F1, F2]',
      'reads: [F1, ▸F1]',
      'roles.node.n3.data.reads[1]: found “F1” twice, expected it once',
    ],
  ],
  places: [
    [
      'as: { dialer:',
      'as: { ▸dialler:',
      `roles.node.n2.as.dialler: unknown place of node “dialler”, expected ${places} (did you mean dialer?)`,
    ],
    [
      'as: { dialer:',
      'as: { ▸ring/gosip dialer:',
      `roles.node.n2.as["ring/gosip dialer"]: unknown place of node “ring/gosip dialer”, expected ${places} (did you mean ring/gossip dialer?)`,
    ],
    [
      c2,
      'c2: { as: { ▸acceptor: { speaks: at once } }, offers: B, otherwise: go on, falls to: A',
      'roles.client.c2.as.acceptor: unknown place of client “acceptor”, expected dialer, client-node or client-node dialer',
    ],
    [
      'as: { dialer: { otherwise: stall } }',
      'as: ▸{}',
      'roles.node.n2.as: found an empty mapping, expected at least one place',
    ],
    [
      'as: { dialer: { otherwise: stall } }',
      'as: { dialer: { ▸lacks: repair } }',
      'roles.node.n2.as.dialer.lacks: unknown key “lacks”, expected speaks, offers, answers, replies, accepts, reads, requires, unknown flags, otherwise, falls to, when refused, detects fallback, patience, meanwhile or logs',
    ],
    [
      'as: { dialer: { otherwise: stall } }',
      "as: { dialer: { logs: { refused: ▸'cannot {speak}, {version}' } } }",
      'roles.node.n2.as.dialer.logs.refused: found the placeholder “{speak}”, expected {version}',
    ],
    [
      'as: { dialer: { otherwise: stall } }',
      "as: { dialer: { logs: { accepted: ▸' ' } } }",
      'roles.node.n2.as.dialer.logs.accepted: found no text, expected a line of the log',
    ],
    [
      'as: { dialer: { otherwise: stall } }',
      'as: { ring dialer: { otherwise: ▸go on } }',
      'roles.node.n2.as["ring dialer"].otherwise: goes on without agreement, expected “falls to” beside it: the version it goes on at',
    ],
    [
      'as: { dialer: { otherwise: stall } }',
      'as: { ▸the dialer: { otherwise: stall } }',
      `roles.node.n2.as["the dialer"]: unknown place of node “the dialer”, expected ${places}`,
    ],
    [
      'as: { dialer: { otherwise: stall } }',
      'as: { ▸as a dialer: { otherwise: stall } }',
      'roles.node.n2.as["as a dialer"]: found “as a dialer”, expected dialer, acceptor, a link, or one of both on a link as in “internode dialer”',
    ],
  ],
  links: [
    [
      '[gossip, stream]',
      '[gossip, stream, ▸gossip]',
      'links[0].channels[2]: found “gossip” twice, expected it once',
    ],
    ['[gossip, stream]', '▸[]', 'links[0].channels: found an empty list, expected at least one channel'],
    ['spoils: yes', 'spoils: ▸maybe', 'links[0].spoils: found “maybe”, expected yes or no'],
    [
      '{ from: client, to: node, needs: any }',
      '{ from: client, to: node, needs: any }\n  - { from: client, to: node, name: ▸ring/stream }',
      'links[2].name: found a second link “ring/stream”, expected another name',
    ],
    [
      '{ from: client, to: node, needs: any }',
      '{ from: client, to: node, needs: any }\n  - { from: client, to: node, name: ▸ring }',
      'links[2].name: found a second link “ring”, expected another name',
    ],
  ],
  calls: [
    [
      'over: ring/stream',
      'over: ▸ring',
      'calls.node.repair.over: found “ring”, which has channels, expected ring/gossip or ring/stream',
    ],
    [
      'over: ring/stream',
      'over: ▸ring/steam',
      'calls.node.repair.over: unknown link “ring/steam”, expected ring/gossip, ring/stream or client-node (did you mean ring/stream?)',
    ],
    [
      'read: { since: A, data: reads }',
      'read: { since: A, data: reads, over: ▸ring/gossip }',
      'calls.client.read.over: unknown link “ring/gossip”, expected client-node',
    ],
    [
      'missing: fail, source',
      'missing: ▸fails, source',
      'calls.node.repair.missing: found “fails”, expected do without, fail or wrong data (did you mean fail?)',
    ],
    [
      'scan: { since: B, missing: wrong data }',
      'scan: { since: B, missing: wrong data, fallback: ▸read }',
      'calls.client.scan.fallback: found a fallback for a call that will get wrong data, expected one of both only',
    ],
    [
      'since: A, until: C',
      'since: A, until: ▸A',
      'calls.client.write.until: found “A”, expected a version that is newer than A',
    ],
    [
      'since: A, until: C',
      'since: A, until: ▸E',
      'calls.client.write.until: unknown version “E”, expected A, B, C or D (did you mean A?)',
    ],
    [
      'fallback: put }\n    put: { since: C,',
      'fallback: ▸put }\n    put: { since: C, fallback: ▸write,',
      'calls.client.write.fallback: found “put”, which falls back to write again',
      'calls.client.put.fallback: found “write”, which falls back to put again',
    ],
    [
      'fallback: put }\n    put: { since: C, names: { C: put, D: store } }',
      'fallback: ▸put }\n    put: { since: D }',
      'calls.client.write.fallback: found “put”, which exists since D, expected a call that is older than A, or one that exists since C at the latest',
    ],
    [
      'D: store',
      '▸B: store',
      'calls.client.put.names.B: found “B”, expected a version that has the call: from C on',
    ],
    [
      'D: store',
      '▸E: store',
      'calls.client.put.names.E: unknown version “E”, expected A, B, C or D (did you mean A?)',
    ],
    ['D: store', 'D: ▸a store', `calls.client.put.names.D: found “a store”, expected ${name}`],
    [
      'data: reads',
      'data: ▸read',
      'calls.client.read.data: found “read”, expected reads or writes (did you mean reads?)',
    ],
    [
      'source: manual, note',
      'source: ▸manaul, note',
      'calls.node.repair.source: unknown source “manaul”, expected manual or test (did you mean manual?)',
    ],
  ],
  exceptions: [
    [
      'link: ring, dialer: n3',
      'link: ▸rong, dialer: n3',
      'exceptions[0].link: unknown link “rong”, expected ring/gossip, ring/stream or client-node (did you mean ring?)',
    ],
    [
      '{ link: ring, dialer: n3',
      '▸{ dialer: n3',
      'exceptions[0]: found no “link”, expected which of them is meant: ring/gossip, ring/stream or client-node',
    ],
    [
      'dialer: n3, acceptor: n1, outcome: rejected',
      'dialer: ▸n4, acceptor: n1, outcome: rejected',
      'exceptions[0].dialer: unknown release of node “n4”, expected n1, n2 or n3 (did you mean n1?)',
    ],
    [
      'acceptor: n2, outcome: degraded',
      'acceptor: ▸c2, outcome: degraded',
      'exceptions[1].acceptor: unknown release of node “c2”, expected n1, n2 or n3 (did you mean n2?)',
    ],
    [
      'outcome: rejected',
      'outcome: ▸refused',
      'exceptions[0].outcome: found “refused”, expected open, degraded, rejected, stalled or half-open',
    ],
    [
      'outcome: rejected',
      'outcome: rejected, at: ▸A',
      'exceptions[0].at: found “A”, but nothing is agreed on where it is rejected',
    ],
    [
      '{ link: client-node, dialer: c1, acceptor: n2, outcome: degraded, at: c,',
      '▸{ link: client-node, dialer: c1, acceptor: n2, outcome: degraded,',
      'exceptions[1]: found no “at”, expected the version at which it is degraded',
    ],
    ['at: c,', 'at: ▸d9,', 'exceptions[1].at: unknown version “d9”, expected A, B, C or D (did you mean D?)'],
    [
      '{ link: ring, dialer: n3, acceptor: n1, outcome: rejected, because: It was tried,',
      '▸{ link: ring, dialer: n3, acceptor: n1, outcome: rejected,',
      'exceptions[0]: found no “because”, expected this key',
    ],
    [
      'source: test',
      'source: ▸tset',
      'exceptions[0].source: unknown source “tset”, expected manual or test (did you mean test?)',
    ],
    [
      'variants:',
      '  - ▸{ link: ring/stream, dialer: n3, acceptor: n1, outcome: stalled, because: Seen again }\nvariants:',
      'exceptions[2]: found a second exception for n3 and n1 on ring/stream, expected one',
    ],
  ],
  variants: [
    [
      '  as documented:\n    about: What the manual says\n    roles: { node: { n2: { otherwise: close } }, client: { c1: { patience: for ever } } }\n    calls: { client: { scan: { missing: fail }, read: { without: reading } } }\n',
      '  ▸as documented:\n    about: What the manual says\n',
      'variants["as documented"]: says nothing otherwise, expected roles, calls, exceptions or another part',
    ],
    [
      '  as documented:\n    about: What the manual says\n    roles: { node: { n2: { otherwise: close } }, client: { c1: { patience: for ever } } }\n    calls: { client: { scan: { missing: fail }, read: { without: reading } } }\n',
      '  ▸as documented:\n    about: What the manual says\n    roles: { node: { n1: { otherwise: close } } }\n',
      'variants["as documented"]: comes to the same as the scenario itself, expected something that is otherwise',
    ],
    [
      '  as documented:\n    about: What the manual says\n',
      '  ▸as documented:\n',
      'variants["as documented"]: found no “about”, expected this key',
    ],
    [
      'n2: { otherwise: close }',
      '▸n4: { otherwise: close }',
      'variants["as documented"].roles.node.n4: unknown release of node “n4”, expected n1, n2 or n3 (did you mean n1?)',
    ],
    [
      'roles: { node: { n2: { otherwise: close }',
      'roles: { ▸nodes: { n2: { otherwise: close }',
      'variants["as documented"].roles.nodes: unknown role “nodes”, expected node or client (did you mean node?)',
    ],
    [
      'scan: { missing: fail }',
      '▸scam: { missing: fail }',
      'variants["as documented"].calls.client.scam: unknown call of client “scam”, expected read, write, put or scan (did you mean scan?)',
    ],
    [
      'n2: { otherwise: close }',
      'n2: { otherwise: ▸closes }',
      'variants["as documented"].roles.node.n2.otherwise: found “closes”, expected close, stall, error, error with supported, error then wait, error then go on, own version or go on (did you mean close?)',
    ],
    [
      'n2: { otherwise: close }',
      'n2: { offers: ▸E }',
      'variants["as documented"].roles.node.n2.offers: unknown version “E”, expected A, B, C or D (did you mean A?)',
    ],
    [
      'n2: { otherwise: close }',
      '▸n3: { accepts: C }',
      'variants["as documented"].roles.node.n3: said like this, tries again with less than C, but accepts nothing lower',
    ],
    [
      'about: What the manual says',
      'about: What the manual says\n    ▸title: Another',
      'variants["as documented"].title: unknown key “title”, expected about, roles, calls, cluster, exceptions, traffic, network, timing, upgrade, until, levels, operations, skew, service or paths',
    ],
    [
      '  as documented:',
      '  ▸as, documented:',
      'variants["as, documented"]: found “as, documented”, expected a few words of letters, digits and . _ + / : -, up to 64 characters',
    ],
  ],
  nodes: [
    [
      'release: n2, fallback: yes',
      'release: n2, fallback: ▸true',
      'cluster.node.x2.fallback: found “true”, expected yes or no',
    ],
    [
      'x2: { release: n2, fallback: yes }',
      '▸x2: { fallback: yes }',
      'cluster.node.x2: found no “release”, expected this key',
    ],
    [
      'release: n2, fallback: yes',
      'release: ▸n9, fallback: yes',
      'cluster.node.x2.release: unknown release of node “n9”, expected n1, n2 or n3 (did you mean n1?)',
    ],
    [
      '  client: c1\nupgrade',
      '  client: { k: { release: c1, fallback: ▸yes } }\nupgrade',
      'cluster.client.k.fallback: found a fallback that nobody dials, expected a node of node',
    ],
    [
      'x1: n1,',
      'x1: ▸[n1],',
      'cluster.node.x1: found a list, expected a release, or a mapping with release, fallback and host',
    ],
  ],
}

for (const [kind, cases] of Object.entries(mistakes)) {
  describe(kind, () => {
    test.each(cases)('%s → %s', (from, to, ...problems) => {
      expectProblems(edit(rich, from, to), problems)
    })
  })
}

test('the scenario itself is sound', () => {
  expect(complaints(rich)).toEqual([])
})

test('a name with a + cannot stand in a list', () => {
  const text = rich.replaceAll(/\bB\b/g, 'B+')
  expect(complaints(text)).toEqual([])
  expect(complaints(edit(text, 'offers: A..B+, answers: highest common', 'offers: [A, B+]'))).toEqual([
    'found B+ among several, where + stands between names',
  ])
})

test('what an older release is told of is not told again of those that are like it', () => {
  const text = edit(rich, n1, 'n1: { speaks: at once, otherwise: ▸go on, offers: A, accepts: A')
  expectProblems(text, [
    'roles.node.n1.otherwise: goes on without agreement, expected “falls to” beside it: the version it goes on at',
  ])
})

test('what is wrong with the scenario is not told again of its variants', () => {
  expectProblems(edit(rich, 'reads: { D: C }', 'reads: { ▸E: C }'), [
    'roles.node.n3.reads.E: unknown version “E”, expected A, B, C or D (did you mean A?)',
  ])
})

test('a thousand releases, each like the next', () => {
  const releases = Array.from({ length: 999 }, (_, i) => `    r${i}: { like: r${i + 1} }`)
  const text = `
versions: [A]
roles:
  a:
    r999: { speaks: at once, offers: A, accepts: A }
${releases.reverse().join('\n')}
links: [{ from: a, to: a }]
cluster: { a: r0 }
`
  expect(complaints(text)).toEqual([])
  const round = complaints(text.replace('r999: { speaks', 'r999: { like: r0, speaks'))
  expect(round.length).toBe(100)
  expect(round[0]).toBe(
    'goes round in a circle: r999 is like r0, r0 is like r1, r1 is like r2, r2 is like r3, and so on',
  )
})
