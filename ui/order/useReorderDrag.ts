import {
  dropTargetForElements,
  type ElementDragPayload,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine'
import { type RefObject, useEffect, useEffectEvent, useId, useState } from 'react'

/** A step that is being dragged. */
export interface Drag {
  /** Its place before. */
  readonly from: number
  /** Where it would be put down now; the place before while it is outside. */
  readonly to: number
  readonly isOver: boolean
  /** The distance from one slot to the next, in pixels. */
  readonly pitch: number
}

/** What a card says of itself when its drag begins. */
export interface DragData extends Record<string, unknown> {
  readonly lane: string
  readonly key: string
  /** From the pointer to the middle of the card. */
  readonly reach: number
}

/**
 * Reordering by drag: the state of a drag over `row`, whose children are slots of one width, and the name of this
 * lane, by which its cards say that they belong to it. Calls `onDrop` with both places when a step is put down.
 */
export function useReorderDrag(
  row: RefObject<HTMLElement | null>,
  keys: readonly string[],
  onDrop: (from: number, to: number) => void,
): { readonly lane: string; readonly drag: Drag | null } {
  const lane = useId()
  const [drag, setDrag] = useState<Drag | null>(null)

  const isOurs = useEffectEvent((source: ElementDragPayload) => source.data.lane === lane)

  /** The drag as it is while the pointer is at `x`, or outside. */
  const dragAt = useEffectEvent((source: ElementDragPayload, x: number | null): Drag | null => {
    const { key, reach } = source.data as DragData
    const from = keys.indexOf(key)
    const slots = row.current === null ? [] : Array.from(row.current.children, measure)
    const [first, second] = slots
    if (from < 0 || first === undefined) return null
    const pitch = second === undefined ? first.width : second.left - first.left
    if (x === null) return { from, to: from, isOver: false, pitch }
    const card = slots[from]?.card ?? first.width
    const place = Math.round((x + reach - card / 2 - first.left) / pitch)
    return { from, to: Math.min(Math.max(place, 0), keys.length - 1), isOver: true, pitch }
  })

  const drop = useEffectEvent((source: ElementDragPayload, x: number | null) => {
    const last = dragAt(source, x)
    setDrag(null)
    if (last !== null && last.from !== last.to) onDrop(last.from, last.to)
  })

  useEffect(() => {
    const element = row.current?.parentElement
    if (!element) return
    const follow = (source: ElementDragPayload, x: number | null) => {
      const next = dragAt(source, x)
      setDrag((old) => (old !== null && next !== null && same(old, next) ? old : next))
    }
    return combine(
      dropTargetForElements({ element, canDrop: ({ source }) => isOurs(source) }),
      monitorForElements({
        canMonitor: ({ source }) => isOurs(source),
        onDragStart: ({ source, location }) => follow(source, pointerOver(location.current, element)),
        onDrag: ({ source, location }) => follow(source, pointerOver(location.current, element)),
        onDropTargetChange: ({ source, location }) => follow(source, pointerOver(location.current, element)),
        onDrop: ({ source, location }) => drop(source, pointerOver(location.current, element)),
      }),
    )
  }, [row])

  return { lane, drag }
}

function measure(slot: Element) {
  const { left, width } = slot.getBoundingClientRect()
  const card = slot.firstElementChild?.getBoundingClientRect().width ?? width
  return { left, width, card }
}

interface Location {
  readonly input: { readonly clientX: number }
  readonly dropTargets: readonly { readonly element: Element }[]
}

function pointerOver({ input, dropTargets }: Location, element: Element): number | null {
  return dropTargets.some((target) => target.element === element) ? input.clientX : null
}

function same(a: Drag, b: Drag): boolean {
  return a.from === b.from && a.to === b.to && a.isOver === b.isOver && a.pitch === b.pitch
}
