import { type RefObject, useLayoutEffect } from 'react'

/** Says on a scroller, by `data-before` and `data-after`, on which sides it goes on. */
export function useFades(scroller: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const look = () => {
      const left = element.scrollWidth - element.clientWidth - element.scrollLeft
      element.toggleAttribute('data-before', element.scrollLeft > 1)
      element.toggleAttribute('data-after', left > 1)
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])
}
