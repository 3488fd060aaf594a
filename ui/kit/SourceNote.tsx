import type { Scenario } from '#sim/scenario/model.ts'
import styles from './SourceNote.module.css'

/** Where a rule is known from: its link, or all of it on a short name. */
export function SourceNote({
  scenario,
  source,
}: {
  readonly scenario: Scenario
  /** The id of the source; null where it has none. */
  readonly source: string | null
}) {
  const found = scenario.sources.find(({ id }) => id === source)
  if (found === undefined) return null
  return (
    <span className={styles.source} title={found.text}>
      Source: {found.url ? <a href={found.url}>{found.text}</a> : <span>{found.text}</span>}
    </span>
  )
}
