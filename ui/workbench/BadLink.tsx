import styles from './Alone.module.css'
import { Alone } from './Alone.tsx'

/** A link that cannot be opened: says so, and nothing else. */
export function BadLink({ message }: { readonly message: string }) {
  return (
    <Alone title="This link cannot be opened" isAlert>
      <p>{message}</p>
      <div className={styles.choices}>
        <a className={styles.main} href="./">
          Open the workbench
        </a>
      </div>
    </Alone>
  )
}
