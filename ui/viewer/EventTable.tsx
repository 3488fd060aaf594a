import { sayActor } from '#sim/engine/actor-name.ts'
import { sayTime } from '#sim/text/say-time.ts'
import { sayEventType } from '#ui/chart/words.ts'
import styles from './EventTable.module.css'
import { partsOf } from './groups.ts'
import machine from './Machine.module.css'
import type { SeenEvent, SeenMachine } from './model.ts'
import { stateName } from './standing.ts'

/** The events that a machine was handed until the time that is shown, newest first, and what came of each. */
export function EventTable({
  seen,
  at,
  onSeek,
}: {
  readonly seen: SeenMachine
  readonly at: number
  readonly onSeek: (time: number) => void
}) {
  const { events } = seen
  return (
    <section aria-label="Events" className={machine.section}>
      <h3>Events {events.length > 0 && <small>{events.length}, newest first</small>}</h3>
      {events.length === 0 ? (
        <p className={machine.quiet}>It was handed none until this time.</p>
      ) : (
        <div className={styles.scroller} tabIndex={-1}>
          <table className={styles.events}>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Event</th>
                <th scope="col">With</th>
                <th scope="col">State after it</th>
              </tr>
            </thead>
            <tbody>
              {events.toReversed().map((event) => (
                <tr key={event.number} data-type={event.type} data-now={event.at === at || undefined}>
                  <td>
                    <button
                      type="button"
                      title="Show the run at this time"
                      aria-current={event.at === at ? 'time' : undefined}
                      onClick={() => onSeek(event.at)}
                    >
                      <time>{sayTime(event.at)}</time>
                    </button>
                  </td>
                  <td>
                    <b>{sayEventType(event.type)}</b>
                    {event.source !== null && event.source !== seen.id && (
                      <small> from {saySource(event.source, seen.id)}</small>
                    )}
                  </td>
                  <td>
                    {sayFields(event).map((field) => (
                      <span key={field}>{field} </span>
                    ))}
                  </td>
                  <td>
                    {event.move ? (
                      changed(event.move).map((leaf) => (
                        <b key={leaf} data-leaf={leaf}>
                          {stateName(leaf)}
                        </b>
                      ))
                    ) : (
                      <small>stays</small>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** The machine from which an event came. */
const saySource = (source: string, to: string) =>
  partsOf(source).part !== '' && partsOf(source).subject === partsOf(to).subject
    ? 'its peer'
    : sayActor(source)

/** `Z201` and `again`: the value alone where the event says by its name what it is. */
function sayFields({ type, fields }: SeenEvent): readonly string[] {
  return Object.entries(fields).map(([name, value]) => {
    const text = value === '' ? 'nothing' : String(value)
    return value === true ? name : name === type ? text : `${name} ${text}`
  })
}

/** The leaves that an event has led to. */
const changed = ({ from, to }: NonNullable<SeenEvent['move']>) => to.filter((leaf) => !from.includes(leaf))
