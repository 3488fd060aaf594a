import { select } from 'd3-selection'
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { clampSpan, lengthOf, type Span, shortestSpan } from './span.ts'

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
  const behaviour = useRef<ZoomBehavior<HTMLElement, unknown> | null>(null)
  const moving = useRef(0)

  const put = useCallback(
    (next: Span) => {
      const clamped = clampSpan(next, until)
      current.current = clamped
      const element = plot.current
      if (element && behaviour.current && width > 0) {
        behaviour.current.transform(select(element), transformOf(clamped, width, until))
      } else {
        setSpan(clamped)
      }
    },
    [plot, width, until],
  )

  useLayoutEffect(() => {
    const element = plot.current
    if (element === null || width === 0) return
    const selection = select(element)
    const zooming = zoom<HTMLElement, unknown>()
      .extent([
        [0, 0],
        [width, 1],
      ])
      .scaleExtent([0.5, until / shortestSpan])
      .constrain((transform) => transformOf(clampSpan(spanOf(transform, width, until), until), width, until))
      .filter(isGesture)
      // A hand that trembles still clicks.
      .clickDistance(3)
      .on('start', (event) => {
        if (!event.sourceEvent) return
        cancelAnimationFrame(moving.current)
        held.current = true
      })
      .on('zoom', (event) => {
        current.current = spanOf(event.transform, width, until)
        setSpan(current.current)
      })
      .on('end', () => {
        held.current = false
      })
    selection.call(zooming).on('dblclick.zoom', null)
    behaviour.current = zooming
    put(current.current)
    return () => {
      selection.on('.zoom', null)
      behaviour.current = null
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

/** At a scale of 1 the whole run is as wide as the plot. */
function transformOf(span: Span, width: number, until: number): ZoomTransform {
  const k = until / lengthOf(span)
  return zoomIdentity.translate((-span.from / lengthOf(span)) * width, 0).scale(k)
}

function spanOf({ k, x }: ZoomTransform, width: number, until: number): Span {
  const length = until / k
  const from = (-x / width) * length
  return { from, to: from + length }
}

const isSideways = (event: WheelEvent) =>
  !event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))

function isGesture(event: Event): boolean {
  if (event instanceof WheelEvent) return !isSideways(event)
  if (event instanceof MouseEvent && (event.button !== 0 || event.ctrlKey || event.shiftKey)) return false
  return !(event.target instanceof Element && event.target.closest('[data-grip]'))
}
