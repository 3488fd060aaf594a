import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Line, lineAt } from './scene.ts'
import { useStable } from './useStable.ts'

export interface PlotActions {
  /** The lines that can be picked. */
  readonly lines: () => readonly Line[]
  readonly timeAt: (x: number) => number
  readonly isOverLanes: (y: number) => boolean
  readonly onHover: (line: Line | null) => void
  readonly onPick: (line: Line) => void
  readonly onSeek: (time: number) => void
  readonly onBrush: (from: number, to: number) => void
}

/** A stretch that is being selected, in pixels. */
export interface Brush {
  readonly from: number
  readonly to: number
}

/** A stretch that is narrower than this is a click. */
const leastBrush = 4

/**
 * What the pointer does on the ground of the plot, zooming and panning aside: a click on a message picks it, a click
 * elsewhere seeks, and dragging with shift selects a span, which is returned while it grows.
 */
export function usePlotPointer(plot: RefObject<HTMLElement | null>, actions: PlotActions): Brush | null {
  const [brush, setBrush] = useState<Brush | null>(null)
  const isBrushed = useRef(false)
  const act = useStable((kind: 'move' | 'leave' | 'click' | 'down', event: MouseEvent) => {
    const element = plot.current
    if (element === null || isOnGrip(event)) {
      if (kind === 'move') actions.onHover(null)
      return
    }
    const { left, top } = element.getBoundingClientRect()
    const x = event.clientX - left
    const y = event.clientY - top
    switch (kind) {
      case 'leave':
        return actions.onHover(null)
      case 'move': {
        const line = event.buttons === 0 ? lineAt(actions.lines(), x, y) : null
        element.style.cursor = line ? 'pointer' : ''
        return actions.onHover(line)
      }
      case 'click': {
        // The click that ends a selection is no click.
        if (event.shiftKey || isBrushed.current) return
        const line = actions.isOverLanes(y) ? lineAt(actions.lines(), x, y) : null
        return line ? actions.onPick(line) : actions.onSeek(actions.timeAt(x))
      }
      case 'down':
        isBrushed.current = false
        if (event.shiftKey && event.button === 0) startBrush(left, x)
    }
  })
  const startBrush = (left: number, start: number) => {
    const move = (event: PointerEvent) => setBrush({ from: start, to: event.clientX - left })
    const end = (event: PointerEvent) => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      setBrush(null)
      const x = event.clientX - left
      if (event.type === 'pointerup' && Math.abs(x - start) >= leastBrush) {
        actions.onBrush(actions.timeAt(Math.min(start, x)), actions.timeAt(Math.max(start, x)))
      }
    }
    isBrushed.current = true
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
  }

  useEffect(() => {
    const element = plot.current
    if (element === null) return
    const move = (event: PointerEvent) => act('move', event)
    const leave = (event: PointerEvent) => act('leave', event)
    const click = (event: MouseEvent) => act('click', event)
    const down = (event: PointerEvent) => act('down', event)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerleave', leave)
    element.addEventListener('click', click)
    element.addEventListener('pointerdown', down)
    return () => {
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('click', click)
      element.removeEventListener('pointerdown', down)
    }
  }, [plot, act])

  return brush
}

const isOnGrip = ({ target }: MouseEvent) =>
  target instanceof Element && target.closest('[data-grip]') !== null
