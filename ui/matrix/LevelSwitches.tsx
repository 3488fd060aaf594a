import type { Level } from '#sim/scenario/model.ts'
import type { Levels } from '#sim/scenario/release.ts'
import styles from './Matrix.module.css'
import { Segments } from './Segments.tsx'

/** Chooses where levels stand while releases meet: where each starts, unless another value is chosen. */
export function LevelSwitches({
  levels,
  at,
  onChoose,
}: {
  readonly levels: readonly Level[]
  /** By the names of those that do not stand where they start. */
  readonly at: Levels
  readonly onChoose: (at: Levels) => void
}) {
  return levels.map(({ name, values, start }) => {
    const choose = (value: string) => {
      const { [name]: _, ...others } = at
      onChoose(value === start ? others : { ...others, [name]: value })
    }
    return (
      <div key={name} className={styles.level}>
        <span>{name}</span>
        <Segments
          label={`Where ${name} stands`}
          values={values}
          chosen={at[name] ?? start}
          onChoose={choose}
        />
      </div>
    )
  })
}
