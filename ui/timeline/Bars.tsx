import { sayLasting } from '#ui/kit/say-lasting.ts'
import { textWidth } from '#ui/kit/text-width.ts'
import type { Selection } from '#ui/session/selection.ts'
import styles from './Bars.module.css'
import { barHeight, barTop } from './rows.ts'
import type { Scene } from './scene.ts'
import { type Hush, hushesAt } from './silences.ts'
import { xIn } from './span.ts'

/** How far an open end reaches beyond the scrubber. */
const openEnd = 36

/** The calls of the pinned nodes that have no answer: bars without an end, which last until now. */
export function Bars({
  scene: { chart, span, width, rows, pins },
  time,
  onSelect,
}: {
  readonly scene: Scene
  readonly time: number
  readonly onSelect: (selection: Selection | null) => void
}) {
  const own = chart.silences.filter(({ pair, node }) =>
    pins.pair === null ? pins.nodes.includes(node) : pair === pins.pair,
  )
  const x = xIn(span, width)
  return hushesAt(own, time).map((hush) => {
    const isOpen = hush.to > time
    const left = x(hush.from)
    const right = x(isOpen ? time : hush.to)
    const reach = right + (isOpen ? openEnd : 0)
    if (reach < 0 || left > width) return null
    const text = sayHush(hush, time)
    const shownLeft = Math.max(left, -2)
    const shownRight = Math.min(right, width + 2)
    const caption = captionOf(hush, time, { left: shownLeft, right: shownRight, reach, width })
    const lane = rows.yOf.get(hush.oldest.node) ?? 0
    return (
      <div key={hush.oldest.id} className={isOpen ? styles.open : styles.over}>
        {left >= 0 && (
          <div
            className={styles.stem}
            style={{ left, top: barTop + barHeight, height: lane - barTop - barHeight }}
          />
        )}
        <button
          type="button"
          data-grip
          tabIndex={-1}
          className={styles.bar}
          style={{
            left: shownLeft,
            top: barTop,
            width: Math.max(shownRight - shownLeft, 2),
            height: barHeight,
          }}
          title={text}
          aria-label={text}
          onClick={() => onSelect({ kind: 'event', id: hush.oldest.id })}
        >
          {caption?.place === 'inside' && caption.text}
        </button>
        {isOpen && (
          <div
            className={styles.end}
            style={{ left: shownRight, top: barTop, width: openEnd, height: barHeight }}
          />
        )}
        {caption && caption.place !== 'inside' && (
          <span className={styles.outside} style={{ left: caption.x, top: barTop }}>
            {caption.text}
          </span>
        )}
      </div>
    )
  })
}

interface Caption {
  readonly text: string
  readonly place: 'inside' | 'right' | 'left'
  readonly x: number
}

/** The longest text that there is room for: in the bar, else beyond its open end, else before it. */
function captionOf(
  hush: Hush,
  time: number,
  { left, right, reach, width }: { left: number; right: number; reach: number; width: number },
): Caption | null {
  const full = sayHush(hush, time)
  const isOpen = hush.to > time
  const texts = isOpen ? [full, `${hush.oldest.name} unanswered`, 'no answer'] : [full]
  for (const text of texts) {
    const needed = textWidth(text, true) + gap
    if (right - left >= needed + gap) return { text, place: 'inside', x: 0 }
    if (!isOpen) continue
    if (width - reach >= needed) return { text, place: 'right', x: reach + gap }
    if (left >= needed + gap) return { text, place: 'left', x: left - needed }
  }
  return null
}

const gap = 7

function sayHush({ oldest, calls, from, to }: Hush, time: number): string {
  const others = calls.length - 1
  if (to > time) {
    const lasted = sayLasting(time - from)
    return others === 0
      ? `${oldest.name} has no answer for ${lasted}`
      : `${calls.length} calls have no answer, ${oldest.name} for ${lasted}`
  }
  const lasted = sayLasting(to - from)
  return others === 0
    ? `${oldest.name} had no answer for ${lasted}, then its connection went`
    : `${calls.length} calls had no answer for up to ${lasted}`
}
