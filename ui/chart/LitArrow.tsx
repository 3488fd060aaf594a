import { arrowHead, arrowPath } from './arrow-path.ts'
import { type LastTransition, reasonOf } from './last-transition.ts'
import type { ChartArrow, LabelSpot } from './layout.ts'
import { linesOfText } from './lines-of-text.ts'
import styles from './StateChart.module.css'
import { sayEventType } from './words.ts'

const lineHeight = 14

/** The arrow that was taken last: it lights up, stays, and says why it was taken. */
export function LitArrow({ arrow, last }: { readonly arrow: ChartArrow; readonly last: LastTransition }) {
  const line = arrowPath(arrow.points)
  return (
    <g data-last={arrow.id} className={styles.lit}>
      <path className={styles.glow} d={line} />
      <path className={styles.line} d={line} />
      <path className={styles.head} d={arrowHead(arrow.points)} />
      {arrow.spot && <Words spot={arrow.spot} arrow={arrow} last={last} />}
    </g>
  )
}

function Words({
  spot,
  arrow,
  last,
}: {
  readonly spot: LabelSpot
  readonly arrow: ChartArrow
  readonly last: LastTransition
}) {
  const room = Math.floor(spot.height / lineHeight)
  const events = linesOfText(sayEventType(last.label ?? ''), {
    width: spot.width,
    lines: room,
    size: 12,
    weight: 'bold',
  })
  const reasons = linesOfText(reasonOf(arrow, last), {
    width: spot.width,
    lines: room - events.length,
    size: 11,
    weight: 'regular',
  })
  const lines = [
    ...events.map((text) => ({ text, className: styles.event })),
    ...reasons.map((text) => ({ text, className: styles.reason })),
  ].map((line, index) => ({ ...line, y: index * lineHeight }))
  const x = { start: spot.x, middle: spot.x + spot.width / 2, end: spot.x + spot.width }[spot.anchor]
  const top = spot.grows === 'up' ? spot.y + spot.height - lines.length * lineHeight : spot.y
  return (
    <text textAnchor={spot.anchor}>
      {lines.map(({ text, className, y }) => (
        <tspan key={y} className={className} x={x} y={top + y + 11}>
          {text}
        </tspan>
      ))}
    </text>
  )
}
