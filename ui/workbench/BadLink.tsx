import styles from './BadLink.module.css'
import { Logo } from './Logo.tsx'

/** A link that cannot be opened: says so, and nothing else. */
export function BadLink({ message }: { readonly message: string }) {
  return (
    <main className={styles.page}>
      <div className={styles.card} role="alert">
        <Logo />
        <h1>This link cannot be opened</h1>
        <p>{message}</p>
        <a className={styles.home} href="./">
          Open the workbench
        </a>
      </div>
    </main>
  )
}
