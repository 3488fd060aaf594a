/** What decides a run in the page, and nothing else: this is what a shared link holds. */
import type { Intervention } from '#sim/engine/intervention.ts'
import { type PairChoice, pairScenario } from '#sim/pair/pair-scenario.ts'
import { runOf } from '#sim/run/run.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import { usualSeed } from '#sim/run/usual-seed.ts'
import type { Condition, Scenario } from '#sim/scenario/model.ts'
import { keeping, retarget } from '#sim/scenario/order/target.ts'

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
  /** Where `scenario` is another one with its upgrade changed: how, and the one. */
  readonly target?: { readonly choice: Target; readonly whole: Scenario }
  /** The text that stands where the scenario's is, as long as it cannot be read: the scenario is that of the last one that could. */
  readonly draft?: string
}

/** What an upgrade is to lead from and to, and what has to hold on the way, where the scenario says otherwise. */
export interface Target {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly keep?: readonly Condition[] | undefined
}

/** The session that a scenario opens with. */
export function openSession(scenario: Scenario): Session {
  return { scenario, seed: usualSeed, steps: scenario.upgrade.steps, interventions: [] }
}

/** The session in which one pair of a scenario's releases meets. Null where the scenario has no such pair. */
export function openPair(whole: Scenario, choice: PairChoice): Session | null {
  const scenario = pairScenario(whole, choice)
  return scenario && { ...openSession(scenario), pair: { choice, whole } }
}

/** The session of a scenario whose upgrade is changed. Its order is the one that this upgrade has by itself. */
export function openTarget(whole: Scenario, choice: Target): Session {
  const { from, to, keep } = choice
  if (from === undefined && to === undefined && keep === undefined) return openSession(whole)
  const retargeted = retarget(whole, { ...(from !== undefined && { from }), ...(to !== undefined && { to }) })
  const scenario = keeping(retargeted, keep)
  return { ...openSession(scenario), target: { choice, whole } }
}

/** The scenario that a session is about, as it is shipped: with its whole cluster and its own upgrade. */
export function wholeOf({ scenario, pair, target: changed }: Session): Scenario {
  return pair?.whole ?? changed?.whole ?? scenario
}

/** Whether two sessions have the same run: what differs is only how far somebody has come with the text. */
export function isSameRun(a: Session, b: Session): boolean {
  return (
    a.scenario === b.scenario &&
    a.seed === b.seed &&
    a.steps === b.steps &&
    a.interventions === b.interventions
  )
}

/** A session with another text that cannot be read, or with none. */
export function withDraft({ draft: _, ...session }: Session, draft: string | null): Session {
  return draft === null ? session : { ...session, draft }
}

/** The run of a session. */
export function specOf(session: Session): RunSpec {
  const { scenario, seed, steps, interventions } = session
  return runOf(scenario, { seed, steps, interventions })
}
