import { Download, FilePlus, FileText } from 'lucide-react'
import { bringFile, chooseFile } from '#ui/document/bring-file.ts'
import type { KeptHead } from '#ui/document/kept.ts'
import { exportAll } from '#ui/document/save-file.ts'
import controls from '#ui/kit/controls.module.css'
import { newAddress } from '#ui/share/own-address.ts'
import styles from './Picker.module.css'

/** Files, in and out. */
export function Files({
  heads,
  onDone,
}: {
  readonly heads: readonly KeptHead[]
  readonly onDone: (fault: string | null) => void
}) {
  const open = async () => {
    const file = await chooseFile()
    if (file) onDone(await bringFile(file))
  }
  return (
    <div className={styles.files}>
      <button
        type="button"
        className={controls.button}
        onClick={() => {
          onDone(null)
          location.hash = newAddress
        }}
      >
        <FilePlus size={15} aria-hidden /> New scenario
      </button>
      <button type="button" className={controls.button} onClick={open}>
        <FileText size={15} aria-hidden /> Open a file…
      </button>
      {heads.length > 0 && (
        <button type="button" className={controls.button} onClick={exportAll}>
          <Download size={15} aria-hidden /> Export all
        </button>
      )}
      <p>
        Yours are kept by this browser, for this address ({location.host}). <i>Export all</i> writes one file,
        which <i>Open a file</i> takes in elsewhere.
      </p>
    </div>
  )
}
