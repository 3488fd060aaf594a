import { memo } from 'react'
import type { Trace } from '#sim/engine/trace.ts'
import { sayLasting } from '#ui/kit/say-lasting.ts'
import type { Selection } from '#ui/session/selection.ts'
import styles from './Picked.module.css'
import type { Line } from './scene.ts'

/** The message that is selected, and the one under the pointer with its name. */
export const Picked = memo(function Picked({
  lines,
  hovered,
  selection,
  trace,
}: {
  readonly lines: readonly Line[]
  readonly hovered: Line | null
  readonly selection: Selection | null
  readonly trace: Trace
}) {
  const sent = selection?.kind === 'event' ? sendBehind(trace, selection.id) : null
  const selected = sent === null ? undefined : lines.find(({ flight }) => flight.id === sent)
  // After a zoom the line under the pointer is another object, or gone.
  const under = hovered && lines.find(({ flight }) => flight.id === hovered.flight.id)
  return (
    <>
      <svg className={styles.picked} aria-hidden>
        {under && <path className={styles.hovered} d={pathOf(under)} />}
        {selected && <path className={styles.halo} d={pathOf(selected)} />}
        {selected && <path className={styles.selected} d={pathOf(selected)} />}
      </svg>
      {under && (
        <div
          className={styles.tip}
          style={{ left: (under.x1 + under.x2) / 2, top: (under.y1 + under.y2) / 2 }}
        >
          <b>{under.flight.message.name}</b> {under.flight.from} → {under.flight.to}
          {under.flight.fate === 'delivered' &&
            ` in ${sayLasting(under.flight.endsAt - under.flight.sentAt)}`}
        </div>
      )}
    </>
  )
})

const pathOf = ({ x1, y1, x2, y2 }: Line) => `M${x1} ${y1}L${x2} ${y2}`

/** The sending of the message that an event is about, or null. */
function sendBehind(trace: Trace, id: number): number | null {
  const event = trace.event(id)
  if (event?.kind === 'send') return id
  const cause = trace.event(event?.cause)
  return cause?.kind === 'send' ? cause.id : null
}
