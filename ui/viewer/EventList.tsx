import { sayTime } from '#sim/say-time.ts'
import { sayEventType } from '#ui/chart/words.ts'
import type { SeenEvent, SeenMachine } from './model.ts'
import styles from './Viewer.module.css'

/** The events that a machine was handed until the time that is shown, newest first. */
export function EventList({
  seen,
  at,
  onSeek,
}: {
  readonly seen: SeenMachine
  readonly at: number
  readonly onSeek: (time: number) => void
}) {
  return (
    <section aria-label="Events">
      <h3>Events</h3>
      {seen.events.length === 0 && <p className={styles.quiet}>None was seen until this time.</p>}
      <ol className={styles.events}>
        {seen.events.toReversed().map((event) => (
          <li key={event.number} data-type={event.type}>
            <button
              type="button"
              title="Show the run at this time"
              aria-current={event.at === at ? 'time' : undefined}
              onClick={() => onSeek(event.at)}
            >
              <time>{sayTime(event.at)}</time>
              <b>{sayEventType(event.type)}</b> {sayFields(event)}
              {event.move && <span>→ {changed(event.move).join(', ')}</span>}
              {event.source !== null && event.source !== seen.id && <small>from {event.source}</small>}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** `version Z201, again`. */
function sayFields({ fields }: SeenEvent): string {
  return Object.entries(fields)
    .map(([name, value]) => (value === true ? name : `${name} ${value === '' ? '“”' : String(value)}`))
    .join(', ')
}

/** The leaves that an event has led to. */
const changed = ({ from, to }: NonNullable<SeenEvent['move']>) => to.filter((leaf) => !from.includes(leaf))
