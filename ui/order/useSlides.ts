import { type RefObject, useLayoutEffect, useRef } from 'react'

const duration = 200

/**
 * Lets the cards of a row slide to their new places. `places` are those that each is drawn at, by its key; `still`
 * is the key of one that the pointer carries. Does nothing for those who ask for less motion.
 */
export function useSlides(
  row: RefObject<HTMLElement | null>,
  places: ReadonlyMap<string, number>,
  still: string | null,
  isCalm: boolean,
) {
  const before = useRef<ReadonlyMap<string, number>>(new Map())
  useLayoutEffect(() => {
    const old = before.current
    before.current = places
    const slots = [...(row.current?.children ?? [])].filter((slot) => slot instanceof HTMLElement)
    const pitch = (slots[1]?.offsetLeft ?? 0) - (slots[0]?.offsetLeft ?? 0)
    for (const slot of slots) {
      const { key = '' } = slot.dataset
      const card = slot.firstElementChild
      const from = old.get(key)
      const to = places.get(key)
      if (from === undefined || to === undefined || from === to || !(card instanceof HTMLElement)) continue
      const underWay = Number.parseFloat(getComputedStyle(card).translate) || 0
      for (const animation of card.getAnimations()) if (animation.id === 'slide') animation.cancel()
      if (isCalm || key === still) continue
      // The place itself is set by `transform`; what is left of the way is added by `translate`.
      card.animate([{ translate: `${(from - to) * pitch + underWay}px` }, { translate: '0px' }], {
        id: 'slide',
        duration,
        easing: 'ease-out',
      })
    }
  }, [row, places, still, isCalm])
}
