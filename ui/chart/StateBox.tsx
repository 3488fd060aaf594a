import { Tooltip } from 'radix-ui'
import type { KeyboardEvent } from 'react'
import type { ChartArrow, ChartState } from './layout.ts'
import styles from './StateChart.module.css'
import { StateTip } from './StateTip.tsx'

/** What the fill of an active state says. */
export type Tone = 'ok' | 'bad' | 'lossy' | 'ink'

/** A state: hover or focus tells what it means. */
export function StateBox({
  state,
  leaving,
  tone,
  isReachable,
  isLeft,
  onState,
}: {
  readonly state: ChartState
  readonly leaving: readonly ChartArrow[]
  /** Of the fill, where the state is active. */
  readonly tone: Tone | null
  readonly isReachable: boolean
  readonly isLeft: boolean
  readonly onState?: ((path: string) => void) | undefined
}) {
  const asButton = onState && {
    role: 'button',
    tabIndex: 0,
    'aria-label': `${state.label}${tone ? ', active' : ''}${isReachable ? '' : ', out of reach'}`,
    onClick: () => onState(state.path),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      onState(state.path)
    },
  }
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <g
          className={styles.state}
          data-path={state.path}
          data-tone={tone ?? undefined}
          data-active={tone ? '' : undefined}
          data-unreachable={isReachable ? undefined : ''}
          data-left={isLeft ? '' : undefined}
          {...asButton}
        >
          <rect
            className={styles.focus}
            x={state.x - 4}
            y={state.y - 4}
            width={state.width + 8}
            height={state.height + 8}
            rx={9}
          />
          <rect
            className={styles.box}
            x={state.x}
            y={state.y}
            width={state.width}
            height={state.height}
            rx={6}
          />
          <text className={styles.label} x={state.x + state.width / 2} y={state.y + state.height / 2 + 4}>
            {state.label}
          </text>
        </g>
      </Tooltip.Trigger>
      <StateTip state={state} leaving={leaving} isReachable={isReachable} />
    </Tooltip.Root>
  )
}
