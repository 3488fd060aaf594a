import styles from './Matrix.module.css'
import { Segments } from './Segments.tsx'

/** Chooses between variants of a scenario, and says in how many cells the chosen one differs. */
export function VariantSwitch({
  names,
  chosen,
  about,
  differing,
  onChoose,
}: {
  /** The first is the base. */
  readonly names: readonly string[]
  readonly chosen: string
  /** What the chosen one says otherwise. */
  readonly about: string
  /** How many cells are something else than in the base. */
  readonly differing: number
  readonly onChoose: (name: string) => void
}) {
  const [base] = names
  if (names.length < 2) return null
  return (
    <div className={styles.variants}>
      <Segments label="Variant" values={names} chosen={chosen} onChoose={onChoose} />
      {chosen !== base && (
        <p>
          <i className={styles.mark} aria-hidden="true" />
          {differing === 1 ? '1 cell differs' : `${differing} cells differ`} from {base}
          {about && <span> · {about}</span>}
        </p>
      )}
    </div>
  )
}
