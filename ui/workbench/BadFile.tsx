import { useEffect } from 'react'
import type { KeptDocument } from '#ui/document/kept.ts'
import { saveKept } from '#ui/document/save-file.ts'
import { onFileChange, readServed } from '#ui/document/served-file.ts'
import styles from './Alone.module.css'
import { Alone } from './Alone.tsx'

/** A file or a document that cannot be opened: says in which lines what is wrong. A served one is looked at again when it is another. */
export function BadFile({
  file,
  faults,
  document = null,
  onChange,
}: {
  readonly file: string
  readonly faults: readonly string[]
  /** What is kept of it, to be taken out; null where nothing is. */
  readonly document?: KeptDocument | null
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
      {document && <p>All of it is kept as it is. Mend it in an editor, and drop the file here.</p>}
      <div className={styles.choices}>
        {document && (
          <button type="button" className={styles.main} onClick={() => saveKept(document)}>
            Save as a file
          </button>
        )}
        <a className={styles.other} href="./">
          Open the workbench
        </a>
      </div>
    </Alone>
  )
}
