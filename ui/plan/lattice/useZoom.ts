import { select } from 'd3-selection'
import { type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { LatticeLayout } from './layout.ts'
import { type Frame, largestPitch, middleOf, wholeFrame } from './paint.ts'

export interface Zoom {
  readonly frame: Frame
  readonly showAll: () => void
  /** Larger, or smaller, around the middle. */
  readonly by: (factor: number) => void
  /** Moves a state into sight. */
  readonly reveal: (key: string) => void
}

/** The part of a layout that is shown in an element: the wheel zooms at the pointer, dragging pans, two fingers pinch. */
export function useZoom(
  element: RefObject<HTMLElement | null>,
  layout: LatticeLayout,
  width: number,
  height: number,
): Zoom {
  const whole = wholeFrame(layout, { width, height })
  const [transform, setTransform] = useState(zoomIdentity)
  const behaviour = useRef<ZoomBehavior<HTMLElement, unknown> | null>(null)
  const most = Math.max(1, largestPitch / whole.pitch)
  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return
    const selection = select(target)
    const zooming = zoom<HTMLElement, unknown>()
      .extent([
        [0, 0],
        [width, height],
      ])
      .translateExtent([
        [0, 0],
        [width, height],
      ])
      .scaleExtent([1, most])
      // A hand that trembles still clicks.
      .clickDistance(3)
      .on('zoom', (event) => setTransform(event.transform))
    selection.call(zooming).on('dblclick.zoom', null)
    behaviour.current = zooming
    zooming.transform(selection, zoomIdentity)
    return () => {
      selection.on('.zoom', null)
      behaviour.current = null
    }
  }, [element, width, height, most])

  const frame = {
    x: transform.applyX(whole.x),
    y: transform.applyY(whole.y),
    pitch: whole.pitch * transform.k,
  }
  const act = (how: (zooming: ZoomBehavior<HTMLElement, unknown>, target: HTMLElement) => void) => {
    if (element.current && behaviour.current) how(behaviour.current, element.current)
  }
  return {
    frame,
    showAll: () => act((zooming, target) => zooming.transform(select(target), zoomIdentity)),
    by: (factor) => act((zooming, target) => zooming.scaleBy(select(target), factor)),
    reveal(key) {
      const spot = layout.spots.get(key)
      if (spot === undefined) return
      const { x, y } = middleOf(frame, spot)
      if (x > 0 && y > 0 && x < width && y < height) return
      const home = middleOf(whole, spot)
      act((zooming, target) => zooming.translateTo(select(target), home.x, home.y))
    },
  }
}
