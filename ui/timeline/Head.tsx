import { Maximize2, Minus, Plus } from 'lucide-react'
import { memo } from 'react'
import type { Run } from '#sim/run/run.ts'
import { sayList } from '#sim/text/say-list.ts'
import { titleOf } from '#ui/commands/commands.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'
import styles from './Head.module.css'
import { RunVerdict } from './RunVerdict.tsx'

const { closer, wider, fit } = viewKeys.zoom.keys

/** The title of the timeline, its caption, what the run comes to, and its zoom. */
export const Head = memo(function Head({
  run,
  narration,
  pinned,
  onFit,
  onZoom,
}: {
  /** Null while the end of it is not known to whoever looks. */
  readonly run: Run | null
  readonly narration: string
  readonly pinned: readonly string[]
  readonly onFit: () => void
  readonly onZoom: (direction: 1 | -1) => void
}) {
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>Timeline</h2>
      <p className={styles.narration} title={narration}>
        {narration}
      </p>
      {run && <RunVerdict run={run} />}
      {pinned.length > 0 && <span className={styles.pinned}>{sayList(pinned)} pinned</span>}
      <div className={styles.buttons}>
        <button type="button" className={styles.fit} onClick={onFit} title={titleOf(fit)}>
          <Maximize2 size={12} aria-hidden />
          Fit
        </button>
        <button type="button" className={styles.zoom} onClick={() => onZoom(-1)} aria-label={wider.name}>
          <Minus size={14} aria-hidden />
        </button>
        <button type="button" className={styles.zoom} onClick={() => onZoom(1)} aria-label={closer.name}>
          <Plus size={14} aria-hidden />
        </button>
      </div>
    </header>
  )
})
