import { Tooltip } from 'radix-ui'
import type { ChartArrow, ChartState } from './layout.ts'
import { Moves } from './Moves.tsx'
import styles from './Tip.module.css'

/** What a state means, and what it reacts to. */
export function StateTip({
  state,
  leaving,
  isReachable,
}: {
  readonly state: ChartState
  readonly leaving: readonly ChartArrow[]
  readonly isReachable: boolean
}) {
  const moves = [
    ...leaving.flatMap(({ target, transitions }) =>
      transitions.map((transition) => ({ transition, target })),
    ),
    ...state.inside.map((transition) => ({ transition, target: null })),
  ]
  return (
    <Tooltip.Portal>
      <Tooltip.Content className={styles.tip} side="top" sideOffset={6} collisionPadding={8}>
        <p>{state.description}</p>
        {isReachable ? (
          <Moves moves={moves} />
        ) : (
          <p className={styles.quiet}>Out of reach for this release.</p>
        )}
      </Tooltip.Content>
    </Tooltip.Portal>
  )
}
