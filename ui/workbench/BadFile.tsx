import { useEffect, useState } from 'react'
import { bringText } from '#ui/document/bring-file.ts'
import type { KeptDocument } from '#ui/document/kept.ts'
import { saveKept } from '#ui/document/save-file.ts'
import { onFileChange, readServed } from '#ui/document/served-file.ts'
import { lazyPart } from '#ui/kit/lazy-part.tsx'
import { placeHere, rememberHere } from '#ui/share/place.ts'
import styles from './Alone.module.css'
import { Alone } from './Alone.tsx'

const Mend = lazyPart(async () => (await import('#ui/edit/Mend.tsx')).Mend)

/** A file or a document that cannot be opened: says in which lines what is wrong. A served one is looked at again when it is another. */
export function BadFile({
  file,
  faults,
  text = null,
  document = null,
  isServed,
  onChange,
}: {
  readonly file: string
  readonly faults: readonly string[]
  /** Its text, where that can be mended. */
  readonly text?: string | null
  /** What is kept of it, to be taken out or mended; null where nothing is. */
  readonly document?: KeptDocument | null
  readonly isServed: boolean
  /** Opens it again. */
  readonly onChange: () => void
}) {
  const [isMended, setMended] = useState(document !== null && text !== null && placeHere().isEditing === true)
  useEffect(() => {
    if (!isServed) return
    return onFileChange(file, async () => {
      const read = await readServed(file)
      if (read.ok || read.faults.join() !== faults.join()) onChange()
    })
  }, [file, faults, isServed, onChange])
  if (isMended && document) return <Mend document={document} onMended={onChange} />
  const mend = async () => {
    if (document) {
      rememberHere({ isEditing: true })
      setMended(true)
    } else if (text !== null) await bringText(file, text)
  }
  return (
    <Alone title={`${file} cannot be opened`} isAlert isWide>
      <ul className={styles.faults}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      {isServed && <p>It is opened here as soon as it is saved without this.</p>}
      {document && <p>All of it is kept as it is.</p>}
      <div className={styles.choices}>
        {text !== null && (
          <button type="button" className={styles.main} onClick={mend}>
            {isServed ? 'Mend a copy of it here' : 'Mend it here'}
          </button>
        )}
        {document && (
          <button
            type="button"
            className={text === null ? styles.main : styles.other}
            onClick={() => saveKept(document)}
          >
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
