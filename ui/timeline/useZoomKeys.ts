import { type RefObject, useEffect } from 'react'

/** `+`, `-` and `0` zoom in, out and to what fits, wherever in `root` the focus is. */
export function useZoomKeys(
  root: RefObject<HTMLElement | null>,
  onZoom: (direction: 1 | -1) => void,
  onFit: () => void,
): void {
  useEffect(() => {
    const element = root.current
    if (element === null) return
    const act = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === '+' || event.key === '=') onZoom(1)
      else if (event.key === '-') onZoom(-1)
      else if (event.key === '0') onFit()
      else return
      event.preventDefault()
    }
    element.addEventListener('keydown', act)
    return () => element.removeEventListener('keydown', act)
  }, [root, onZoom, onFit])
}
