// The planner judges states, the simulator runs machines: a plan that is called safe has to run well.
import { describe, expect, it, vi } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { costOf } from '#sim/views/cost.ts'
import { readScenario, shipped } from '../../scenarios/shipped.ts'

// A run of every scenario takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const planned = shipped.map((name) => {
  const scenario = readScenario(name)
  return { scenario, answer: plan(scenario) }
})
const safe = planned.filter(({ answer }) => answer.verdict === 'safe')

describe('a plan that is called safe', () => {
  it.each(safe.map(({ scenario, answer }) => [scenario.name, scenario, answer] as const))(
    'keeps in a run what it has to: %s',
    (_, scenario, { phases }) => {
      const [single] = costOf(scenario, phases, [1], [1]).waves
      expect(single).toMatchObject({ wave: 1, kept: true })
      const { drain, down, start, settle } = scenario.timing
      const steps = phases.flat().length
      expect(single?.duration).toBeLessThanOrEqual(steps * (drain + down + start + settle))
      expect(single?.duration).toBeGreaterThanOrEqual(steps * settle)
    },
  )
})
