import { X } from 'lucide-react'
import { useMemo } from 'react'
import { type DiffLine, diffLines } from '#ui/document/line-diff.ts'
import controls from '#ui/kit/controls.module.css'
import { Modal } from '#ui/kit/Modal.tsx'
import styles from './WhatDiffers.module.css'

/** So many lines that do not differ are shown around each that does. */
const around = 2

const signs: Readonly<Record<DiffLine['of'], string>> = { both: ' ', before: '−', after: '+' }
const says: Readonly<Record<DiffLine['of'], string>> = { both: '', before: 'in the file: ', after: 'here: ' }

/** Two texts of one file: what only the one on the disk has, and what only the one here. */
export function WhatDiffers({
  file,
  before,
  after,
  onClose,
}: {
  readonly file: string
  readonly before: string
  readonly after: string
  readonly onClose: () => void
}) {
  const lines = useMemo(() => {
    const all = diffLines(before, after).map((line, place) => ({ ...line, place }))
    return all.filter((_, i) =>
      all.slice(Math.max(0, i - around), i + around + 1).some(({ of }) => of !== 'both'),
    )
  }, [before, after])
  return (
    <Modal label={`What differs in ${file}`} onClose={onClose}>
      <header className={styles.head}>
        <h2>What differs in {file}</h2>
        <span>− only in the file, + only here</span>
        <button type="button" className={controls.icon} aria-label="Close" onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard has to reach it for that. */}
      <ol className={styles.lines} tabIndex={0} aria-label="Lines">
        {lines.map(({ of, text, place }, i) => (
          <li
            key={place}
            className={[styles[of], place !== (lines[i - 1]?.place ?? place - 1) + 1 && styles.gap]
              .filter(Boolean)
              .join(' ')}
          >
            <span aria-hidden>{signs[of]} </span>
            <span className="visually-hidden">{says[of]}</span>
            {text}
          </li>
        ))}
      </ol>
    </Modal>
  )
}
