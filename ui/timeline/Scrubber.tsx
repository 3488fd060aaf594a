import { type KeyboardEvent, useEffect, useRef } from 'react'
import { sayTime } from '#sim/text/say-time.ts'
import styles from './Scrubber.module.css'
import { useStable } from './useStable.ts'

/** Half of the handle, and a bit: it stays whole at the edges of the view. */
const halfHandle = 34

/** Where the middle of the handle is, for a moment at `x`. */
export const handleAt = (x: number, width: number) =>
  Math.min(Math.max(x, halfHandle), Math.max(width - halfHandle, halfHandle))

/** The moment that is shown: a line with a handle, both of which can be dragged. */
export function Scrubber({
  x,
  width,
  time,
  until,
  narration,
  timeAt,
  onSeek,
  onStep,
  onJump,
  onHold,
}: {
  /** Where it stands, which may be out of view. */
  readonly x: number
  readonly width: number
  readonly time: number
  readonly until: number
  readonly narration: string
  readonly timeAt: (x: number) => number
  readonly onSeek: (time: number) => void
  readonly onStep: (direction: -1 | 1) => void
  /** Goes to the next upgrade, fault or failure, or to the one before. */
  readonly onJump: (direction: -1 | 1) => void
  readonly onHold: (held: boolean) => void
}) {
  const handle = useRef<HTMLDivElement>(null)
  const line = useRef<HTMLDivElement>(null)
  const dragTo = useStable((at: number) => onSeek(timeAt(Math.min(Math.max(at, 0), width))))
  useDrag(handle, x, dragTo, onHold)
  useDrag(line, x, dragTo, onHold)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const act = {
      ArrowRight: () => onStep(1),
      ArrowUp: () => onStep(1),
      ArrowLeft: () => onStep(-1),
      ArrowDown: () => onStep(-1),
      PageUp: () => onJump(1),
      PageDown: () => onJump(-1),
      Home: () => onSeek(0),
      End: () => onSeek(until),
    }[event.key]
    if (act === undefined) return
    // The workbench has its own use for these keys, and leaves those alone that somebody has answered.
    event.preventDefault()
    act()
  }

  const isInView = x >= 0 && x <= width
  const edge = handleAt(x, width)
  return (
    <>
      <div
        className={styles.line}
        ref={line}
        data-grip
        style={{ transform: `translateX(${x}px)`, visibility: isInView ? 'visible' : 'hidden' }}
      />
      <div
        className={styles.handle}
        ref={handle}
        data-grip
        role="slider"
        tabIndex={0}
        aria-label="Time"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={until}
        aria-valuenow={Math.round(time)}
        aria-valuetext={narration === '' ? sayTime(time) : `${sayTime(time)}, ${narration}`}
        style={{ transform: `translateX(${edge}px) translateX(-50%)` }}
        onKeyDown={onKeyDown}
      >
        {x < 0 && '‹ '}
        {sayTime(time)}
        {x > width && ' ›'}
      </div>
    </>
  )
}

/** Dragging `element` moves what stands at `x`, by as much as the pointer moves. */
function useDrag(
  element: { readonly current: HTMLElement | null },
  x: number,
  dragTo: (x: number) => void,
  onHold: (held: boolean) => void,
) {
  const place = useRef(x)
  useEffect(() => {
    place.current = x
  }, [x])
  useEffect(() => {
    const target = element.current
    if (target === null) return
    let offset: number | null = null
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return
      target.setPointerCapture(event.pointerId)
      offset = place.current - event.clientX
      onHold(true)
    }
    const move = (event: PointerEvent) => {
      if (offset !== null) dragTo(event.clientX + offset)
    }
    const up = () => {
      if (offset === null) return
      offset = null
      onHold(false)
    }
    target.addEventListener('pointerdown', down)
    target.addEventListener('pointermove', move)
    target.addEventListener('pointerup', up)
    target.addEventListener('pointercancel', up)
    return () => {
      target.removeEventListener('pointerdown', down)
      target.removeEventListener('pointermove', move)
      target.removeEventListener('pointerup', up)
      target.removeEventListener('pointercancel', up)
    }
  }, [element, dragTo, onHold])
}
