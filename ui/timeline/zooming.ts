/** Zooming and panning by hand. It takes a large library, which comes once the timeline is there. */
import { select } from 'd3-selection'
import { type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom'
import { clampSpan, isSideways, lengthOf, type Span, shortestSpan } from './span.ts'

export interface Zooming {
  /** Shows a span, and goes on from there. */
  readonly to: (span: Span) => void
  readonly end: () => void
}

/** Lets the user change the span that an element shows: the wheel zooms at the pointer, dragging pans, two fingers pinch. */
export function zoomOn(
  element: HTMLElement,
  width: number,
  until: number,
  told: { readonly isHeld: (held: boolean) => void; readonly moved: (span: Span) => void },
): Zooming {
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
      if (event.sourceEvent) told.isHeld(true)
    })
    .on('zoom', (event) => told.moved(spanOf(event.transform, width, until)))
    .on('end', () => told.isHeld(false))
  selection.call(zooming).on('dblclick.zoom', null)
  return {
    to: (span) => zooming.transform(selection, transformOf(span, width, until)),
    end: () => void selection.on('.zoom', null),
  }
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

function isGesture(event: Event): boolean {
  if (event instanceof WheelEvent) return !isSideways(event)
  if (event instanceof MouseEvent && (event.button !== 0 || event.ctrlKey || event.shiftKey)) return false
  return !(event.target instanceof Element && event.target.closest('[data-grip]'))
}
