import styles from './Alone.module.css'
import { Alone } from './Alone.tsx'

/** Stands in place of a page that has failed as a whole. What was done with a document of one's own is kept by then. */
export function PageFailed({ error }: { readonly error: unknown }) {
  return (
    <Alone title="The page has failed" isAlert>
      <p>
        This is a fault of Parley’s. A document of your own is kept with all that you did; of a story the
        address holds all of it.
      </p>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <div className={styles.choices}>
        <button type="button" className={styles.main} onClick={() => location.reload()}>
          Load it again
        </button>
        <a className={styles.other} href="./">
          Open the workbench
        </a>
      </div>
    </Alone>
  )
}
