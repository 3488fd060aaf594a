import { outcomes } from '#sim/scenario/outcome.ts'
import type { ClusterView, PairStatus } from '#sim/views/view.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { wordOf } from '#ui/glyphs/outcome.ts'
import type { Change, State } from '#ui/session/state.ts'
import styles from './Inspector.module.css'

/** The cluster as a whole, when nothing in it is selected. */
export function Overview({
  state,
  view,
  dispatch,
}: {
  readonly state: State
  readonly view: ClusterView
  readonly dispatch: (action: Change) => void
}) {
  const { scenario } = state.session
  const statuses: readonly PairStatus[] = [...outcomes.toReversed(), 'handshake', 'down']
  return (
    <section className={styles.inspector} aria-label="Overview">
      <header className={styles.head}>
        <h2>{scenario.title}</h2>
      </header>
      <div className={styles.overview}>
        <p className={styles.about}>{scenario.about}</p>
        {statuses.map((status) => {
          const pairs = view.pairs.filter((pair) => pair.status === status)
          if (pairs.length === 0) return null
          return (
            <div key={status} className={styles.group}>
              <h3>
                <OutcomeGlyph outcome={status} title="" /> {pairs.length} {wordOf(status)}
              </h3>
              <ul className={styles.pairs}>
                {pairs.map((pair) => (
                  <li key={pair.id}>
                    <button
                      type="button"
                      onClick={() => dispatch({ do: 'select', selection: { kind: 'pair', id: pair.id } })}
                    >
                      <b>
                        {pair.dialer} – {pair.acceptor}
                      </b>{' '}
                      <span>{pair.reason}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )
        })}
        <h3>Sources</h3>
        <ul className={styles.sourceList}>
          {scenario.sources.map(({ id, text, url }) => (
            <li key={id}>{url ? <a href={url}>{text}</a> : text}</li>
          ))}
        </ul>
      </div>
    </section>
  )
}
