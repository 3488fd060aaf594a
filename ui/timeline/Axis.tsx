import { ticks as roundTicks } from 'd3-array'
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
  const count = Math.max(2, Math.round(width / tickRoom(width)))
  return roundTicks(span.from, span.to, count).filter((tick) => tick >= 0)
}

/** From the middle of a label to the middle of the scrubber's handle, where they do not touch. */
const handleRoom = 54

/** The ticks that have to make way for the scrubber's handle, from the first to the last of them. */
export function coveredBy(x: number, ticks: readonly number[], span: Span, width: number): Span | null {
  const at = xIn(span, width)
  const covered = ticks.filter((tick) => Math.abs(at(tick) - x) < handleRoom)
  const [from] = covered
  return from === undefined ? null : { from, to: covered.at(-1) ?? from }
}

/** The times under the diagram. */
export const Axis = memo(function Axis({
  ticks,
  span,
  width,
  coveredFrom,
  coveredTo,
}: {
  readonly ticks: readonly number[]
  readonly span: Span
  readonly width: number
  /** The ticks whose places the scrubber's handle takes. */
  readonly coveredFrom: number | undefined
  readonly coveredTo: number | undefined
}) {
  const x = xIn(span, width)
  const step = (ticks[1] ?? lengthOf(span)) - (ticks[0] ?? 0)
  const isFree = (tick: number) =>
    coveredFrom === undefined || coveredTo === undefined || tick < coveredFrom || tick > coveredTo
  return (
    <div className={styles.axis} aria-hidden>
      {ticks
        .filter((tick) => isFree(tick) && x(tick) > edge && x(tick) < width - edge)
        .map((tick) => (
          <span key={tick} className={styles.tick} style={{ left: x(tick) }}>
            {formatTick(tick, step)}
          </span>
        ))}
    </div>
  )
})

/** Half of a label: nearer to the edge it would be cut. */
const edge = 24
