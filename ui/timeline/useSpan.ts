import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { clampSpan, isSideways, lengthOf, type Span } from './span.ts'
import type { Zooming } from './zooming.ts'

export interface SpanControl {
  readonly span: Span
  /** Whether the user is moving it just now. */
  readonly isHeld: () => boolean
  /** Shows a span, at once or by moving there. */
  readonly show: (span: Span, how?: 'at once' | 'moving') => void
}

const moveTime = 200

/**
 * The visible span, which the user changes on `plot`: the wheel zooms at the pointer, dragging pans, two fingers pinch.
 * Elements with `data-grip` in it have a use of their own for the pointer.
 */
export function useSpan(
  plot: RefObject<HTMLElement | null>,
  width: number,
  until: number,
  begin: () => Span,
): SpanControl {
  const [span, setSpan] = useState(begin)
  const current = useRef(span)
  const held = useRef(false)
  const zooming = useRef<Zooming | null>(null)
  const moving = useRef(0)

  const put = useCallback(
    (next: Span) => {
      const clamped = clampSpan(next, until)
      current.current = clamped
      if (zooming.current) zooming.current.to(clamped)
      else setSpan(clamped)
    },
    [until],
  )

  // Until what zooms is there, the span is put where it belongs in this width.
  useLayoutEffect(() => put(current.current), [put])

  useEffect(() => {
    const element = plot.current
    if (element === null || width === 0) return
    let isOver = false
    import('./zooming.ts').then(
      ({ zoomOn }) => {
        if (isOver) return
        zooming.current = zoomOn(element, width, until, {
          isHeld(isHeld) {
            if (isHeld) cancelAnimationFrame(moving.current)
            held.current = isHeld
          },
          moved(to) {
            current.current = to
            setSpan(to)
          },
        })
        put(current.current)
      },
      // Without it there are keys and buttons.
      () => {},
    )
    return () => {
      isOver = true
      zooming.current?.end()
      zooming.current = null
    }
  }, [plot, width, until, put])

  // A wheel that is turned sideways pans; d3 knows only the other one.
  useEffect(() => {
    const element = plot.current
    if (element === null || width === 0) return
    const pan = (event: WheelEvent) => {
      if (!isSideways(event)) return
      event.preventDefault()
      cancelAnimationFrame(moving.current)
      const { from, to } = current.current
      const by = ((event.deltaX || event.deltaY) / width) * lengthOf(current.current)
      put({ from: from + by, to: to + by })
    }
    element.addEventListener('wheel', pan, { passive: false })
    return () => element.removeEventListener('wheel', pan)
  }, [plot, width, put])

  useEffect(() => () => cancelAnimationFrame(moving.current), [])

  const show = useCallback(
    (target: Span, how: 'at once' | 'moving' = 'at once') => {
      cancelAnimationFrame(moving.current)
      if (how === 'at once' || matchMedia('(prefers-reduced-motion: reduce)').matches) {
        put(target)
        return
      }
      const start = current.current
      const end = clampSpan(target, until)
      let began: number | null = null
      moving.current = requestAnimationFrame(function next(now) {
        began ??= now
        const share = Math.min((now - began) / moveTime, 1)
        const eased = 1 - (1 - share) ** 3
        const between = (a: number, b: number) => a + (b - a) * eased
        put({ from: between(start.from, end.from), to: between(start.to, end.to) })
        if (share < 1) moving.current = requestAnimationFrame(next)
      })
    },
    [put, until],
  )

  const isHeld = useCallback(() => held.current, [])
  return { span, isHeld, show }
}
