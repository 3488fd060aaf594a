import type { Axis, Lattice } from '#sim/plan/model.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { plural } from '#sim/text/say-list.ts'
import { labelOf } from '#ui/planning/say.ts'
import styles from './Board.module.css'
import type { Gutter } from './geometry.ts'
import type { Direction, LatticeLayout } from './layout.ts'
import type { CellSize } from './size.ts'

/** What the columns and the rows of a lattice stand for. The names of its cells say the same. */
export function Heads({
  scenario,
  lattice,
  layout,
  size,
  gutter,
  direction,
}: {
  readonly scenario: Scenario
  readonly lattice: Lattice
  readonly layout: LatticeLayout
  readonly size: CellSize
  readonly gutter: Gutter
  readonly direction: Direction
}) {
  const { kind, columns, rows, columnAxis, rowAxis } = layout
  const axisAt = (index: number | null) => (index === null ? null : (lattice.axes[index] ?? null))
  const isLayers = kind === 'layers'
  const across = isLayers
    ? direction === 'right'
      ? steps
      : null
    : headOf(scenario, axisAt(columnAxis), size)
  const down = isLayers ? (direction === 'down' ? steps : null) : headOf(scenario, axisAt(rowAxis), size)
  // The numbers stand beside the title where there is room left of them, and under it where there is none.
  const headTop = gutter.left >= 88 ? 0 : 20
  const middle = gutter.top + (rows * size.height + (rows - 1) * size.gapY) / 2
  return (
    <div aria-hidden="true">
      {across && (
        <>
          <span className={styles.axis} style={{ left: 0, top: 0 }}>
            {across.title}
          </span>
          {Array.from({ length: columns }, (_, i) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is nothing but its number.
              key={i}
              className={styles.columnHead}
              style={{ left: gutter.left + i * (size.width + size.gapX) + size.width / 2, top: headTop }}
            >
              {across.label(i)}
            </span>
          ))}
        </>
      )}
      {down && (
        <>
          <span className={styles.rowAxis} style={{ left: 10, top: middle }}>
            {down.title}
          </span>
          {Array.from({ length: rows }, (_, i) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is nothing but its number.
              key={i}
              className={styles.rowHead}
              style={{
                left: gutter.left - 22,
                top: gutter.top + i * (size.height + size.gapY) + size.height / 2,
              }}
            >
              {down.label(i)}
            </span>
          ))}
        </>
      )}
    </div>
  )
}

interface Head {
  readonly title: string
  readonly label: (place: number) => string
}

const steps: Head = { title: 'steps', label: (place) => `${place}` }

function headOf(scenario: Scenario, axis: Axis | null, { kind }: CellSize): Head | null {
  if (axis === null) return null
  const { role, members, places } = axis
  if (members.length === 1) {
    return { title: role, label: (place) => labelOf(scenario, role, places[place] ?? '') }
  }
  const hasRoom = kind === 'full' || kind === 'medium'
  return { title: `${plural(2, role)}${hasRoom ? ' upgraded' : ''}`, label: (place) => `${place}` }
}
