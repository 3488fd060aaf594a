import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useState } from 'react'
import styles from './Dock.module.css'

const key = 'parley dock'

/** As narrow as the dock, and as narrow as the workbench can be beside it, in pixels. */
const least = { dock: 320, workbench: 375 }

/** The edge of the dock, by which it is made wider or narrower. */
export function DockEdge() {
  const [width, setWidth] = useState(recall)
  useLayoutEffect(() => {
    const { style } = document.documentElement
    if (width === null) style.removeProperty('--dock-width')
    else style.setProperty('--dock-width', `${width}px`)
    keep(width)
  }, [width])
  const most = window.innerWidth - least.workbench
  const set = (to: number) => setWidth(Math.round(Math.min(Math.max(to, least.dock), most)))
  const drag = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) set(window.innerWidth - event.clientX)
  }
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: 24, ArrowRight: -24 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    set((width ?? usual()) + by)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be focused and moved
    <div
      role="separator"
      className={styles.edge}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the inspector"
      aria-valuemin={least.dock}
      aria-valuemax={most}
      aria-valuenow={width ?? usual()}
      title="Drag to make the inspector wider; twice for its usual width"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => setWidth(null)}
      onKeyDown={press}
    />
  )
}

/** As wide as the dock is before anybody has moved its edge: see its style. */
const usual = () => Math.min(Math.max(window.innerWidth - 1_000, 420), 640)

function recall(): number | null {
  try {
    return Number(localStorage.getItem(key)) || null
  } catch {
    return null
  }
}

function keep(width: number | null): void {
  try {
    if (width === null) localStorage.removeItem(key)
    else localStorage.setItem(key, String(width))
  } catch {
    // A browser that keeps nothing still has the width until it is closed.
  }
}
