import { type ReactNode, useState } from 'react'
import { useDroppedFile } from '#ui/document/useDroppedFile.ts'
import styles from './Alone.module.css'
import { Logo } from './Logo.tsx'

/** One thing that is said while there is no workbench. A file can be dropped on it all the same. */
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
  const [fault, setFault] = useState<string | null>(null)
  useDroppedFile(setFault)
  return (
    <main className={styles.page}>
      <div
        className={isWide ? `${styles.card} ${styles.wide}` : styles.card}
        role={isAlert ? 'alert' : undefined}
      >
        <Logo />
        <h1>{title}</h1>
        {children}
        {fault && <p role="alert">{fault}.</p>}
      </div>
    </main>
  )
}
