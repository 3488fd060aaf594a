import { useMemo } from 'react'
import type { Selection } from '#ui/workbench/selection.ts'
import { Bars } from './Bars.tsx'
import { beliefsAt } from './beliefs.ts'
import { flightsWithin, progressAt } from './flights.ts'
import type { Label, Place } from './labels.ts'
import styles from './Now.module.css'
import { type Placed, touches } from './placement.ts'
import { type Scene, tierOf } from './scene.ts'
import { xIn } from './span.ts'
import { textWidth } from './text.ts'

/** What depends on the scrubber: what is still to come, what is on its way, and who believes what. */
export function Now({
  scene,
  labels,
  time,
  horizon,
  height,
  onSelect,
}: {
  readonly scene: Scene
  readonly labels: readonly Placed<Label, Place>[]
  readonly time: number
  readonly horizon: number
  readonly height: number
  readonly onSelect: (selection: Selection | null) => void
}) {
  const { chart, span, width, rows, pins } = scene
  const x = xIn(span, width)
  const clamped = (at: number) => Math.min(Math.max(x(at), 0), width)
  const now = x(time)
  const dashes = useMemo(() => {
    const ys = [...rows.rows.map(({ y }) => y), ...(rows.more ? [rows.more.y] : [])]
    return ys.map((y) => `M0 ${y}H4000`).join('')
  }, [rows])
  const isInView = now >= 0 && now <= width
  return (
    <div className={styles.now} style={{ height }}>
      <div className={styles.known} style={{ transform: `translateX(${clamped(time)}px)` }} />
      <div className={styles.unknown} style={{ transform: `translateX(${clamped(horizon)}px)` }}>
        <svg className={styles.dashes} aria-hidden>
          <path d={dashes} />
        </svg>
      </div>
      {isInView && <UnderWay scene={scene} time={time} now={now} />}
      <Bars scene={scene} time={time} onSelect={onSelect} />
      {isInView &&
        beliefsAt(chart, pins, time).map(({ node, text, isStuck }, index) => {
          const boxWidth = textWidth(node, true) + textWidth(` ${text}`) + 4
          const y = (rows.yOf.get(node) ?? 0) + (index === 0 ? 7 : -23)
          const box = { x: now - 8 - boxWidth, y, width: boxWidth, height: 16 }
          if (box.x < 0 || labels.some(({ place }) => touches(place, box))) return null
          return (
            <span
              key={node}
              className={isStuck ? styles.stuck : styles.belief}
              style={{ transform: `translate(${box.x}px, ${y}px)` }}
            >
              <b>{node}</b> {text}
            </span>
          )
        })}
    </div>
  )
}

/** The messages that are on their way, up to where they are now. */
function UnderWay({
  scene: { chart, span, width, rows, pins },
  time,
  now,
}: {
  readonly scene: Scene
  readonly time: number
  readonly now: number
}) {
  const x = xIn(span, width)
  const paths = { pinned: '', near: '', far: '', plain: '' }
  let dots = ''
  let quietDots = ''
  for (const flight of flightsWithin(chart.flights, time, time)) {
    const share = progressAt(flight, time, chart.flights.usual)
    const y1 = rows.yOf.get(flight.from) ?? 0
    const y2 = rows.yOf.get(flight.to) ?? 0
    if (share === null || y1 === y2) continue
    const tier = tierOf(flight, pins)
    const y = y1 + (y2 - y1) * share
    paths[tier] += `M${x(flight.sentAt)} ${y1}L${now} ${y}`
    if (tier === 'far') quietDots += dot(now, y, 2)
    else dots += dot(now, y, 3)
  }
  return (
    <svg className={styles.underWay} aria-hidden>
      <path className={styles.farLine} d={paths.far} />
      <path className={styles.line} d={paths.near + paths.plain} />
      <path className={styles.pinnedLine} d={paths.pinned} />
      <path className={styles.quietDots} d={quietDots} />
      <path className={styles.dots} d={dots} />
    </svg>
  )
}

const dot = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
