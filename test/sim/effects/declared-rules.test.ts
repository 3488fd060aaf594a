// Rules that no connection shows, in a run: what is found when a step is completed.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Intervention } from '#sim/engine/intervention.ts'
import { rolloutOf, simulate, stateAfter } from '#sim/run/run.ts'
import type { Operation, Scenario } from '#sim/scenario/model.ts'
import { narrate } from '#sim/views/narrate.ts'
import { summarise } from '#sim/views/summary.ts'
import { viewOf } from '#sim/views/view.ts'
import { runSpec } from '../arbitraries.ts'
import { levelled, levelledSpec } from '../levelled.ts'
import { judgeValues } from '../plan/judge-values.ts'
import { only } from '../reading.ts'
import { easy, link, release, role, run, small } from '../small.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const repair: Operation = {
  name: 'repair',
  about: null,
  needsOneReleaseOf: ['broker'],
  because: 'streams differ',
  source: null,
}

/** Two brokers that agree whatever they run, and may be mixed, but the vendor does not support it. */
const brokers: Scenario = {
  ...small,
  roles: [role('broker', release('old', { ...easy, offers: 'A' }), release('new', easy))],
  links: [link('broker', 'broker')],
  nodes: [
    { id: 'b1', role: 'broker', release: 'old' },
    { id: 'b2', role: 'broker', release: 'old' },
  ],
  operations: [repair],
  mixtures: [{ of: ['broker'], most: 1, effect: 'unsupported', because: null, source: null }],
  until: 20_000,
}

const rollOut = (...steps: string[]): Intervention => ({
  at: 1_000,
  do: 'roll out',
  steps: steps.map((step) => {
    const [node = '', to = ''] = step.split(' ')
    return { node, to }
  }),
})

/** What was found that is about no connection: from when, in which steps, and how bad it is. */
const rulesOf = (scenario: Scenario, ...steps: string[]) => {
  const { verdict, observed } = summarise(run(scenario, rollOut(...steps)))
  const rules = observed
    .filter(({ pair }) => pair === undefined)
    .map(({ rule, severity, at, from, until }) => `${at} ${from}-${until ?? ''} ${rule} ${severity}`)
  return { verdict, rules }
}

