/** Random pairs of releases with an application that calls, a network that is slow now and then, and nothing else. */
import fc from 'fast-check'
import type { EndRules } from '#machines/rules.ts'
import type { Call, Exception, Latency, Release, Scenario, Traffic } from '#sim/scenario/model.ts'
import type { Outcome } from '#sim/scenario/outcome.ts'
import { outcomes } from '#sim/scenario/outcome.ts'
import { anyEndRules, plainEndRules, retry, versions } from '../arbitraries.ts'

/** Longer than anything takes to arrive, so that it ends only where nothing is on its way. */
const patience = fc.constantFrom(20_000, 30_000)

/** Whatever a release may say, with patience that is long; now and then with little that could go wrong. */
const rules: fc.Arbitrary<EndRules> = fc
  .record({
    any: fc.oneof({ weight: 4, arbitrary: anyEndRules }, plainEndRules),
    patience,
    isLenient: fc.boolean(),
    isWhole: fc.boolean(),
  })
  .map(({ any, patience, isLenient, isWhole }) => ({
    ...any,
    // A queue in front of most handshakes: else most pairs come to nothing by a call in place of a version.
    ...(isLenient && { meanwhile: 'queue' as const }),
    ...(isWhole && { accepts: versions }),
    ...(any.patience !== undefined && { patience }),
  }))

/** A dialer that is refused by most and comes back with less, and what it meets. */
const stubborn: fc.Arbitrary<readonly [EndRules, EndRules]> = fc
  .record({
    dialer: rules,
    acceptor: rules,
    retry,
    patience,
    offers: fc.constantFrom('V3', 'V2'),
    accepts: fc.constantFrom(['V1'], ['V2'], ['V1', 'V2']),
  })
  .map(({ dialer, acceptor, retry, patience, offers, accepts }) => [
    { ...dialer, speaks: 'at once', offers, accepts: versions, whenRefused: retry, patience },
    { ...acceptor, speaks: 'after the peer', accepts },
  ])

const ends: fc.Arbitrary<readonly [EndRules, EndRules]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(rules, rules) },
  stubborn,
)

const release = (name: string): fc.Arbitrary<Omit<Release, 'rules'>> =>
  fc
    .record({ needs: fc.subarray(['fancy', 'push']), lacks: fc.subarray(['fancy', 'load']) })
    .map(({ needs, lacks }) => ({
      name,
      label: name,
      about: null,
      source: null,
      note: null,
      ...(needs.length > 0 && { needs }),
      ...(lacks.length > 0 && { lacks }),
    }))

const calls: fc.Arbitrary<readonly Call[]> = fc
  .record({
    since: fc.constantFrom(...versions),
    missing: fc.constantFrom(undefined, 'fail' as const, 'wrong data' as const),
    fallback: fc.constantFrom('load', null),
    without: fc.constantFrom('everything is plain', null),
  })
  .map(({ since, missing, fallback, without }) => [
    { name: 'ping', by: 'client', since: 'V1', without: null, fallback: null },
    { name: 'load', by: 'client', since: 'V1', without: 'nothing is loaded', fallback: null },
    {
      name: 'fancy',
      by: 'client',
      since,
      without,
      fallback: missing === undefined ? fallback : null,
      ...(missing && { missing }),
    },
    { name: 'push', by: 'server', since, without: 'nothing is pushed', fallback: null },
  ])

const every = fc.constantFrom(300, 1_000, 45_000)

const traffic: fc.Arbitrary<Traffic> = fc.record({
  test: fc.constantFrom<readonly string[]>([], ['ping'], ['ping', 'fancy'], ['load', 'ping', 'fancy']),
  start: fc.constantFrom<readonly string[]>([], ['load'], ['fancy', 'ping', 'load']),
  repeat: fc
    .tuple(fc.subarray(['load', 'fancy']), every)
    .map(([names, every]) => names.map((call) => ({ call, every }))),
})

/** Messages that take a second while others take none: the orders that are rare elsewhere. */
const latency: fc.Arbitrary<Latency> = fc.constantFrom<Latency>(
  { kind: 'fixed', ms: 200 },
  { kind: 'uniform', min: 0, max: 1_000 },
  { kind: 'uniform', min: 900, max: 1_000 },
  { kind: 'log-normal', median: 100, p99: 900 },
)

const exception: fc.Arbitrary<Exception> = fc
  .record({
    outcome: fc.constantFrom<Outcome>(...outcomes),
    negotiated: fc.constantFrom('V1', 'V3'),
    isSaid: fc.boolean(),
  })
  .map(({ outcome, negotiated, isSaid }) => ({
    link: 'client-server',
    dialer: 'a',
    acceptor: 'b',
    outcome,
    negotiated: isSaid || outcome === 'open' || outcome === 'degraded' ? negotiated : null,
    reason: 'so it was seen',
    source: null,
  }))

export const pairs: fc.Arbitrary<Scenario> = fc
  .record({
    ends,
    client: release('a'),
    server: release('b'),
    calls,
    traffic,
    latency,
    exceptions: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      exception.map((each) => [each]),
    ),
  })
  .map(({ ends: [dialer, acceptor], client, server, calls, traffic, latency, exceptions }) => ({
    name: 'pair',
    title: 'pair',
    about: '',
    sources: [],
    versions,
    roles: [
      { name: 'client', releases: [{ ...client, rules: dialer }] },
      { name: 'server', releases: [{ ...server, rules: acceptor }] },
    ],
    links: [
      {
        name: 'client-server',
        dialer: 'client',
        acceptor: 'server',
        needs: 'every' as const,
        connector: {
          minDisconnectPoll: 5_000,
          maxDisconnectPoll: 60_000,
          firstAttemptTimeout: 10_000,
          laterAttemptTimeout: 10_000,
        },
      },
    ],
    calls,
    traffic,
    nodes: [
      { id: 'c1', role: 'client', release: 'a' },
      { id: 's1', role: 'server', release: 'b' },
    ],
    latency,
    timing: { drain: 0, down: 0, start: 0, settle: 0 },
    upgrade: { at: 0, steps: [] },
    until: 95_000,
    ...(exceptions.length > 0 && { exceptions }),
  }))
