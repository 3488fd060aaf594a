import { Tooltip } from 'radix-ui'
import { middleOf } from './arrow-path.ts'
import type { ChartArrow } from './layout.ts'
import { Moves } from './Moves.tsx'
import styles from './Tip.module.css'
import { labelOf } from './words.ts'

/** What takes an arrow, and what is done on the way. It opens at the middle of the arrow. */
export function ArrowTip({ arrow }: { readonly arrow: ChartArrow }) {
  const { x, y } = middleOf(arrow.points)
  return (
    <Tooltip.Root open>
      <Tooltip.Trigger asChild>
        <circle cx={x} cy={y} r={1} fill="none" pointerEvents="none" aria-hidden />
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side="top" sideOffset={8} collisionPadding={8}>
          <p>
            {arrow.source ? labelOf(arrow.source) : 'any state'} → {labelOf(arrow.target)}
          </p>
          {arrow.except.length > 0 && (
            <p className={styles.quiet}>but for {arrow.except.map(labelOf).join(' and ')}</p>
          )}
          <Moves moves={arrow.transitions.map((transition) => ({ transition, target: null }))} withActions />
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
