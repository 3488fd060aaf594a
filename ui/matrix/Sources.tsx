import { exceptionOf } from '#sim/protocol/exception.ts'
import { type Remark, remarksOnCalls } from '#sim/protocol/remarks.ts'
import type { PairResult } from '#sim/rules/matrix.ts'
import type { Link, Release, Scenario, Source } from '#sim/scenario/model.ts'
import { type Side, sides } from '#sim/scenario/side.ts'
import styles from './PairDetail.module.css'

/** Where the rules of the two releases are known from, and an outcome that does not follow from them. */
export function Sources({
  scenario,
  link,
  releases,
  result,
}: {
  readonly scenario: Scenario
  readonly link: Link
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
  const { dialer, acceptor } = releases
  const exception = dialer && acceptor ? exceptionOf(scenario, link, dialer, acceptor) : null
  const remarks = remarksOnCalls(scenario, link)
  if (entries.length + others.length + remarks.length === 0 && !result?.exception) return null
  return (
    <div className={styles.sources}>
      <h3>Sources</h3>
      {(result?.exception || others.length > 0) && (
        <div>
          {result?.exception && <p>This outcome was seen. It does not follow from what the two declare.</p>}
          {exception?.note && <p className={styles.note}>{exception.note}</p>}
          {others.map((source) => (
            <Origin key={source.id} source={source} />
          ))}
        </div>
      )}
      {entries.map(({ side, release: { name, about, note }, source }) => (
        <div key={side}>
          <p>
            <b>
              {link[side]} {name}
            </b>
            {about && ` · ${about}`}
          </p>
          {note && <p className={styles.note}>{note}</p>}
          {source && <Origin source={source} />}
        </div>
      ))}
      <Remarks remarks={remarks} scenario={scenario} />
    </div>
  )
}

/** What is remarked on calls, each with its source. */
export function Remarks({
  remarks,
  scenario,
}: {
  readonly remarks: readonly Remark[]
  readonly scenario: Scenario
}) {
  return remarks.map(({ on, note, source }) => {
    const origin = scenario.sources.find(({ id }) => id === source)
    return (
      <div key={on}>
        <p>
          <b>{on}</b>
        </p>
        {note && <p className={styles.note}>{note}</p>}
        {origin && <Origin source={origin} />}
      </div>
    )
  })
}

function Origin({ source: { text, url } }: { readonly source: Source }) {
  return <p className={styles.origin}>{url ? <a href={url}>{text}</a> : text}</p>
}
