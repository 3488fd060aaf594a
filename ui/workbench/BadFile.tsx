import { useEffect } from 'react'
import { onFileChange } from '#ui/document/served-file.ts'
import styles from './BadLink.module.css'
import { Logo } from './Logo.tsx'

/** A served file that cannot be opened: says in which lines what is wrong, and looks again when it is another one. */
export function BadFile({
  file,
  faults,
  onChange,
}: {
  readonly file: string
  readonly faults: readonly string[]
  readonly onChange: () => void
}) {
  useEffect(() => onFileChange(file, onChange), [file, onChange])
  return (
    <main className={styles.page}>
      <div className={`${styles.card} ${styles.wide}`} role="alert">
        <Logo />
        <h1>{file} cannot be opened</h1>
        <ul className={styles.faults}>
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
        <p>It is opened here as soon as it is saved without this.</p>
        <a className={styles.home} href="./">
          Open the workbench
        </a>
      </div>
    </main>
  )
}
