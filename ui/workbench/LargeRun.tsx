import { useState } from 'react'
import { plannedLength } from '#sim/run/planned-length.ts'
import type { About } from '#ui/document/about.ts'
import type { Look } from '#ui/session/look.ts'
import { type Made, sizeOf } from '#ui/session/made.ts'
import { type Session, specOf } from '#ui/session/session.ts'
import { useMaking } from '#ui/session/useMaking.ts'
import { readChart } from '#ui/timeline/chart.ts'
import styles from './Alone.module.css'
import { Alone } from './Alone.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import { sayProgress, saySize } from './say-run.ts'
import { Workbench } from './Workbench.tsx'

/** A run with more events is not begun before somebody who has read what it takes says so. */
const mostUnasked = 200_000

/** The run of a link that is large: says what it takes and asks, then how far it is, and then shows it. */
export function LargeRun({
  session,
  look,
  about,
  onReopen,
}: {
  readonly session: Session
  readonly look: Look | null
  readonly about?: About | null | undefined
  readonly onReopen?: (() => void) | undefined
}) {
  const size = sizeOf(session)
  const planned = plannedLength(specOf(session))
  const [isAgreed, setAgreed] = useState(false)
  const [most, setMost] = useState(size.events)
  const [made, setMade] = useState<Made | null>(null)
  const isAsked = !isAgreed && most > mostUnasked
  const progress = useMaking(isAsked || made !== null ? null : session, setMade, readChart)
  // What was thought to be small is not gone on with unasked.
  if (progress.events > most) setMost(progress.events)
  if (made !== null) return <Workbench made={made} look={look} about={about} onReopen={onReopen} />
  if (isAsked) {
    return (
      <Alone title="This link asks for a large run">
        <p>
          Of {session.scenario.title}: {saySize({ ...size, events: most }, planned)}. It is simulated in this
          page, which may take a while and {Math.ceil(size.bytes / 1e8) / 10} GB of memory; you can cancel it
          at any time.
        </p>
        <div className={styles.choices}>
          <button type="button" className={styles.main} onClick={() => setAgreed(true)}>
            Simulate it
          </button>
          <a className={styles.other} href="./">
            Open the workbench
          </a>
        </div>
      </Alone>
    )
  }
  return (
    <Alone title={progress.failure === null ? 'Simulating' : 'This run could not be simulated'}>
      <p>{session.scenario.title}</p>
      {progress.failure === null ? (
        <>
          <ProgressLine share={progress.now / planned} />
          <p className={styles.quiet}>{sayProgress(progress, planned)}</p>
        </>
      ) : (
        <p role="alert">The browser says: {progress.failure}</p>
      )}
      <div className={styles.choices}>
        <a className={styles.other} href="./">
          {progress.failure === null ? 'Cancel' : 'Open the workbench'}
        </a>
      </div>
    </Alone>
  )
}
