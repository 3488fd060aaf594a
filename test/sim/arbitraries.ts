/** Random protocols, clusters and runs: small enough to be many, odd enough to be telling. */

import fc from 'fast-check'
import type { EndRules, Retry } from '#machines/rules.ts'
import { waysOtherwise, waysToAnswer } from '#machines/rules.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import type { Latency, NodeSpec, Release, Role, Scenario, Timing, Traffic } from '#sim/scenario/model.ts'

export const versions: readonly string[] = ['V1', 'V2', 'V3']

/** The two picks and two refusals that everything else grew from. */
export const plainEndRules: fc.Arbitrary<EndRules> = fc.record({
  versions: fc.constant(versions),
  speaks: fc.constantFrom('at once' as const, 'after the peer' as const),
  offers: fc.constantFrom(...versions),
  answers: fc.constantFrom('theirs' as const, 'lower' as const),
  accepts: fc.subarray([...versions], { minLength: 1 }),
  otherwise: fc.constantFrom('close' as const, 'stall' as const),
  meanwhile: fc.constantFrom('send' as const, 'queue' as const),
})

/** One version, a range, a list, flags, a greeting without any, or a word that nobody knows. */
const offers = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...versions) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('V1..V3', 'V2..V3', 'V1, V3', 'V2, V1', 'V1+V2', 'V1+V3', 'V1+V2+V3'),
  },
  fc.constantFrom('', 'V0'),
)

const answers = fc.constantFrom(...waysToAnswer)

const otherwise = fc.constantFrom(...waysOtherwise)

export const retry: fc.Arbitrary<Retry> = fc.record({
  with: fc.constantFrom('next lower' as const, 'supported' as const, 'oldest' as const),
  on: fc.subarray(['error', 'close', 'silence'] as const, { minLength: 1 }),
  where: fc.constantFrom('same connection' as const, 'new connection' as const),
  remembers: fc.constantFrom('nothing' as const, 'link' as const, 'peer' as const, 'cluster' as const),
})

const whenFull = fc.constantFrom('refuse' as const, 'drop the oldest' as const, 'close' as const)

/** Whatever a release may declare. */
export const anyEndRules: fc.Arbitrary<EndRules> = fc.record(
  {
    versions: fc.constant(versions),
    speaks: fc.constantFrom('at once' as const, 'after the peer' as const),
    offers,
    answers,
    accepts: fc.subarray([...versions], { minLength: 1 }),
    otherwise,
    meanwhile: fc.constantFrom('send' as const, 'queue' as const, 'refuse' as const),
    replies: fc.constantFrom('the agreed' as const, 'own offer' as const, 'nothing' as const),
    reads: fc.constantFrom<Record<string, string>>({ V0: 'V1' }, { V1: 'V3' }, { V3: 'V2', V2: 'V1' }),
    requires: fc.subarray([...versions], { minLength: 1, maxLength: 2 }),
    refusesUnknownFlags: fc.boolean(),
    fallsTo: fc.constantFrom(...versions),
    whenRefused: fc.oneof(fc.constantFrom('give up' as const, 'go on' as const), {
      weight: 3,
      arbitrary: retry,
    }),
    detectsFallback: fc.boolean(),
    patience: fc.constant(500),
    triesAgain: fc.constant(true as const),
    queue: fc.record({ bound: fc.integer({ min: 1, max: 2 }), whenFull }),
  },
  {
    requiredKeys: ['versions', 'speaks', 'offers', 'answers', 'accepts', 'otherwise', 'meanwhile'],
  },
)

/**
 * The same without ends that wait for their peer and yet send what they have to say: they break the rule that a
 * version comes first by declaration, so there is nothing to hold them to.
 */
export const endRules: fc.Arbitrary<EndRules> = plainEndRules.map((rules) =>
  rules.speaks === 'after the peer' ? { ...rules, meanwhile: 'queue' } : rules,
)

/** Rules with which most pairs come to terms, so that runs get beyond their handshakes. */
const agreeableRules: fc.Arbitrary<EndRules> = endRules.map((rules) => ({ ...rules, accepts: versions }))

const release = (name: string): fc.Arbitrary<Release> =>
  fc
    .oneof({ weight: 2, arbitrary: agreeableRules }, endRules)
    .map((rules) => ({ name, label: name, about: null, rules, source: null, note: null }))

const role = (name: string): fc.Arbitrary<Role> =>
  fc.tuple(release('old'), release('new')).map((releases) => ({ name, releases }))

const ms = (max: number) => fc.integer({ min: 0, max })

export const latency: fc.Arbitrary<Latency> = fc.oneof(
  ms(40).map((fixed): Latency => ({ kind: 'fixed', ms: fixed })),
  fc.tuple(ms(40), ms(60)).map(([min, spread]): Latency => ({ kind: 'uniform', min, max: min + spread })),
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 8 }))
    .map(([median, times]): Latency => ({ kind: 'log-normal', median, p99: median * times })),
)

