import { type RefObject, useEffect } from 'react'
import { isPress } from '#ui/commands/press.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'

const { closer, wider, fit } = viewKeys.zoom.keys

/** Zooms in, out and to what fits, wherever in `root` the focus is. */
export function useZoomKeys(
  root: RefObject<HTMLElement | null>,
  onZoom: (direction: 1 | -1) => void,
  onFit: () => void,
): void {
  useEffect(() => {
    const element = root.current
    if (element === null) return
    const act = (event: KeyboardEvent) => {
      if (isPress(closer.press, event)) onZoom(1)
      else if (isPress(wider.press, event)) onZoom(-1)
      else if (isPress(fit.press, event)) onFit()
      else return
      event.preventDefault()
    }
    element.addEventListener('keydown', act)
    return () => element.removeEventListener('keydown', act)
  }, [root, onZoom, onFit])
}
