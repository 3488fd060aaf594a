import styles from './ReleaseChip.module.css'

/** The short name of a release: outlined for one from before the upgrade, inverted for one that it brings. */
export function ReleaseChip({ label, isNew }: { readonly label: string; readonly isNew: boolean }) {
  return <span className={isNew ? styles.new : styles.old}>{label}</span>
}
