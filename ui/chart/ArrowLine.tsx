import { arrowHead, arrowPath } from './arrow-path.ts'
import type { ChartArrow } from './layout.ts'
import styles from './StateChart.module.css'

/** An arrow at rest. */
export function ArrowLine({
  arrow,
  onHover,
}: {
  readonly arrow: ChartArrow
  readonly onHover: (arrow: ChartArrow | null) => void
}) {
  const line = arrowPath(arrow.points)
  return (
    <g data-arrow={arrow.id} onPointerEnter={() => onHover(arrow)} onPointerLeave={() => onHover(null)}>
      <path className={styles.line} d={line} />
      <path className={styles.head} d={arrowHead(arrow.points)} />
      {arrow.any && (
        <text className={styles.any} x={arrow.any.x + arrow.any.width / 2} y={arrow.any.y + 11}>
          any state
        </text>
      )}
      {/* Easier to point at than a hairline. */}
      <path className={styles.reach} d={line} />
    </g>
  )
}
