import { useEffect } from 'react'
import { onFileChange, readServed } from '#ui/document/served-file.ts'
import styles from './Alone.module.css'
import { Alone } from './Alone.tsx'

/** A served file that cannot be opened: says in which lines what is wrong, and looks again when it is another one. */
export function BadFile({
  file,
  faults,
  onChange,
}: {
  readonly file: string
  readonly faults: readonly string[]
  /** Opens it again; null where it does not change. */
  readonly onChange: (() => void) | null
}) {
  useEffect(() => {
    if (onChange === null) return
    return onFileChange(file, async () => {
      const read = await readServed(file)
      if (read.ok || read.faults.join() !== faults.join()) onChange()
    })
  }, [file, faults, onChange])
  return (
    <Alone title={`${file} cannot be opened`} isAlert isWide>
      <ul className={styles.faults}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      {onChange && <p>It is opened here as soon as it is saved without this.</p>}
      <div className={styles.choices}>
        <a className={styles.other} href="./">
          Open the workbench
        </a>
      </div>
    </Alone>
  )
}
