import { memo, useEffect, useMemo } from 'react'
import { sayTime } from '#sim/text/say-time.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { useSize } from '#ui/kit/useSize.ts'
import type { Chart } from './chart.ts'
import { densityOf, spread } from './density.ts'
import styles from './Overview.module.css'
import type { Span } from './span.ts'

/** The narrowest that the window is drawn: it has to be found. */
const leastWindow = 8

/** The whole run in one strip: where something happens, what was done, what broke, and what of it is in view. */
export function Overview({
  chart,
  span,
  time,
  horizon,
  onCentre,
  onGo,
}: {
  readonly chart: Chart
  readonly span: Span
  readonly time: number
  readonly horizon: number
  /** Brings a time to the middle of the view. */
  readonly onCentre: (at: number, how: 'at once' | 'moving') => void
  /** Makes a time the one that is shown. */
  readonly onGo: (at: number) => void
}) {
  const [strip, { width }] = useSize<HTMLDivElement>()
  const { until } = chart
  const x = (at: number) => inset + (at / until) * (width - 2 * inset)

  useEffect(() => {
    const element = strip.current
    if (element === null || width === 0) return
    let isDown = false
    const timeOf = (event: PointerEvent) => {
      const at = event.clientX - element.getBoundingClientRect().left
      return (Math.min(Math.max(at - inset, 0), width - 2 * inset) / (width - 2 * inset)) * until
    }
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest('button')) return
      element.setPointerCapture(event.pointerId)
      isDown = true
      onCentre(timeOf(event), 'moving')
    }
    const move = (event: PointerEvent) => {
      if (isDown && event.movementX !== 0) onCentre(timeOf(event), 'at once')
    }
    const up = () => {
      isDown = false
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', up)
    return () => {
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', up)
    }
  }, [strip, width, until, onCentre])

  const left = x(Math.max(span.from, 0))
  const right = x(Math.min(span.to, until))
  const windowWidth = Math.max(right - left, leastWindow)
  return (
    <>
      <div className={styles.side}>whole run</div>
      <div className={styles.strip} ref={strip}>
        {width > 0 && (
          <>
            <div className={styles.unknown} style={{ left: x(horizon) }} />
            <div
              className={styles.window}
              style={{ left: (left + right - windowWidth) / 2, width: windowWidth }}
            />
            <Marked chart={chart} width={width} horizon={lastKnown(chart, horizon)} onGo={onGo} />
            <div className={styles.now} style={{ transform: `translateX(${x(time)}px)` }} />
          </>
        )}
      </div>
    </>
  )
}

const sayOthers = (count: number) => (count > 0 ? `, and ${count} more,` : '')

/** So that signs at the very ends are whole. */
const inset = 8

/** The last failure or landmark that is known: what is marked changes with it, not with every frame. */
function lastKnown({ landmarks, ends, until }: Chart, horizon: number): number {
  if (horizon >= until) return until
  const last = (marks: readonly { readonly at: number }[]) =>
    marks.findLast(({ at }) => at <= horizon)?.at ?? 0
  return Math.max(last(landmarks), last(ends.failures))
}

const Marked = memo(function Marked({
  chart,
  width,
  horizon,
  onGo,
}: {
  readonly chart: Chart
  readonly width: number
  readonly horizon: number
  readonly onGo: (at: number) => void
}) {
  const { until, landmarks, ends, flights } = chart
  const x = (at: number) => inset + (at / until) * (width - 2 * inset)
  const density = useMemo(() => {
    const bars = densityOf(flights.times, until, Math.floor((width - 2 * inset) / 2))
    return bars.map((share, i) => (share > 0 ? `M${inset + 2 * i + 1} 22v${-(2 + share * 8)}` : '')).join('')
  }, [flights, until, width])
  const failures = spread(
    ends.failures.filter(({ at }) => at <= horizon),
    ({ at }) => x(at),
    12,
  )
  return (
    <>
      <svg className={styles.density} aria-hidden>
        <path d={density} />
      </svg>
      {spread(
        landmarks.filter(({ at }) => at <= horizon),
        ({ at }) => x(at),
        8,
      ).map(([{ id, at, label }, ...others]) => (
        <button
          key={id}
          type="button"
          tabIndex={-1}
          className={styles.landmark}
          style={{ left: x(at) }}
          title={`${label}${sayOthers(others.length)} at ${sayTime(at)}`}
          aria-label={`Go to ${label} at ${sayTime(at)}`}
          onClick={() => onGo(at)}
        />
      ))}
      {failures.map(([first, ...others]) => (
        <button
          key={first.id}
          type="button"
          tabIndex={-1}
          className={styles.failure}
          style={{ left: x(first.at) }}
          title={`${first.pair} ${first.outcome}${sayOthers(others.length)} at ${sayTime(first.at)}`}
          aria-label={`Go to ${first.pair} ${first.outcome} at ${sayTime(first.at)}`}
          onClick={() => onGo(first.at)}
        >
          <OutcomeGlyph outcome={first.outcome} size={11} title="" />
        </button>
      ))}
    </>
  )
})
