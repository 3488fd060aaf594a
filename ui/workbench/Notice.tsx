import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Run } from '#sim/run/run.ts'
import controls from '#ui/kit/controls.module.css'
import styles from './Notice.module.css'

/** Says so where a link was made from a run that this version of Parley computes otherwise. */
export function Notice({ run, expected }: { readonly run: Run; readonly expected: string }) {
  const [differs, setDiffers] = useState(false)
  // Of the run that the link opened.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks once
  useEffect(() => {
    import('#sim/engine/digest.ts').then(
      ({ digest }) => setDiffers(digest(run.trace) !== expected),
      // Nothing is said of what cannot be told.
      () => {},
    )
  }, [])
  if (!differs) return null
  return (
    <div className={styles.notice} role="status">
      <span>
        This link was made with another version of Parley or of its scenario: the run that you see is not the
        same in every detail.
      </span>
      <button type="button" className={controls.icon} aria-label="Close" onClick={() => setDiffers(false)}>
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}
