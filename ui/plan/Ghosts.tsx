import styles from './Ghosts.module.css'

/** The place of the summary while it is worked out. */
export function SummaryGhost({ what }: { readonly what: string }) {
  return (
    <section id="summary" className={styles.summary} aria-label="Summary" tabIndex={-1}>
      <i className={styles.number} />
      <p role="status">Working out {what === '' ? 'which orders are safe' : what}…</p>
    </section>
  )
}

/** The place of the lattice while it is worked out. */
export function LatticeGhost() {
  return <div className={styles.lattice} />
}

/** The place of the runbook while it is worked out. */
export function RunbookGhost() {
  return (
    <section id="runbook" className={styles.runbook} aria-label="Runbook" tabIndex={-1}>
      <h2>Runbook</h2>
      <i />
      <i />
      <i />
    </section>
  )
}
