import { GitBranch } from 'lucide-react'
import { useMemo } from 'react'
import type { PairView } from '#sim/views/view.ts'
import type { Change, State } from '#ui/session/state.ts'
import styles from './Inspector.module.css'
import { repairOf } from './repair-of.ts'

/** The smallest change of the order after which a pair that is broken is not, if there is one, to be tried. */
export function Repair({
  pair,
  state,
  dispatch,
}: {
  readonly pair: PairView
  readonly state: Pick<State, 'session' | 'run'>
  readonly dispatch: (action: Change) => void
}) {
  const { session, run } = state
  const repair = useMemo(() => repairOf(session, run, pair), [session, run, pair])
  if (repair === null) return null
  const { text, steps } = repair
  return (
    <div className={styles.repair}>
      <span>
        <small>Smallest repair</small>
        <b>{text}</b>
      </span>
      <button
        type="button"
        className={styles.primary}
        onClick={() => dispatch({ do: 'revise', session: { ...session, steps } })}
      >
        <GitBranch size={16} aria-hidden /> Try it
      </button>
    </div>
  )
}
