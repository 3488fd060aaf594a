import styles from './ProgressLine.module.css'

/** How much of a run there is, as a line: never all of it, for it may last longer than was planned. */
export function ProgressLine({ share }: { readonly share: number }) {
  return <progress className={styles.line} aria-label="Simulated" max={1} value={Math.min(share, 0.99)} />
}
