/** Small clusters with upgrades, and whatever rules they can have: few units, so that every order of them can be walked. */
import fc from 'fast-check'
import type {
  Call,
  Condition,
  Level,
  Mixture,
  NodeSpec,
  Operation,
  Release,
  Role,
  Scenario,
  ServiceRules,
  Skew,
  Upgrade,
} from '#sim/scenario/model.ts'
import { conditions, operationValues } from '#sim/scenario/model.ts'
import { startValues } from '#sim/scenario/order/units.ts'
import { endRules, versions } from '../arbitraries.ts'
import { judgeValues } from './judge-values.ts'

/** Most releases come to terms, so that orders get beyond their first step; some are picky, and a few do anything. */
const rules = (role: string) => {
  const speaking = endRules.map((each) => ({
    ...each,
    speaks: role === 'a' ? ('after the peer' as const) : ('at once' as const),
    meanwhile: 'queue' as const,
  }))
  return fc.oneof(
    { weight: 12, arbitrary: speaking.map((each) => ({ ...each, accepts: versions })) },
    { weight: 3, arbitrary: speaking },
    { weight: 1, arbitrary: endRules },
  )
}

const forms = ['f1', 'f2', 'f3']
const data = fc.record({ writes: fc.constantFrom(...forms), reads: fc.subarray(forms, { minLength: 1 }) })

/** One that the oldest version does not have: without it a connection is degraded, or of no use to who needs it. */
const call: Call = { name: 'x', by: 'a', since: 'V2', without: 'x is lost', fallback: null }

const levelNames = ['own', 'whole', 'rising']
const levelValues = ['L1', 'L2', 'L3']

const ableAt = fc.oneof(
  { weight: 2, arbitrary: fc.constant(levelValues.slice(0, 2)) },
  fc.subarray(levelValues, { minLength: 1 }),
)

/** How often a scenario has what only some have. */
type Odds = 'now and then' | 'mostly'

const release = (role: string, name: string, odds: Odds): fc.Arbitrary<Release> =>
  fc
    .record(
      {
        rules: rules(role),
        data,
        levels: fc.dictionary(fc.constantFrom(...levelNames), ableAt, { maxKeys: 3 }),
        wayBack: fc.constantFrom('none', 'open'),
        needs: fc.constantFrom([call.name], []),
        lacks: fc.constantFrom([call.name], [], []),
        with: fc.array(
          fc.record(
            {
              level: fc.constantFrom(...levelNames),
              value: fc.constantFrom(...levelValues),
              rules: rules(role),
              data,
            },
            { requiredKeys: ['level', 'value', 'rules'] },
          ),
          { minLength: 1, maxLength: 2 },
        ),
      },
      { requiredKeys: odds === 'mostly' ? ['rules', 'data', 'levels', 'with'] : ['rules'] },
    )
    .map((said) => ({ name, label: name, about: null, source: null, note: null, ...said }))

/** The same without what it says of levels at which its role does not stand: no file can say that. */
const standing = (role: Role, levels: readonly Level[]): Role => {
  const own = new Set(levels.filter(({ members }) => members.includes(role.name)).map(({ name }) => name))
  const releases = role.releases.map((release) => ({
    ...release,
    ...(release.with && { with: release.with.filter(({ level }) => own.has(level)) }),
    ...(release.levels && {
      levels: Object.fromEntries(Object.entries(release.levels).filter(([name]) => own.has(name))),
    }),
  }))
  return { ...role, releases }
}

const names = ['r1', 'r2', 'r3']

const role = (name: string, odds: Odds): fc.Arbitrary<Role> =>
  fc.record(
    {
      name: fc.constant(name),
      releases: fc.tuple(release(name, 'r1', odds), release(name, 'r2', odds), release(name, 'r3', odds)),
      edges: fc.constantFrom<Record<string, string[]>>(
        { r1: ['r2', 'r3'], r2: ['r1', 'r3'] },
        { r1: ['r2'], r2: ['r1', 'r3'] },
        { r1: ['r3'], r2: ['r3'] },
      ),
    },
    { requiredKeys: ['name', 'releases'] },
  )

