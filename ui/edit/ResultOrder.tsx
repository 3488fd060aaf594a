import { isLong } from '#ui/order/LongOrder.tsx'
import { OrderLane } from '#ui/order/OrderLane.tsx'
import type { Session } from '#ui/session/session.ts'
import type { Change } from '#ui/session/state.ts'
import styles from './Result.module.css'

/** The order that is chosen, with its verdict. What it breaks leads into the run. */
export function ResultOrder({
  session,
  dispatch,
}: {
  readonly session: Session
  readonly dispatch: (change: Change) => void
}) {
  const { scenario, steps } = session
  // The plan has a list of its own for so many.
  if (isLong(scenario, steps)) return null
  return (
    <div className={styles.order}>
      <OrderLane
        scenario={scenario}
        steps={steps}
        rollout={null}
        selection={null}
        onReorder={(order) => dispatch({ do: 'revise', session: { ...session, steps: order } })}
        onSelect={() => {}}
        onGoTo={(step) => {
          dispatch({ do: 'reach', session, steps: step === null ? 0 : step + 1 })
          dispatch({ do: 'mode', mode: 'debug' })
        }}
        onFailure={(step, pairs) => dispatch({ do: 'reach failure', session, steps: step + 1, pairs })}
      />
    </div>
  )
}
