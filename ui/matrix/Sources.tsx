import { exceptionOf } from '#sim/protocol/exception.ts'
import { remarksOnCalls } from '#sim/protocol/remarks.ts'
import type { PairResult } from '#sim/rules/matrix.ts'
import type { Link, Release, Scenario } from '#sim/scenario/model.ts'
import { type Side, sides } from '#sim/scenario/side.ts'
import { Note } from '#ui/kit/Note.tsx'
import { Origin } from '#ui/kit/Origin.tsx'
import { Remarks } from '#ui/kit/Remarks.tsx'
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
          {exception?.note && <Note>{exception.note}</Note>}
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
          {note && <Note>{note}</Note>}
          {source && <Origin source={source} />}
        </div>
      ))}
      <Remarks remarks={remarks} scenario={scenario} />
    </div>
  )
}
