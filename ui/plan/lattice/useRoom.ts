import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Size } from '#ui/kit/useSize.ts'

/**
 * The room that an element has in what scrolls it, whatever it holds itself: its width, and the height that is left below
 * its top. What scrolls is marked with `data-scroller`.
 */
export function useRoom<E extends HTMLElement>(): [RefObject<E | null>, Size] {
  const ref = useRef<E>(null)
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const scroller = element.closest<HTMLElement>('[data-scroller]') ?? element
    const measure = () => {
      const above = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top
      const width = element.clientWidth
      const height = Math.floor(scroller.clientHeight - above - scroller.scrollTop)
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    observer.observe(scroller)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
