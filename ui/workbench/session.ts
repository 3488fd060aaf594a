/** What decides a run in the page, and nothing else: this is what a shared link holds. */
import type { Intervention } from '#sim/intervention.ts'
import type { RunSpec } from '#sim/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'

export interface Session {
  readonly scenario: Scenario
  /** A 32-bit integer. */
  readonly seed: number
  /** The order of the rollout, which begins at the scenario's `upgrade.at`. */
  readonly steps: Scenario['upgrade']['steps']
  /** What the user did to the run beside, in order of time. */
  readonly interventions: readonly Intervention[]
}

/** The session that a scenario opens with. */
export function openSession(scenario: Scenario): Session {
  return { scenario, seed: 7, steps: scenario.upgrade.steps, interventions: [] }
}

/** The run of a session. */
export function specOf({ scenario, seed, steps, interventions }: Session): RunSpec {
  const rollout: Intervention = { at: scenario.upgrade.at, do: 'roll out', steps }
  return { scenario, seed, interventions: [rollout, ...interventions], until: scenario.until }
}
