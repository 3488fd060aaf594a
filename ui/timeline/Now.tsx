import { useMemo } from 'react'
import { textWidth } from '#ui/kit/text-width.ts'
import type { Selection } from '#ui/session/selection.ts'
import { Bars } from './Bars.tsx'
import { beliefsAt } from './beliefs.ts'
import type { Label, Place } from './labels.ts'
import styles from './Now.module.css'
import { type Placed, touches } from './placement.ts'
import type { Scene } from './scene.ts'
import { xIn } from './span.ts'
import type { UnderWay } from './underWay.ts'

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
      <Bars scene={scene} time={time} onSelect={onSelect} />
      {isInView &&
        beliefsAt(chart, pins, time).map(({ node, text, isStuck, since }, index) => {
          const boxWidth = textWidth(node, true) + textWidth(` ${text}`) + 4
          const y = (rows.yOf.get(node) ?? 0) + (index === 0 ? 7 : -23)
          const box = { x: now - 8 - boxWidth, y, width: boxWidth, height: 16 }
          if (box.x < Math.max(x(since) + 4, 0) || labels.some(({ place }) => touches(place, box)))
            return null
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

/** The lines of the messages that are on their way. They lie under the labels. */
export function UnderWayLines({ lines }: { readonly lines: UnderWay['lines'] }) {
  return (
    <svg className={styles.underWay} aria-hidden>
      <path className={styles.farLine} d={lines.far} />
      <path className={styles.line} d={lines.near + lines.plain} />
      <path className={styles.pinnedLine} d={lines.pinned} />
      <path className={styles.troubledLine} d={lines.troubled} />
    </svg>
  )
}

/** Where they are, on the line of the scrubber. */
export function UnderWayDots({ dots, quietDots }: Pick<UnderWay, 'dots' | 'quietDots'>) {
  return (
    <svg className={styles.underWay} aria-hidden>
      <path className={styles.quietDots} d={quietDots} />
      <path className={styles.dots} d={dots} />
    </svg>
  )
}