const effect = fc.constantFrom('fails' as const, 'unsupported' as const, 'degraded' as const)
const roleNames = ['a', 'b']
const someRoles = fc.subarray(roleNames, { minLength: 1 })
const apart = fc.option(fc.integer({ min: 0, max: 2 }), { nil: null })

const skew: fc.Arbitrary<Skew> = fc.record(
  {
    of: someRoles,
    against: someRoles,
    when: fc.subarray(names, { minLength: 1 }),
    older: apart,
    newer: apart,
    over: fc.constantFrom('every' as const, 'same host' as const),
    effect,
    because: fc.constant(null),
    source: fc.constant(null),
  },
  { requiredKeys: ['of', 'against', 'older', 'newer', 'over', 'effect', 'because', 'source'] },
)

const mixture: fc.Arbitrary<Mixture> = fc.record({
  of: someRoles,
  most: fc.integer({ min: 1, max: 2 }),
  effect,
  because: fc.constant(null),
  source: fc.constant(null),
})

const service: fc.Arbitrary<ServiceRules> = fc.record(
  {
    quorum: someRoles,
    connected: someRoles,
    floor: fc.constantFrom<Record<string, number>>({ a: 1 }, { b: 1 }, { b: 2 }),
  },
  { requiredKeys: [] },
)

const level = (name: string, raised: Level['raised']): fc.Arbitrary<Level> =>
  fc.record({
    name: fc.constant(name),
    about: fc.constant(null),
    values: fc.constant(levelValues),
    start: fc.constant('L1'),
    raised: fc.constant(raised),
    members: someRoles,
    isReversible: fc.boolean(),
    isTransitional: raised === 'by an operator' ? fc.boolean() : fc.constant(false),
    dropsConnections: fc.boolean(),
    waitsForAll: fc.boolean(),
    source: fc.constant(null),
    note: fc.constant(null),
  })

const operation: fc.Arbitrary<Operation> = fc.record({
  name: fc.constant('repair'),
  about: fc.constant(null),
  needsOneReleaseOf: someRoles,
  because: fc.constant(null),
  source: fc.constant(null),
})

const link = fc.record(
  {
    needs: fc.constantFrom('every' as const, 'any' as const),
    spoils: fc.constant(true),
    isOnSameHost: fc.constantFrom<boolean>(true, false, false),
  },
  { requiredKeys: ['needs'] },
)

const connector: Scenario['links'][number]['connector'] = {
  minDisconnectPoll: 5_000,
  maxDisconnectPoll: 300_000,
  firstAttemptTimeout: 5_000,
  laterAttemptTimeout: 75_000,
}

const host = fc.option(fc.constantFrom('h1', 'h2'), { nil: undefined })

/** Where a node starts and the releases that it goes through. */
const way = fc.oneof(
  { weight: 4, arbitrary: fc.constant(['r1', 'r2']) },
  fc.constantFrom(['r1'], ['r1', 'r3'], ['r1', 'r2', 'r3'], ['r2', 'r1'], ['r2', 'r3']),
)

interface Parts {
  readonly roles: readonly [Role, Role]
  readonly ways: readonly (readonly string[])[]
  readonly hosts: readonly (string | undefined)[]
  readonly ab: { readonly needs: 'every' | 'any'; readonly spoils?: boolean; readonly isOnSameHost?: boolean }
  readonly bb:
    | { readonly needs: 'every' | 'any'; readonly spoils?: boolean; readonly isOnSameHost?: boolean }
    | undefined
  readonly size: readonly [number, number]
  readonly isAlike: boolean
  readonly isFallback: boolean
  readonly levels: readonly Level[] | undefined
  readonly operations: readonly Operation[] | undefined
  readonly skew: readonly Skew[] | undefined
  readonly mixtures: readonly Mixture[] | undefined
  readonly service: ServiceRules | undefined
  readonly keep: readonly Condition[] | undefined
  readonly calls: readonly Call[] | undefined
}

const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight = 1) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight, arbitrary })

/** At most six steps: some hundred orders. */
const mostSteps = 6

