/** The shipped upgrades as they are run: a safe order shows no trouble, and the shortest way into trouble shows some. */
import { describe, expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { rolloutOf, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { rolloutSteps } from '#sim/scenario/order/units.ts'
import { only } from '../sim/reading.ts'
import { readScenario } from './shipped.ts'
import { vendors } from './vendors.ts'

/** What goes wrong in a run of these steps: rules, starts, connections and calls. */
function troubleOf(scenario: Scenario, steps: readonly PlanStep[]): string[] {
  const interventions = rolloutOf(scenario, rolloutSteps(steps))
  const { trace } = simulate({ scenario, seed: 1, interventions, until: scenario.until })
  const bad = new Set(['rejected', 'stalled', 'half-open'])
  const unreadable = only(trace, 'call').filter(({ status }) => status === 'unreadable')
  return [
    ...only(trace, 'rule').flatMap(({ rule, verdict, reason }) =>
      verdict === 'degraded' ? [] : [`${rule}: ${reason}`],
    ),
    ...only(trace, 'no start').map(({ node, reason }) => `${node} does not start: ${reason}`),
    ...only(trace, 'attempt').flatMap(({ connection, outcome }) =>
      bad.has(outcome) ? [`${connection} ${outcome}`] : [],
    ),
    ...unreadable.map(({ node, name }) => `${node} cannot read what ${name} brings`),
  ]
}

describe.each(vendors)('$scenario', ({ scenario: name }) => {
  test('the shortest way into trouble runs into it', () => {
    const scenario = readScenario(name)
    const { counterexample } = plan(scenario)
    expect(troubleOf(scenario, counterexample?.steps ?? [])).not.toEqual([])
  })
})

test.each(vendors.filter(({ safe }) => safe > 0))(
  '$scenario: the best order runs without trouble',
  ({ scenario: name }) => {
    const scenario = readScenario(name)
    expect(troubleOf(scenario, plan(scenario).phases.flat())).toEqual([])
  },
)

test('zeo-2005-data: in the order of its connections, a client reads what it does not know', () => {
  const scenario = readScenario('zeo-2005-data')
  const { phases } = plan(scenario, { keep: ['working', 'supported'] })
  expect(troubleOf(scenario, phases.flat())).toContain('c2 cannot read what load brings')
})
