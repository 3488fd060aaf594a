import { checkOrder } from '#sim/plan/check.ts'
import { mixedStates } from '#sim/plan/mixed-state.ts'
import type { Counterexample } from '#sim/plan/model.ts'
import { rolloutSteps } from '#sim/scenario/order/units.ts'
import { commands } from '#ui/commands/commands.ts'
import { isLong, LongOrder } from '#ui/order/LongOrder.tsx'
import { OrderLane } from '#ui/order/OrderLane.tsx'
import { brokenPairs } from '#ui/order/say.ts'
import { without } from '#ui/planning/steps.ts'
import { failureAfter } from '#ui/session/moments.ts'
import { askedOf } from '#ui/session/state.ts'
import type { WorkbenchProps } from './props.ts'

/** The order lane, tied to the run. */
export function Order({ state, view, dispatch }: Pick<WorkbenchProps, 'state' | 'view' | 'dispatch'>) {
  const { selection, underWay } = state
  const session = askedOf(state)
  const { scenario, steps } = session
  if (isLong(scenario, steps)) {
    return (
      <LongOrder
        scenario={scenario}
        steps={steps}
        canUndo={!commands.undo.isIdle(state)}
        onUndo={() => commands.undo.does(state, dispatch)}
        onReorder={(order) => dispatch({ do: 'revise', session: { ...session, steps: order } })}
      />
    )
  }
  const showExample = ({ steps: few, seed, fault }: Counterexample) => {
    const first = rolloutSteps(few)
    const all = [...first, ...without(steps, first)]
    const reached = mixedStates(scenario, first).at(-1)
    dispatch({
      do: 'reach failure',
      session: { ...session, steps: all, seed: seed ?? session.seed },
      steps: first.length,
      pairs: fault.pair && reached ? brokenPairs(reached) : [],
    })
  }
  const showFailure = (step: number, pairs: readonly string[]) => {
    const isSeen = failureAfter(state.run, step + 1, pairs) !== null
    // Where this run is lucky, another one shows it.
    const { counterexample = null } = isSeen ? {} : checkOrder(scenario, steps.slice(0, step + 1))
    if (counterexample !== null && counterexample.seed !== null) showExample(counterexample)
    else dispatch({ do: 'reach failure', session, steps: step + 1, pairs })
  }
  return (
    <OrderLane
      scenario={scenario}
      steps={steps}
      rollout={underWay ? null : view.rollout}
      selection={selection}
      canUndo={!commands.undo.isIdle(state)}
      onUndo={() => commands.undo.does(state, dispatch)}
      onReorder={(order) => dispatch({ do: 'revise', session: { ...session, steps: order } })}
      onSelect={(picked) => dispatch({ do: 'select', selection: picked })}
      onGoTo={(step) => dispatch({ do: 'reach', session, steps: step === null ? 0 : step + 1 })}
      onFailure={showFailure}
      onExample={showExample}
    />
  )
}
