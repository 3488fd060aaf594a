import { scaleLinear } from 'd3-scale'
import { memo } from 'react'
import styles from './Axis.module.css'
import { lengthOf, type Span, xIn } from './span.ts'
import { formatTick } from './tick.ts'

export const axisHeight = 20

/** Room for a label and some air, of which a phone has less. */
const tickRoom = (width: number) => (width < 500 ? 72 : 110)

/** Round times within the span, as many as there is room for. */
export function ticksOf(span: Span, width: number): number[] {
  if (width === 0) return []
  return scaleLinear([span.from, span.to], [0, width])
    .ticks(Math.max(2, Math.round(width / tickRoom(width))))
    .filter((tick) => tick >= 0)
}

/** The times under the diagram. */
export const Axis = memo(function Axis({
  ticks,
  span,
  width,
  covered,
}: {
  readonly ticks: readonly number[]
  readonly span: Span
  readonly width: number
  /** The tick whose place the scrubber's handle takes. */
  readonly covered: number | null
}) {
  const x = xIn(span, width)
  const step = (ticks[1] ?? lengthOf(span)) - (ticks[0] ?? 0)
  return (
    <div className={styles.axis} aria-hidden>
      {ticks.map((tick) =>
        tick === covered || x(tick) < 24 || x(tick) > width - 24 ? null : (
          <span key={tick} className={styles.tick} style={{ left: x(tick) }}>
            {formatTick(tick, step)}
          </span>
        ),
      )}
    </div>
  )
})
