import type { ReactNode } from 'react'
import styles from './Alone.module.css'
import { Logo } from './Logo.tsx'

/** One thing that is said while there is no workbench. */
export function Alone({
  title,
  isAlert = false,
  isWide = false,
  children,
}: {
  readonly title: string
  readonly isAlert?: boolean
  readonly isWide?: boolean
  readonly children: ReactNode
}) {
  return (
    <main className={styles.page}>
      <div
        className={isWide ? `${styles.card} ${styles.wide}` : styles.card}
        role={isAlert ? 'alert' : undefined}
      >
        <Logo />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
