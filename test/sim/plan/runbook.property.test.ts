/** A plan as a runbook: nothing is left out, and what it says of states is so. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mixedStates } from '#sim/plan/mixed-state.ts'
import type { Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { runbookOf, sayRunbook } from '#sim/plan/runbook.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { startingFrom } from '#sim/scenario/order/target.ts'
import { rolloutSteps } from '#sim/scenario/order/units.ts'
import { outcomes } from '#sim/scenario/outcome.ts'
import { readScenario, shipped } from '../../scenarios/shipped.ts'
import { zeo } from '../zeo.ts'
import { levelled, planned } from './arbitraries.ts'

const runs = Number(process.env.RUNS ?? 200)

/** How many connections are said to stand how. */
function countsIn(text: string): Record<string, number> {
  const all = /^all (\d+) connections? open/i.exec(text)
  if (all) return { open: Number(all[1]) }
  return Object.fromEntries(
    outcomes.flatMap((outcome) => {
      const count = new RegExp(`\\b(\\d+) ${outcome}\\b`).exec(text)?.[1]
      return count === undefined ? [] : [[outcome, Number(count)]]
    }),
  )
}

/** How they stand in the state after each step of a plan. */
function countsAfter(scenario: Scenario, { phases, units, keep }: Plan): Record<string, number>[] {
  const steps = rolloutSteps(phases.flat())
  return mixedStates(startingFrom(scenario, units), steps, keep).map(({ counts }) =>
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  )
}

function check(scenario: Scenario, found: Plan) {
  const { waves, done, pointOfNoReturn } = runbookOf(scenario, found)
  const { phases, rollback } = found
  expect(waves.map(({ steps }) => steps.map(({ step }) => step))).toEqual(phases)
  const counts = countsAfter(scenario, found)
  let taken = 0
  for (const [i, { steps, before, gate, rollback: back, isFinal }] of waves.entries()) {
    expect(countsIn(before.at(-1) ?? '')).toEqual(counts[taken])
    for (const { effect } of steps) expect(countsIn(effect)).toEqual(counts[++taken])
    expect(countsIn(gate.at(-1) ?? '')).toEqual(counts[taken])
    expect(isFinal).toBe(rollback.pointOfNoReturn?.phase === i)
    const way = rollback.ways[i + 1]
    if (way?.phases === null) expect(back).toBe(`There is no safe way back: ${way.reason}.`)
    else expect(back).toMatch(/ to .*\.$|^There is nothing to take back\.$|^the end of .*\.$/)
  }
  if (waves.length > 0) expect(countsIn(done)).toEqual(counts.at(-1))
  expect(pointOfNoReturn === null).toBe(rollback.pointOfNoReturn === null)

  const sections = sayRunbook(scenario, found).split('\n## ')
  expect(sections.slice(1).map((each) => each.split('\n')[0])).toEqual([
    ...waves.map(({ title }, i) => `Wave ${i + 1}: ${title}`),
    ...(waves.length > 0 ? ['Done'] : []),
  ])
  let number = 0
  for (const [i, { steps, isFinal, losses }] of waves.entries()) {
    const section = sections[i + 1] ?? ''
    for (const { text } of steps) expect(section).toContain(`\n${++number}. ${text}`)
    expect(section.includes('**Point of no return.**')).toBe(isFinal)
    for (const loss of losses) expect(section).toContain(`- ${loss}`)
  }
  for (const { text, key } of found.takenForGranted) expect(sections[0]).toContain(`- ${text} (\`${key}\`)`)
  const isAlwaysBack = waves.length > 0 && pointOfNoReturn === null
  const back = found.rollback.ways.slice(1)
  const says = back.some(({ losses }) => losses.length > 0)
    ? 'A way leads back from every state, and data is lost on it.'
    : back.every(({ isKnown }) => isKnown)
      ? 'There is a safe way back from every state.'
      : 'Nothing was found against going back, from any state.'
  expect(sections.at(-1)?.includes(says)).toBe(isAlwaysBack)
}

describe('a runbook', () => {
  test.each(shipped)('of %s has every wave and every step, and says how connections stand', (name) => {
    const scenario = readScenario(name)
    check(scenario, plan(scenario))
  })

  test('says so of generated upgrades', () => {
    fc.assert(
      fc.property(fc.oneof(planned, levelled), (scenario) => {
        const found = plan(scenario)
        fc.pre(found.phases.length > 0)
        check(scenario, found)
      }),
      { numRuns: Math.ceil(runs / 15) },
    )
  })

  test('has the route through other releases', () => {
    const scenario = readScenario('zeo')
    const found = plan(scenario, { from: 'ZODB-3.1', to: 'ZEO-5.4' })
    expect(found.route).not.toBeNull()
    check(scenario, found)
  })

  test('of many nodes names one for all that are like it, and says nothing of states that it has not worked out', () => {
    const ids = (role: string) =>
      Array.from({ length: 3_000 }, (_, i) => ({ id: `${role}${i}`, role, release: 'ZODB-3.1' }))
    const nodes = [...ids('client'), ...ids('server')]
    const steps = nodes.map(({ id }) => ({ node: id, to: 'ZODB-3.2' }))
    const scenario: Scenario = { ...zeo, nodes, upgrade: { at: 0, steps } }
    const text = sayRunbook(scenario, plan(scenario))
    expect(text).toContain('## Wave 1: every client to ZODB-3.2')
    expect(text).toContain('1. Upgrade client0 and 2,999 like it to ZODB-3.2\n')
    expect(text).toContain('2. Upgrade server0 and 2,999 like it to ZODB-3.2\n')
    expect(text).not.toMatch(/connections|^\.$|Before:\n\n\n/m)
  })
})
