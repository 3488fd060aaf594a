import { mixedStates } from '#sim/plan/mixed-state.ts'
import type { Scenario } from '#sim/scenario/model.ts'

type Steps = Parameters<typeof mixedStates>[1]

/** The place in `steps` of the first step that leads into a state that is not safe, or null where none does. */
export function firstFailingStep(scenario: Scenario, steps: Steps): number | null {
  const failing = mixedStates(scenario, steps)
    .slice(1)
    .findIndex(({ verdict }) => verdict !== 'safe')
  return failing < 0 ? null : failing
}
