import { useId, useState } from 'react'
import controls from '#ui/kit/controls.module.css'
import styles from './SeedField.module.css'

/** The seed, which is typed or stepped. */
export function SeedField({
  seed,
  onSeed,
}: {
  readonly seed: number
  readonly onSeed: (seed: number) => void
}) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const isGood = draft === null || /^-?\d{1,10}$/.test(draft)
  const commit = () => {
    if (draft !== null && isGood && Number(draft) !== seed) onSeed(Number(draft) | 0)
    setDraft(null)
  }
  return (
    <span className={`${controls.field} ${styles.box}`}>
      <label htmlFor={id} className={controls.quiet}>
        seed
      </label>
      <input
        id={id}
        className={styles.seed}
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(seed)}
        aria-invalid={!isGood}
        title="Decides every latency: the same seed gives the same run"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setDraft(null)
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            setDraft(null)
            onSeed((seed + (event.key === 'ArrowUp' ? 1 : -1)) | 0)
          }
        }}
      />
    </span>
  )
}
