import { ToggleGroup } from 'radix-ui'
import styles from './Matrix.module.css'

/** A choice of one of a few words that are all in sight. */
export function Segments({
  label,
  values,
  chosen,
  onChoose,
}: {
  /** What is chosen, for who cannot see it. */
  readonly label: string
  readonly values: readonly string[]
  readonly chosen: string
  readonly onChoose: (value: string) => void
}) {
  return (
    <ToggleGroup.Root
      type="single"
      className={styles.segments}
      value={chosen}
      aria-label={label}
      // What is chosen already cannot be given up, only exchanged.
      onValueChange={(value) => value && onChoose(value)}
    >
      {values.map((value) => (
        <ToggleGroup.Item key={value} value={value}>
          {value}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
