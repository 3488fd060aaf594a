import type { Outcome } from '#sim/scenario/outcome.ts'
import { titleOf } from '#ui/commands/commands.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf, wordOf } from '#ui/glyphs/outcome.ts'
import styles from './Matrix.module.css'
import { sayWithSpaces } from './say-with-spaces.ts'
import type { Tally } from './tally.ts'

/** What the matrix comes to. Each count goes to the next such cell. */
export function MatrixSummary({
  tally,
  total,
  isDone,
  onNext,
}: {
  readonly tally: Tally
  /** How many pairs there are to explore. */
  readonly total: number
  readonly isDone: boolean
  readonly onNext: (outcome: Outcome) => void
}) {
  return (
    <div className={styles.summary}>
      <ul>
        {tally.counts.map(({ outcome, count }) => (
          <li key={outcome}>
            <button
              type="button"
              data-tone={toneOf(outcome)}
              title={titleOf(viewKeys.outcome.keys[outcome])}
              onClick={() => onNext(outcome)}
            >
              <OutcomeGlyph outcome={outcome} size={14} title="" /> <b>{count}</b> {wordOf(outcome)}
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.explored} aria-live="polite">
        {isDone
          ? `${sayWithSpaces(tally.schedules)} delivery orders explored`
          : `${tally.pairs} of ${total} pairs explored…`}
      </p>
    </div>
  )
}
