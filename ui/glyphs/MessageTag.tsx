import styles from './MessageTag.module.css'
import { type TagLook, tagDash, tagPath, tagTextShift } from './message-tag.ts'

/** A message's tag to put into a drawing, around 0, 0. An empty `label` leaves the shape, as a legend needs it. */
export function MessageTag({
  look,
  label,
  width,
  points,
  height,
}: {
  readonly look: Exclude<TagLook, 'plain'>
  readonly label: string
  readonly width: number
  readonly points: 'left' | 'right'
  readonly height?: number
}) {
  return (
    <g className={styles[look]}>
      <path
        className={styles.shape}
        d={tagPath(width, points, height)}
        strokeDasharray={look === 'dashed' ? tagDash.join(' ') : undefined}
      />
      {label === '' ? null : (
        <text className={styles.label} x={tagTextShift(points)} dominantBaseline="central">
          {label}
        </text>
      )}
    </g>
  )
}
