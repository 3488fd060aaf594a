import type { MixedState } from '#sim/mixed-state.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf } from '#ui/glyphs/outcome.ts'
import styles from './Gap.module.css'
import { sayDetail, sayState } from './say.ts'

/** The mixed state between two steps, with its verdict. It is a button: it goes there. */
export function Gap({
  state,
  where,
  isFailing,
  isCompact,
  isStart = false,
  onGo,
}: {
  readonly state: MixedState
  /** Such as `After step 2`. */
  readonly where: string
  /** Whether the order breaks here for the first time. */
  readonly isFailing: boolean
  readonly isCompact: boolean
  /** The start has no step before it, and room for no more than its sign. */
  readonly isStart?: boolean
  readonly onGo: () => void
}) {
  const { outcome, text } = sayState(state)
  const names = [
    styles.gap,
    styles[toneOf(outcome)],
    isFailing && styles.failing,
    isCompact && styles.compact,
    isStart && styles.start,
  ]
  return (
    <button
      type="button"
      className={names.filter(Boolean).join(' ')}
      aria-label={`${where}: ${text}. Go there`}
      title={`${where}: ${text}\n${sayDetail(state)}`}
      onClick={onGo}
    >
      <span className={styles.verdict}>
        <OutcomeGlyph outcome={outcome} size={isCompact || isStart ? 14 : 13} title="" />
        {!isCompact && !isStart && <span className={styles.text}>{text}</span>}
      </span>
    </button>
  )
}