const timing: fc.Arbitrary<Timing> = fc.record({
  drain: ms(200),
  down: ms(400),
  start: ms(200),
  settle: ms(1_500),
})

const traffic: fc.Arbitrary<Traffic> = fc.record({
  test: fc.constantFrom(['ping'], ['ping', 'load'], ['fancy']),
  start: fc.constantFrom([], ['load'], ['load', 'fancy', 'ping']),
  repeat: fc.constantFrom([], [{ call: 'load', every: 600 }]),
})

/** The nodes of a role, `c1`, `c2` and so on, each running one release or the other. */
const nodes = (role: string, most: number): fc.Arbitrary<NodeSpec[]> =>
  fc
    .array(fc.constantFrom('old', 'new'), { minLength: 1, maxLength: most })
    .map((releases) => releases.map((name, i) => ({ id: `${role[0]}${i + 1}`, role, release: name })))

export const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    roles: fc.tuple(role('client'), role('server')),
    clients: nodes('client', 3),
    servers: nodes('server', 2),
    needs: fc.constantFrom('every' as const, 'any' as const),
    poll: fc.integer({ min: 50, max: 600 }),
    attempt: fc.integer({ min: 20, max: 400 }),
    latency,
    timing,
    traffic,
  })
  .map(({ roles, clients, servers, needs, poll, attempt, latency, timing, traffic }) => ({
    name: 'random',
    title: 'random',
    about: '',
    sources: [],
    versions,
    roles,
    links: [
      {
        name: 'client-server',
        dialer: 'client',
        acceptor: 'server',
        needs,
        connector: {
          minDisconnectPoll: poll,
          maxDisconnectPoll: poll * 6,
          firstAttemptTimeout: attempt,
          laterAttemptTimeout: attempt * 4,
        },
      },
    ],
    calls: [
      { name: 'ping', by: 'client', since: 'V1', without: null, fallback: null },
      { name: 'load', by: 'client', since: 'V1', without: null, fallback: null },
      { name: 'fancy', by: 'client', since: 'V3', without: 'everything is plain', fallback: 'load' },
    ],
    traffic,
    nodes: [...clients, ...servers],
    latency,
    timing,
    upgrade: {
      at: 500,
      steps: [...servers, ...clients].map(({ id }) => ({ node: id, to: 'new' })),
    },
    until: 8_000,
  }))

/** Names of the pairs of such a scenario. */
const pairsOf = ({ nodes, links }: Scenario): string[] =>
  links.flatMap(({ dialer, acceptor }) =>
    nodes
      .filter((node) => node.role === dialer)
      .flatMap((from) => nodes.filter((node) => node.role === acceptor).map((to) => `${from.id}-${to.id}`)),
  )

/** Times that fall together often, and now and then anywhere. */
const time = (until: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: Math.floor(until / 100) }).map((tenths) => tenths * 100),
    fc.integer({ min: 0, max: until }),
  )

export function intervention(scenario: Scenario, until: number): fc.Arbitrary<Intervention> {
  const at = time(until)
  const node = fc.constantFrom(...scenario.nodes.map(({ id }) => id))
  const pair = fc.constantFrom(...pairsOf(scenario))
  const to = fc.constantFrom('old', 'new')
  return fc.oneof(
    fc.record({ at, do: fc.constant('upgrade' as const), node, to }),
    fc.record({ at, do: fc.constantFrom('kill' as const, 'restart' as const), node }),
    fc.record({ at, do: fc.constantFrom('cut' as const, 'heal' as const, 'reset' as const), pair }),
    fc.record({ at, do: fc.constant('slow' as const), pair, latency }),
    fc.record({
      at,
      do: fc.constant('roll out' as const),
      steps: fc.array(fc.record({ node, to }), { maxLength: 4 }),
    }),
  )
}

/** A line that is cut for a while. */
export function outage(scenario: Scenario, until: number): fc.Arbitrary<Intervention[]> {
  return fc
    .record({ pair: fc.constantFrom(...pairsOf(scenario)), from: time(until), length: ms(2_000) })
    .map(({ pair, from, length }) => [
      { at: from, do: 'cut', pair },
      { at: from + length, do: 'heal', pair },
    ])
}

export const seed = fc.integer()

export interface SpecConstraints {
  /** Which interventions a run may have; all unless told otherwise. */
  readonly interventions?: (scenario: Scenario, until: number) => fc.Arbitrary<Intervention>
  readonly scenarios?: fc.Arbitrary<Scenario>
}

/** A run: up to eight virtual seconds of a random cluster, with up to a dozen interventions. */
export function runSpec({
  interventions = intervention,
  scenarios = scenario,
}: SpecConstraints = {}): fc.Arbitrary<RunSpec> {
  return scenarios.chain((scenario) =>
    fc.record({
      scenario: fc.constant(scenario),
      seed,
      interventions: fc.array(interventions(scenario, scenario.until), { maxLength: 12 }),
      until: fc.constant(scenario.until),
      cut: fc.constant(scenario.until),
    }),
  )
}
