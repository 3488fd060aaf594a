import { memo } from 'react'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import type { Selection } from '#ui/workbench/selection.ts'
import type { EndMark } from './ends.ts'
import type { Label, Place } from './labels.ts'
import styles from './Marks.module.css'
import type { Box, Placed } from './placement.ts'
import type { Scene } from './scene.ts'
import { xIn } from './span.ts'

/** What stands on the lanes and between them: signs of how ends came out, upgrades and faults, names of messages. */
export const Marks = memo(function Marks({
  marks,
  labels,
  scene,
  horizon,
  onSelect,
}: {
  readonly marks: readonly PlacedMark[]
  readonly labels: readonly Placed<Label, Place>[]
  readonly scene: Scene
  readonly horizon: number
  readonly onSelect: (selection: Selection | null) => void
}) {
  const { chart, span, width, rows } = scene
  const x = xIn(span, width)
  return (
    <div className={styles.marks}>
      <svg className={styles.names} aria-hidden>
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
      {chart.landmarks
        .filter(({ at }) => at <= horizon && x(at) > -8 && x(at) < width + 8)
        .flatMap(({ id, at, nodes, label }) =>
          nodes.map((node) => (
            <button
              key={`${id} ${node}`}
              type="button"
              data-grip
              tabIndex={-1}
              className={styles.diamond}
              style={{ left: x(at), top: rows.yOf.get(node) ?? 0 }}
              aria-label={label}
              title={label}
              onClick={() => onSelect({ kind: 'event', id })}
            />
          )),
        )}
      {marks.map(({ mark, size, box }) => (
        <button
          key={`${mark.id} ${mark.node}`}
          type="button"
          data-grip
          tabIndex={-1}
          className={styles.sign}
          style={{ left: box.x, top: box.y, width: size, height: size }}
          aria-label={`${mark.pair} ${mark.outcome}`}
          title={`${mark.pair}: ${mark.outcome}`}
          onClick={() => onSelect({ kind: 'event', id: mark.id })}
        >
          <OutcomeGlyph outcome={mark.outcome} size={size} title="" />
        </button>
      ))}
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

export interface PlacedMark {
  readonly mark: EndMark
  readonly size: number
  readonly box: Box
}

/** The signs in view; of a pinned node only those of the pinned connection. */
export function marksOf({ chart, span, width, rows, pins }: Scene, horizon: number): PlacedMark[] {
  const x = xIn(span, width)
  const pinned = new Map(rows.rows.map(({ node, isPinned }) => [node, isPinned]))
  const last = new Map<string, number>()
  return chart.ends.marks.flatMap((mark): PlacedMark[] => {
    const isPinned = pinned.get(mark.node)
    const at = x(mark.at)
    if (mark.at > horizon || at < -8 || at > width + 8 || isPinned === undefined) return []
    if (isPinned && pins.pair !== null && mark.pair !== pins.pair) return []
    const key = `${mark.node} ${mark.outcome}`
    const size = isPinned ? 14 : 11
    // Signs that would lie on each other are one.
    if (at - (last.get(key) ?? Number.NEGATIVE_INFINITY) < size) return []
    last.set(key, at)
    const y = rows.yOf.get(mark.node) ?? 0
    return [{ mark, size, box: { x: at - size / 2, y: y - size / 2, width: size, height: size } }]
  })
}
