import type { ChartTransition } from './layout.ts'
import styles from './Tip.module.css'
import { labelOf, sayEvent, sayGuard, wordsOf } from './words.ts'

export interface Move {
  readonly transition: ChartTransition
  /** Nothing where it stays, or where the arrow itself has just been named. */
  readonly target: string | null
}

/** Transitions in words: on which event, on which condition, where to, and what is done on the way. */
export function Moves({
  moves,
  withActions = false,
}: {
  readonly moves: readonly Move[]
  readonly withActions?: boolean
}) {
  if (moves.length === 0) return null
  return (
    <ul className={styles.moves}>
      {moves.map(({ transition, target }) => (
        <li key={`${transition.event} ${transition.guard} ${transition.otherwise} ${target}`}>
          <b>{sayEvent(transition)}</b> {sayGuard(transition)}
          {target && (
            <>
              {' → '}
              <i>{labelOf(target)}</i>
            </>
          )}
          {transition.description && <span className={styles.quiet}>{transition.description}</span>}
          {withActions && transition.actions.length > 0 && (
            <span className={styles.quiet}>does: {transition.actions.map(wordsOf).join(', ')}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
