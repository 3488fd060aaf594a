import { useSyncExternalStore } from 'react'

/** Whether the app is narrower than so many pixels. An inspector beside it takes some of the window's width. */
export function useAppNarrower(than: number): boolean {
  return useSyncExternalStore(subscribe, () => document.body.offsetWidth < than)
}

function subscribe(changed: () => void) {
  const observer = new ResizeObserver(changed)
  observer.observe(document.body)
  return () => observer.disconnect()
}
