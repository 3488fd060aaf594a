import { memo } from 'react'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import type { Selection } from '#ui/session/selection.ts'
import type { EndMark } from './ends.ts'
import type { Box } from './placement.ts'
import styles from './Signs.module.css'
import type { Scene } from './scene.ts'
import { xIn } from './span.ts'

/** The signs on the lanes: how ends came out, upgrades and faults. They lie over everything, to be clicked. */
export const Signs = memo(function Signs({
  marks,
  scene,
  reached,
  horizon,
  onSelect,
}: {
  readonly marks: readonly PlacedMark[]
  readonly scene: Scene
  /** The last time at which there is a sign and the scrubber has been: later ones are still to come. */
  readonly reached: number
  readonly horizon: number
  readonly onSelect: (selection: Selection | null) => void
}) {
  const { chart, span, width, rows } = scene
  const x = xIn(span, width)
  const when = (at: number) => (at > reached ? styles.later : '')
  return (
    <div className={styles.signs}>
      {chart.landmarks
        .filter(({ at }) => at <= horizon && x(at) > -8 && x(at) < width + 8)
        .flatMap(({ id, at, nodes, label }) =>
          nodes.map((node) => (
            <button
              key={`${id} ${node}`}
              type="button"
              data-grip
              tabIndex={-1}
              className={`${styles.diamond} ${when(at)}`}
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
          className={`${styles.sign} ${when(mark.at)}`}
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