const scenarios = (odds: Odds): fc.Arbitrary<Scenario> => {
  const often = odds === 'mostly' ? 16 : 1
  return fc
    .record<Parts>({
      roles: fc.tuple(role('a', odds), role('b', odds)),
      ways: fc.array(way, { minLength: 4, maxLength: 4 }),
      hosts: fc.array(host, { minLength: 4, maxLength: 4 }),
      ab: link,
      bb: sometimes(link),
      size: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
      isAlike: fc.boolean(),
      isFallback: fc.boolean(),
      levels: sometimes(
        fc
          .tuple(
            level('own', 'on each node'),
            level('whole', 'by an operator'),
            level('rising', 'automatically'),
          )
          .chain((all) => fc.subarray([...all], { minLength: 1, maxLength: 2 })),
        often,
      ),
      operations: sometimes(operation.map((each) => [each])),
      skew: sometimes(fc.array(skew, { minLength: 1, maxLength: 2 })),
      mixtures: sometimes(mixture.map((each) => [each])),
      service: sometimes(service),
      keep: sometimes(fc.subarray([...conditions], { minLength: 1 }), often),
      calls: sometimes(fc.constant([call])),
    })
    .map(scenarioOf)
    .filter(({ upgrade }) => upgrade.steps.length > 0)
}

/** A scenario of two roles, with every kind of rule now and then; as likely as not unsafe from the start. */
export const anything: fc.Arbitrary<Scenario> = scenarios('now and then')

/** The same with a start that is safe. */
export const planned: fc.Arbitrary<Scenario> = anything.filter(startsSafe)

/** The same in which levels mostly stand and rise, and decide what is spoken, written and read. */
export const levelled: fc.Arbitrary<Scenario> = scenarios('mostly').filter(startsSafe)

function startsSafe(scenario: Scenario): boolean {
  return judgeValues(scenario, startValues(scenario)).verdict === 'safe'
}

function scenarioOf(parts: Parts): Scenario {
  const {
    roles,
    ways,
    hosts,
    ab,
    bb,
    size,
    isAlike,
    isFallback,
    levels,
    operations,
    skew,
    mixtures,
    service,
  } = parts
  const specs = roleNames.flatMap((role, r) =>
    Array.from({ length: size[r] ?? 1 }, (_, i) => {
      // Nodes that are alike are what classes are made of.
      const path = ways[isAlike ? r * 2 : r * 2 + i] ?? ['r1']
      const host = hosts[r * 2 + i]
      const isLast = role === 'b' && i === 1 && isFallback
      const node: NodeSpec = {
        id: `${role}${i + 1}`,
        role,
        release: path[0] ?? 'r1',
        ...(isLast && { isFallback }),
        ...(host !== undefined && { host }),
      }
      return { node, path }
    }),
  )
  const nodeSteps = specs.flatMap(({ node, path }) => path.slice(1).map((to) => ({ node: node.id, to })))
  const levelSteps = (levels ?? []).flatMap(({ name, raised, members }) => {
    if (raised === 'automatically') return []
    if (raised === 'by an operator') return [{ node: name, to: 'L2' }]
    return specs
      .filter(({ node }) => members.includes(node.role))
      .map(({ node }) => ({ node: `${node.id}.${name}`, to: 'L2' }))
  })
  const operationSteps = (operations ?? []).flatMap(({ name }) =>
    operationValues.slice(1).map((to) => ({ node: name, to })),
  )
  const steps: Upgrade['steps'] = [...levelSteps, ...operationSteps, ...nodeSteps].slice(0, mostSteps)
  return {
    name: 'generated',
    title: 'Generated',
    about: '',
    sources: [],
    versions,
    roles: roles.map((role) => standing(role, levels ?? [])),
    links: [
      { name: 'a-b', dialer: 'a', acceptor: 'b', connector, ...ab },
      ...(bb ? [{ name: 'b-b', dialer: 'b', acceptor: 'b', connector, ...bb }] : []),
    ],
    calls: parts.calls ?? [],
    traffic: { test: [], start: [], repeat: [] },
    nodes: specs.map(({ node }) => node),
    latency: { kind: 'fixed', ms: 10 },
    timing: { drain: 0, down: 100, start: 100, settle: 1_000 },
    upgrade: { at: 1_000, steps, ...(parts.keep && { keep: parts.keep }) },
    until: 30_000,
    ...(levels && { levels }),
    ...(operations && { operations }),
    ...(skew && { skew }),
    ...(mixtures && { mixtures }),
    ...(service && { service }),
  }
}
