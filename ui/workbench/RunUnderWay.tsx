import { useEffect, useState } from 'react'
import { plannedLength } from '#sim/run/planned-length.ts'
import { commands, titleOf } from '#ui/commands/commands.ts'
import controls from '#ui/kit/controls.module.css'
import { type Session, specOf } from '#ui/session/session.ts'
import type { Change } from '#ui/session/state.ts'
import { useMaking } from '#ui/session/useMaking.ts'
import { readChart } from '#ui/timeline/chart.ts'
import { ProgressLine } from './ProgressLine.tsx'
import styles from './RunUnderWay.module.css'
import { sayProgress } from './say-run.ts'

/** What is over sooner, in milliseconds, is not told of. */
const unseen = 300

/** Makes the run that is under way, says over the last one how far it is, and offers to leave it. */
export function RunUnderWay({
  session,
  dispatch,
}: {
  readonly session: Session
  readonly dispatch: (action: Change) => void
}) {
  const progress = useMaking(session, (made) => dispatch({ do: 'made', made }), readChart)
  const isShown = useLasting(session)
  if (!isShown) return null
  const planned = plannedLength(specOf(session))
  const { name } = commands.cancel
  return (
    <section className={styles.card} aria-label="Run under way">
      {progress.failure === null ? (
        <>
          <p>
            <b>Simulating</b> {sayProgress(progress, planned)}
          </p>
          <ProgressLine share={progress.now / planned} />
        </>
      ) : (
        <p role="alert">
          This run could not be simulated in this browser: {progress.failure}. The last one is still shown.
        </p>
      )}
      <button
        type="button"
        className={controls.button}
        title={titleOf(commands.cancel)}
        aria-label={name}
        onClick={() => dispatch({ do: 'cancel' })}
      >
        {progress.failure === null ? 'Cancel' : 'Close'}
      </button>
    </section>
  )
}

/** Whether a thing has been there for a while. */
function useLasting<T>(thing: T): boolean {
  const [lasting, setLasting] = useState<T | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setLasting(thing), unseen)
    return () => clearTimeout(timer)
  }, [thing])
  return lasting === thing
}
