import { useKept } from '#ui/document/useKept.ts'
import type { State } from '#ui/session/state.ts'
import styles from './Notice.module.css'

/** Keeps a document of one's own, and says so where that does not work. */
export function KeptNotice({ state }: { readonly state: State }) {
  const trouble = useKept(state)
  if (trouble === null) return null
  return (
    <div className={styles.notice} role="alert">
      <span className={styles.said}>
        This browser does not keep what you do here: {trouble}. A link from Share holds it.
      </span>
    </div>
  )
}
