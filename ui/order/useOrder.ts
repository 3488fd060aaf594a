import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type MixedState, mixedStates } from '#sim/plan/mixed-state.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { useMedia } from '#ui/kit/useMedia.ts'
import { keysOf, moved, placeAfterMove, type Steps } from '#ui/planning/steps.ts'
import { sayOrder } from './say.ts'
import { type Drag, useReorderDrag } from './useReorderDrag.ts'
import { useSlides } from './useSlides.ts'

/** An order that is put into another one, as its row and its head are given it. */
export interface OrderInHand {
  readonly row: RefObject<HTMLOListElement | null>
  /** The name of the lane, by which its cards say that they belong to it. */
  readonly lane: string
  readonly keys: readonly string[]
  readonly drag: Drag | null
  /** The key of the step that is dragged. */
  readonly dragged: string | null
  /** Where each step is drawn, by its key. */
  readonly places: ReadonlyMap<string, number>
  /** The start and the state after each step, of the order that a drag would leave. */
  readonly states: readonly MixedState[]
  readonly verdict: ReturnType<typeof sayOrder>
  /** What came of the last move, in a sentence. */
  readonly news: string
  readonly move: (from: number, to: number) => void
  /** The same, and the card keeps the focus. */
  readonly moveByKey: (from: number, to: number) => void
}

/** Lets an order be put into another one by dragging and by keys, with the verdicts that come of it. */
export function useOrder(scenario: Scenario, steps: Steps, onReorder: (steps: Steps) => void): OrderInHand {
  const isCalm = useMedia('(prefers-reduced-motion: reduce)')
  const row = useRef<HTMLOListElement>(null)
  const [news, setNews] = useState('')
  /** The card that keeps the focus when its move takes it out of the page and puts it in elsewhere. */
  const follow = useRef<string | null>(null)

  const keys = useMemo(() => keysOf(steps), [steps])
  const { lane, drag } = useReorderDrag(row, keys, move)
  const { from = 0, to = 0 } = drag ?? {}
  const shown = useMemo(() => moved(steps, from, to), [steps, from, to])
  const states = useMemo(() => mixedStates(scenario, shown), [scenario, shown])
  const places = useMemo(
    () => new Map(keys.map((key, index) => [key, placeAfterMove(index, from, to)])),
    [keys, from, to],
  )
  const dragged = drag === null ? null : (keys[drag.from] ?? null)
  useSlides(row, places, dragged, isCalm)

  // A new order is what takes the focus away.
  useLayoutEffect(() => {
    const key = follow.current
    if (key === null || !keys.includes(key)) return
    follow.current = null
    const slot = [...(row.current?.children ?? [])].find(
      (child) => child instanceof HTMLElement && child.dataset.key === key,
    )
    const card = slot?.querySelector<HTMLElement>('[role="button"]')
    card?.focus({ preventScroll: true })
    slot?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: isCalm ? 'auto' : 'smooth' })
  }, [keys, isCalm])

  function move(before: number, after: number) {
    const order = moved(steps, before, after)
    const { text } = sayOrder(mixedStates(scenario, order))
    setNews(`${steps[before]?.node} is now step ${after + 1} of ${steps.length}. The order is ${text}.`)
    onReorder(order)
  }

  function moveByKey(before: number, after: number) {
    follow.current = keys[before] ?? null
    move(before, after)
  }

  return { row, lane, keys, drag, dragged, places, states, verdict: sayOrder(states), news, move, moveByKey }
}
