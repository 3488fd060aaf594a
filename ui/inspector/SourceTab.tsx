import { Fragment } from 'react'
import { remarksOnCalls } from '#sim/protocol/remarks.ts'
import { sayRules } from '#sim/protocol/say-rules.ts'
import type { Link, Scenario } from '#sim/scenario/model.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import { Remarks } from '#ui/kit/Remarks.tsx'
import type { EndColumn } from './end-column.ts'
import styles from './Inspector.module.css'

/** What each end goes by, as its release declares it, and where that is known from. */
export function SourceTab({
  scenario,
  link,
  columns,
}: {
  readonly scenario: Scenario
  readonly link: Link
  readonly columns: readonly EndColumn[]
}) {
  return (
    <div className={styles.sources}>
      {columns.map(({ name, role, release: releaseName, end }) => {
        const { rules, source, note, about } = releaseOf(scenario, role, releaseName)
        const origin = scenario.sources.find(({ id }) => id === source)
        return (
          <div key={name}>
            <h4>
              {name} <small>{releaseName}</small>
            </h4>
            {about && <p>{about}</p>}
            <dl>
              {sayRules(end?.rules ?? rules).map(([key, value]) => (
                <Fragment key={key}>
                  <dt>{key}</dt>
                  <dd>{value}</dd>
                </Fragment>
              ))}
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
      <Remarks remarks={remarksOnCalls(scenario, link)} scenario={scenario} />
    </div>
  )
}
