import { saveParley } from '#ui/document/save-file.ts'
import controls from '#ui/kit/controls.module.css'
import { ownTextOf } from '#ui/session/own-text.ts'
import type { State } from '#ui/session/state.ts'
import styles from './ViewFailed.module.css'

/** A view that has failed: what is lost, which is nothing of the document, and what can be done. */
export function ViewFailed({
  name,
  state,
  error,
  onRetry,
}: {
  readonly name: string
  readonly state: State
  readonly error: unknown
  readonly onRetry: () => void
}) {
  const isOwn = ownTextOf(state.session) !== null
  return (
    <div className={styles.failed} role="alert">
      <p>
        <b>{name} has failed.</b> This is a fault of Parley’s. Nothing that you did is lost
        {isOwn ? '' : ': the address of the page holds all of it'}.
      </p>
      <p className={styles.error}>{error instanceof Error ? error.message : String(error)}</p>
      <p className={styles.choices}>
        <button type="button" className={controls.button} onClick={onRetry}>
          Show it again
        </button>
        {isOwn && (
          <button type="button" className={controls.button} onClick={() => saveParley(state)}>
            Save as .parley
          </button>
        )}
      </p>
    </div>
  )
}
