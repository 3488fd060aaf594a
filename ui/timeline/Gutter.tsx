import { memo } from 'react'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import type { Selection } from '#ui/session/selection.ts'
import type { Chart } from './chart.ts'
import styles from './Gutter.module.css'
import { releaseAt } from './lanes.ts'
import type { Rows } from './rows.ts'

/** The names of the lanes, each with the release that its node runs at this time. */
export function Gutter({
  chart,
  rows,
  time,
  page,
  onSelect,
  onPage,
}: {
  readonly chart: Chart
  readonly rows: Rows
  readonly time: number
  readonly page: number
  readonly onSelect: (selection: Selection | null) => void
  readonly onPage: (page: number) => void
}) {
  const lanes = new Map(chart.lanes.map((lane) => [lane.node, lane]))
  return (
    <div className={styles.gutter}>
      {rows.rows.map(({ node, y, isPinned }) => {
        const lane = lanes.get(node)
        const release = lane && releaseAt(lane, time)
        return (
          <Name
            key={node}
            node={node}
            y={y}
            isPinned={isPinned}
            label={release?.label ?? ''}
            isNew={release?.isNew ?? false}
            onSelect={onSelect}
          />
        )
      })}
      {rows.more && (
        <button
          type="button"
          className={styles.more}
          style={{ top: rows.more.y }}
          onClick={() => onPage(page + 1)}
          title={`Show others: ${rows.more.nodes.slice(0, 12).join(', ')}${rows.more.nodes.length > 12 ? ' …' : ''}`}
        >
          {rows.more.nodes.length} more
        </button>
      )}
    </div>
  )
}

const Name = memo(function Name({
  node,
  y,
  isPinned,
  label,
  isNew,
  onSelect,
}: {
  readonly node: string
  readonly y: number
  readonly isPinned: boolean
  readonly label: string
  readonly isNew: boolean
  readonly onSelect: (selection: Selection | null) => void
}) {
  return (
    <button
      type="button"
      className={isPinned ? styles.pinned : styles.name}
      style={{ top: y }}
      tabIndex={-1}
      onClick={() => onSelect({ kind: 'node', id: node })}
    >
      <span className={styles.text}>{node}</span>
      <ReleaseChip label={label} isNew={isNew} />
    </button>
  )
})
