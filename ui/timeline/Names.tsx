import { memo } from 'react'
import type { Label, Place } from './labels.ts'
import styles from './Names.module.css'
import type { Placed } from './placement.ts'

/** The names of messages on their lines, and of upgrades and faults beside their signs. */
export const Names = memo(function Names({ labels }: { readonly labels: readonly Placed<Label, Place>[] }) {
  return (
    <div className={styles.names}>
      <svg className={styles.messages} aria-hidden>
        {labels.map(({ item, place }) =>
          item.kind === 'message' ? <MessageName key={item.flight.id} item={item} place={place} /> : null,
        )}
      </svg>
      {labels.map(({ item, place }) =>
        item.kind === 'landmark' ? (
          <span
            key={item.landmark.id}
            className={styles.pill}
            style={{ left: place.x, top: place.y, width: place.width }}
          >
            {place.text}
          </span>
        ) : null,
      )}
    </div>
  )
})

function MessageName({
  item: { flight },
  place: { x, y, width, height, text },
}: {
  readonly item: Extract<Label, { kind: 'message' }>
  readonly place: Place
}) {
  const isTag = flight.message.kind === 'version'
  const tone = flight.trouble === null ? '' : styles.troubled
  return (
    <g className={`${isTag ? styles.tag : styles.plain} ${tone}`}>
      {isTag && <rect x={x} y={y} width={width} height={height} rx={3} />}
      <text x={x + width / 2} y={y + height / 2}>
        {text}
      </text>
    </g>
  )
}
