import { releaseOf } from '#sim/cluster.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { sayAccepts } from '#sim/why.ts'
import styles from './Inspector.module.css'
import type { EndColumn } from './Inspector.tsx'

/** What each end goes by, as its release declares it, and where that is known from. */
export function SourceTab({
  scenario,
  columns,
}: {
  readonly scenario: Scenario
  readonly columns: readonly EndColumn[]
}) {
  return (
    <div className={styles.sources}>
      {columns.map(({ name, role, release: releaseName }) => {
        const { rules, source, note, about } = releaseOf(scenario, role, releaseName)
        const origin = scenario.sources.find(({ id }) => id === source)
        return (
          <div key={name}>
            <h4>
              {name} <small>{releaseName}</small>
            </h4>
            {about && <p>{about}</p>}
            <dl>
              <dt>speaks</dt>
              <dd>{rules.speaks}</dd>
              <dt>offers</dt>
              <dd>{rules.offers}</dd>
              <dt>answers</dt>
              <dd>{rules.answers}</dd>
              <dt>accepts</dt>
              <dd>{sayAccepts(rules)}</dd>
              <dt>otherwise</dt>
              <dd>{rules.otherwise}</dd>
              <dt>meanwhile</dt>
              <dd>{rules.meanwhile}</dd>
            </dl>
            {note && <p>{note}</p>}
            {origin && (
              <p className={styles.origin}>
                {origin.url ? <a href={origin.url}>{origin.text}</a> : origin.text}
              </p>
            )}
          </div>
        )
      })}
    </div>
  )
}
