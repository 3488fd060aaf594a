/** A cluster with a level of each kind and an operation, and runs of it at random. */
import fc from 'fast-check'
import type { EndRules } from '#machines/rules.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import type { AtLevel, Level, Release, Scenario } from '#sim/scenario/model.ts'
import { easy, link, release, role, small } from './small.ts'

export const level = (
  name: string,
  raised: Level['raised'],
  values: readonly string[],
  more: Partial<Level> = {},
): Level => ({
  name,
  about: null,
  values,
  start: values[0] ?? '',
  raised,
  members: ['broker'],
  isReversible: true,
  isTransitional: false,
  dropsConnections: false,
  waitsForAll: true,
  source: null,
  note: null,
  ...more,
})

const older: EndRules = { ...easy, offers: 'A' }

const speaksMore = (name: string, value: string): AtLevel => ({ level: name, value, rules: easy })

const r1: Release = { ...release('r1', older), levels: { fcv: ['x'], ibp: ['1'], flags: ['f1'] } }

const r2: Release = { ...release('r2', older), with: [speaksMore('fcv', 'y'), speaksMore('ibp', '2')] }

/**
 * A client and two brokers, 10 ms apart. A broker of r2 offers B in place of A as soon as the operator's `fcv` is at y,
 * or its own `ibp` at 2; `flags` rise by themselves.
 */
export const levelled: Scenario = {
  ...small,
  name: 'levelled',
  roles: [role('client', release('r1', easy)), role('broker', r1, r2)],
  links: [link('client', 'broker'), link('broker', 'broker')],
  nodes: [
    { id: 'c1', role: 'client', release: 'r1' },
    { id: 'b1', role: 'broker', release: 'r1' },
    { id: 'b2', role: 'broker', release: 'r1' },
  ],
  levels: [
    level('fcv', 'by an operator', ['x', 'y']),
    level('ibp', 'on each node', ['1', '2']),
    level('flags', 'automatically', ['f1', 'f2', 'f3']),
  ],
  operations: [{ name: 'repair', about: null, needsOneReleaseOf: [], because: null, source: null }],
  until: 20_000,
}

export const change = (scenario: Scenario, name: string, more: Partial<Level>): Scenario => ({
  ...scenario,
  levels: (scenario.levels ?? []).map((each) => (each.name === name ? { ...each, ...more } : each)),
})

const step = fc.oneof(
  fc.record({ node: fc.constantFrom('b1', 'b2'), to: fc.constantFrom('r1', 'r2') }),
  fc.record({ node: fc.constantFrom('b1.ibp', 'b2.ibp'), to: fc.constantFrom('1', '2') }),
  fc.record({ node: fc.constant('fcv'), to: fc.constantFrom('x', 'y') }),
  fc.record({ node: fc.constant('repair'), to: fc.constantFrom('running', 'done') }),
)

const at = fc.integer({ min: 0, max: 80 }).map((tenths) => tenths * 100)

const intervention: fc.Arbitrary<Intervention> = fc.oneof(
  fc.record(
    {
      at,
      do: fc.constant('roll out' as const),
      steps: fc.array(step, { maxLength: 8 }),
      waves: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }),
    },
    { requiredKeys: ['at', 'do', 'steps'] },
  ),
  fc.tuple(at, step).map(([at, each]): Intervention => ({ at, do: 'upgrade', ...each })),
  fc.record({
    at,
    do: fc.constantFrom('kill' as const, 'restart' as const),
    node: fc.constantFrom('b1', 'b2'),
  }),
)

const scenario: fc.Arbitrary<Scenario> = fc
  .record({ drops: fc.boolean(), waits: fc.boolean(), flagsDrop: fc.boolean() })
  .map(({ drops, waits, flagsDrop }) =>
    change(change(levelled, 'fcv', { dropsConnections: drops }), 'flags', {
      waitsForAll: waits,
      dropsConnections: flagsDrop,
    }),
  )

/** Eight virtual seconds of it, with anything done to its brokers, levels and operation at any time. */
export const levelledSpec: fc.Arbitrary<RunSpec> = fc.record({
  scenario,
  seed: fc.integer(),
  interventions: fc.array(intervention, { minLength: 1, maxLength: 6 }),
  until: fc.constant(8_000),
  cut: fc.constant(8_000),
})
