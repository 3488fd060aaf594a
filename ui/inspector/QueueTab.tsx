import type { PairView } from '#sim/views/view.ts'
import { sayLasting } from '#ui/kit/say-lasting.ts'
import type { EndColumn } from './end-column.ts'
import styles from './Inspector.module.css'

/** What the ends keep back, and what the dialer waits for. */
export function QueueTab({
  pair,
  columns,
  time,
}: {
  readonly pair: PairView
  readonly columns: readonly EndColumn[]
  readonly time: number
}) {
  return (
    <div className={styles.queue}>
      {columns.map(({ name, end }) => (
        <div key={name}>
          <h4>
            {name} <small>{end ? `queue: ${end.queue}` : 'has no end of this connection'}</small>
          </h4>
          {end && end.held.length > 0 ? (
            <ol className={styles.cards}>
              {end.held.map((message) => (
                <li key={message.call}>{message.name}</li>
              ))}
            </ol>
          ) : (
            <p className={styles.none}>Holds nothing.</p>
          )}
        </div>
      ))}
      <h4>Calls without an answer</h4>
      {pair.waiting.length > 0 ? (
        <ul className={styles.waiting}>
          {pair.waiting.map((call) => (
            <li key={call.id}>
              <b>{call.name}</b> for {sayLasting(Math.max(time - call.madeAt, 0))}
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.none}>None.</p>
      )}
    </div>
  )
}
