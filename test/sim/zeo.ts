/** The shipped scenario, and runs of it. */
import { readFileSync } from 'node:fs'
import type { Intervention } from '#sim/engine/intervention.ts'
import { type Run, rolloutOf, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'

export const zeo: Scenario = readScenario('zeo-2002')

function readScenario(name: string): Scenario {
  const text = readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8')
  const result = parseScenario(text, `${name}.yaml`)
  if (!result.ok) throw new Error(formatFaults(result.faults, text))
  return result.scenario
}

/** A run of the shipped scenario; its own rollout, to where it ends by itself, unless told otherwise. */
export function runZeo({
  scenario = zeo,
  seed = 1,
  interventions = rolloutOf(scenario),
  until: cut,
}: {
  scenario?: Scenario
  seed?: number
  interventions?: readonly Intervention[]
  until?: number
} = {}): Run {
  const { until } = scenario
  return simulate({ scenario, seed, interventions, until, ...(cut !== undefined && { cut }) })
}
