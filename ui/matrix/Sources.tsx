import type { PairResult } from '#sim/matrix.ts'
import type { Release, Scenario, Source } from '#sim/scenario/model.ts'
import { type Side, sides } from '#sim/world.ts'
import styles from './PairDetail.module.css'

/** Where the rules of the two releases are known from, and an outcome that does not follow from them. */
export function Sources({
  scenario,
  roles,
  releases,
  result,
}: {
  readonly scenario: Scenario
  readonly roles: Readonly<Record<Side, string>>
  readonly releases: Readonly<Record<Side, Release | undefined>>
  readonly result: PairResult | undefined
}) {
  const sourceNamed = (id: string | null | undefined) => scenario.sources.find((source) => source.id === id)
  const entries = sides.flatMap((side) => {
    const release = releases[side]
    const source = sourceNamed(release?.source)
    return release && (source || release.note || release.about) ? [{ side, release, source }] : []
  })
  const others = (result?.sources ?? [])
    .filter((id) => sides.every((side) => releases[side]?.source !== id))
    .flatMap((id) => sourceNamed(id) ?? [])
  if (entries.length + others.length === 0 && !result?.exception) return null
  return (
    <div className={styles.sources}>
      <h3>Sources</h3>
      {(result?.exception || others.length > 0) && (
        <div>
          {result?.exception && <p>This outcome was seen. It does not follow from what the two declare.</p>}
          {others.map((source) => (
            <Origin key={source.id} source={source} />
          ))}
        </div>
      )}
      {entries.map(({ side, release: { name, about, note }, source }) => (
        <div key={side}>
          <p>
            <b>
              {roles[side]} {name}
            </b>
            {about && ` · ${about}`}
          </p>
          {note && <p className={styles.note}>{note}</p>}
          {source && <Origin source={source} />}
        </div>
      ))}
    </div>
  )
}

function Origin({ source: { text, url } }: { readonly source: Source }) {
  return <p className={styles.origin}>{url ? <a href={url}>{text}</a> : text}</p>
}
