/** Clusters so small that everything that can happen to them can be walked, with ends that do whatever ends can do. */
import fc from 'fast-check'
import type { EndRules } from '#machines/rules.ts'
import type { Condition, Level, Release, Scenario, Traffic } from '#sim/scenario/model.ts'
import { anyEndRules, versions } from '../arbitraries.ts'

/** Ends that come to terms more often than not, by way of refusals and second tries as likely as straight. */
const lively: fc.Arbitrary<EndRules> = fc.oneof(
  { weight: 3, arbitrary: anyEndRules.map((rules) => ({ ...rules, accepts: versions })) },
  anyEndRules,
)

const release = (name: string): fc.Arbitrary<Release> =>
  fc
    .record(
      {
        rules: lively,
        needs: fc.constantFrom(['fancy'], []),
        lacks: fc.constantFrom(['fancy'], []),
        levels: fc.constantFrom({ mode: ['low'] }, { mode: ['low', 'high'] }, { mode: ['high'] }),
        with: lively.map((rules) => [{ level: 'mode', value: 'high', rules }]),
      },
      { requiredKeys: ['rules'] },
    )
    .map((said) => ({ name, label: name, about: null, source: null, note: null, ...said }))

const traffic: fc.Arbitrary<Traffic> = fc.record({
  test: fc.constantFrom([], [], ['ping']),
  start: fc.constantFrom([], [], ['fancy']),
  repeat: fc.constantFrom([], [], [{ call: 'ping', every: 1_000 }]),
})

const level: fc.Arbitrary<Level | null> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  fc.record({
    name: fc.constant('mode'),
    about: fc.constant(null),
    values: fc.constant(['low', 'high']),
    start: fc.constant('low'),
    raised: fc.constantFrom('by an operator' as const, 'on each node' as const, 'automatically' as const),
    members: fc.constantFrom(['a'], ['b'], ['a', 'b']),
    isReversible: fc.constant(true),
    isTransitional: fc.boolean(),
    dropsConnections: fc.boolean(),
    waitsForAll: fc.boolean(),
    source: fc.constant(null),
    note: fc.constant(null),
  }),
)

const keep: fc.Arbitrary<Condition[]> = fc.constantFrom(
  ['working'],
  ['open'],
  ['service'],
  ['preferred', 'working'],
)

interface Parts {
  readonly releases: readonly [Release, Release, Release, Release]
  readonly needs: 'every' | 'any'
  readonly spoils: boolean
  readonly isFallback: boolean
  readonly dialers: number
  readonly acceptors: number
  readonly traffic: Traffic
  readonly level: Level | null
  readonly keep: Condition[]
  readonly moves: readonly boolean[]
}

/** One or two dialers, one or two acceptors, and an upgrade of some of them. */
export const tiny: fc.Arbitrary<Scenario> = fc
  .record<Parts>({
    releases: fc.tuple(release('old'), release('new'), release('old'), release('new')),
    needs: fc.constantFrom('every', 'any'),
    spoils: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
    isFallback: fc.boolean(),
    dialers: fc.constantFrom(1, 1, 2),
    acceptors: fc.constantFrom(1, 2, 2),
    traffic,
    level,
    keep,
    moves: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  })
  .map(scenarioOf)
  .filter(({ upgrade }) => upgrade.steps.length > 0)

function scenarioOf(parts: Parts): Scenario {
  const { releases, needs, spoils, isFallback, dialers, acceptors, traffic, level, keep, moves } = parts
  const standing = (role: string, own: Release): Release => {
    const { with: at, levels, ...plain } = own
    const stands = level?.members.includes(role) === true
    return { ...plain, ...(stands && at && { with: at }), ...(stands && levels && { levels }) }
  }
  const nodesOf = (role: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${role}${i + 1}`,
      role,
      release: 'old',
      ...(isFallback && role === 'b' && i === 1 && { isFallback: true }),
    }))
  const nodes = [...nodesOf('a', dialers), ...nodesOf('b', acceptors)]
  const members = nodes.filter(({ role }) => level?.members.includes(role))
  const raised =
    level === null || level.raised === 'automatically'
      ? []
      : level.raised === 'by an operator'
        ? [{ node: 'mode', to: 'high' }]
        : members.slice(0, 1).map(({ id }) => ({ node: `${id}.mode`, to: 'high' }))
  const steps = nodes.filter((_, i) => moves[i]).map(({ id }) => ({ node: id, to: 'new' }))
  const calls = [
    { name: 'ping', by: 'a', since: 'V1', without: null, fallback: null },
    { name: 'fancy', by: 'a', since: 'V2', without: 'it is plain', fallback: 'ping' },
  ]
  return {
    name: 'tiny',
    title: 'Tiny',
    about: '',
    sources: [],
    versions,
    roles: [
      { name: 'a', releases: releases.slice(0, 2).map((each) => standing('a', each)) },
      { name: 'b', releases: releases.slice(2).map((each) => standing('b', each)) },
    ],
    links: [
      {
        name: 'a-b',
        dialer: 'a',
        acceptor: 'b',
        needs,
        ...(spoils && { spoils }),
        connector: {
          minDisconnectPoll: 5_000,
          maxDisconnectPoll: 300_000,
          firstAttemptTimeout: 5_000,
          laterAttemptTimeout: 75_000,
        },
      },
    ],
    calls,
    traffic,
    nodes,
    latency: { kind: 'fixed', ms: 10 },
    timing: { drain: 100, down: 100, start: 100, settle: 10_000 },
    upgrade: { at: 1_000, steps: [...raised, ...steps].slice(0, 3), keep },
    until: 60_000,
    ...(level && { levels: [level] }),
  }
}
