/** What decides a run in the page, and nothing else: this is what a shared link holds. */
import type { Intervention } from '#sim/intervention.ts'
import { type PairChoice, pairScenario } from '#sim/pair-scenario.ts'
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
  /** Where `scenario` is one pair of a larger one: which, and of what. */
  readonly pair?: { readonly choice: PairChoice; readonly whole: Scenario }
}

/** The session that a scenario opens with. */
export function openSession(scenario: Scenario): Session {
  return { scenario, seed: 7, steps: scenario.upgrade.steps, interventions: [] }
}

/** The session in which one pair of a scenario's releases meets. Null where the scenario has no such pair. */
export function openPair(whole: Scenario, choice: PairChoice): Session | null {
  const scenario = pairScenario(whole, choice)
  return scenario && { ...openSession(scenario), pair: { choice, whole } }
}

/** The scenario that a session is about, with its whole cluster. */
export function wholeOf({ scenario, pair }: Session): Scenario {
  return pair?.whole ?? scenario
}

/** The run of a session. */
export function specOf({ scenario, seed, steps, interventions }: Session): RunSpec {
  const rollout: Intervention = { at: scenario.upgrade.at, do: 'roll out', steps }
  // A pair on its own is not rolled out, not even in no steps.
  const planned = scenario.upgrade.steps.length === 0 && steps.length === 0 ? [] : [rollout]
  return { scenario, seed, interventions: [...planned, ...interventions], until: scenario.until }
}