describe('a rule in a run', () => {
  it('is broken by the step that breaks it, with the reason of the planner', () => {
    const simulated = run(brokers, rollOut('b1 new', 'repair running', 'repair done', 'b2 new'))
    const { verdict, observed } = summarise(simulated)
    expect(verdict).toBe('unsafe')
    expect(observed).toMatchObject([
      { rule: 'mixture 1', severity: 'unsupported', at: 1_350, from: 1, until: 4 },
      { rule: 'operation repair', severity: 'unsafe', at: 1_850, from: 2, until: 3 },
    ])
    expect(observed[1]?.reason).toMatch(/streams differ$/)
    const [mixed, mending] = only(simulated.trace, 'rule')
    expect(mixed).toMatchObject({ severity: 'warning' })
    expect(simulated.trace.event(mixed?.cause)).toMatchObject({ actor: 'node b1', to: ['running'] })
    expect(mending).toMatchObject({ severity: 'error' })
    expect(simulated.trace.event(mending?.cause)).toMatchObject({ kind: 'operation', to: 'running' })
    const told = (id = -1) =>
      narrate(simulated.cluster, simulated.trace, simulated.trace.event(id) ?? (mixed as never))
    expect(told(mixed?.id)).toMatchObject({ node: null, isNews: true })
    expect(told(mixed?.id)?.text).toMatch(/^the vendor does not support this: /)
    expect(told(mending?.id)?.text).toMatch(/^this must not be: repair runs while /)
  })

  it('is told once for each time that it begins to be broken', () => {
    // A broker that is down is no part of a mixture any more.
    expect(rulesOf(brokers, 'b1 new', 'b2 new')).toEqual({
      verdict: 'unsupported',
      rules: ['1350 1-2 mixture 1 unsupported'],
    })
    expect(rulesOf(brokers, 'b1 new', 'b2 new', 'b1 old').rules).toEqual([
      '1350 1-2 mixture 1 unsupported',
      '3050 3- mixture 1 unsupported',
    ])
    expect(rulesOf(brokers, 'b1 new', 'repair running', 'b2 new', 'b1 old').rules).toEqual([
      '1350 1-3 mixture 1 unsupported',
      '1850 2-3 operation repair unsafe',
      '3550 4- operation repair unsafe',
      '3550 4- mixture 1 unsupported',
    ])
  })

  it('is looked at when the cluster starts, and when a level rises', () => {
    const mixed = {
      ...brokers,
      nodes: brokers.nodes.map((node, i) => (i ? node : { ...node, release: 'new' })),
    }
    expect(summarise(run(mixed)).observed).toMatchObject([{ rule: 'mixture 1', at: 0, from: 0, until: null }])
    const tooEarly = run(levelled, rollOut('b1 r2', 'fcv y'))
    expect(summarise(tooEarly)).toMatchObject({
      verdict: 'unsafe',
      observed: [{ rule: 'level fcv', severity: 'unsafe', from: 2, until: null }],
    })
  })

  it('is settled before the rollout goes on, even where that does not wait', () => {
    const hasty = { ...brokers, timing: { ...brokers.timing, settle: 0 } }
    expect(rulesOf(hasty, 'b1 new', 'repair running', 'repair done').rules).toEqual([
      '1350 1- mixture 1 unsupported',
      '1350 2-3 operation repair unsafe',
    ])
  })

  it('is never about a connection, and none is there where a scenario has no such rules', () => {
    fc.assert(
      fc.property(runSpec(), (spec) => {
        expect(only(simulate(spec).trace, 'rule').filter(({ rule }) => !rule.startsWith('link '))).toEqual([])
      }),
      { numRuns: 30 },
    )
    const strict = {
      ...brokers,
      roles: [
        role(
          'broker',
          release('old', { ...easy, accepts: ['A'], offers: 'A', answers: 'theirs' }),
          release('new', { ...easy, accepts: ['B'], answers: 'theirs' }),
        ),
      ],
    }
    const { observed, attempts } = summarise(run(strict, ...rolloutOf(strict, [{ node: 'b1', to: 'new' }])))
    expect(attempts.some(({ failure }) => failure !== null)).toBe(true)
    expect(observed.filter(({ pair }) => pair === undefined).map(({ rule }) => rule)).toEqual(['mixture 1'])
  })

  it('is one that the planner finds broken in the state that the run is in', () => {
    const ruled = levelledSpec.map((spec) => ({
      ...spec,
      scenario: {
        ...spec.scenario,
        operations: [repair],
      } satisfies Scenario,
    }))
    fc.assert(
      fc.property(ruled, (spec) => {
        const simulated = simulate(spec)
        for (const { moment, rule, reason, verdict: severity } of only(simulated.trace, 'rule')) {
          const { nodes, levels, operations } = viewOf(simulated.cluster, stateAfter(simulated, moment))
          // Who is down is judged by nobody, and what connections and the service come to has tests of its own.
          const isDeclared = /^(level|operation|skew|mixture) /.test(rule) && severity !== 'degraded'
          if (!isDeclared || nodes.some(({ state }) => state !== 'running')) continue
          const values = new Map([
            ...nodes.map(({ id, release }) => [id, release] as const),
            ...levels.map(
              ({ level, node, value }) => [node === null ? level : `${node}.${level}`, value] as const,
            ),
            ...operations.map(({ operation, value }) => [operation, value] as const),
          ])
          const { faults } = judgeValues(spec.scenario, values)
          expect(faults).toContainEqual(expect.objectContaining({ rule, reason, severity }))
        }
      }),
      { numRuns: 60 },
    )
  })
})
