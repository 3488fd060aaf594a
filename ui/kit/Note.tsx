import type { ReactNode } from 'react'
import styles from './Note.module.css'

/** What is said beside a thing, in a lower voice. */
export function Note({ children }: { readonly children: ReactNode }) {
  return <p className={styles.note}>{children}</p>
}
