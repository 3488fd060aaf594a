import type { MixedState } from '#sim/plan/mixed-state.ts'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import { toneOfSign } from '#ui/glyphs/sign.ts'
import styles from './Gap.module.css'
import { sayDetail, sayState } from './say.ts'

/** The mixed state between two steps, with its verdict. It is a button: it goes there. */
export function Gap({
  state,
  where,
  isFailing,
  isCompact,
  isStart = false,
  isBrief = false,
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
  /** Whether it is said in fewer words. */
  readonly isBrief?: boolean
  readonly onGo: () => void
}) {
  const { kind, text, brief } = sayState(state)
  const names = [
    styles.gap,
    styles[toneOfSign(kind)],
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
        <SignGlyph kind={kind} size={isCompact || isStart ? 14 : 13} />
        {!isCompact && !isStart && <span className={styles.text}>{isBrief ? brief : text}</span>}
      </span>
    </button>
  )
}
