import { X } from 'lucide-react'
import { type ReactNode, useLayoutEffect } from 'react'
import styles from './Dock.module.css'
import { DockEdge } from './DockEdge.tsx'

/** The place beside the workbench where an inspector is. */
export function Dock({
  actions,
  isSmall = false,
  onClose,
  children,
}: {
  readonly actions: ReactNode
  /** Whether there is only a line of words in it. */
  readonly isSmall?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  useLayoutEffect(() => {
    const { classList } = document.documentElement
    const name = isSmall ? styles.besideSmall : styles.beside
    if (name === undefined) return
    classList.add(name)
    return () => classList.remove(name)
  }, [isSmall])
  return (
    <aside className={styles.dock} data-small={isSmall || undefined} aria-label="Inspector of machines">
      {!isSmall && <DockEdge />}
      <header>
        <h2>Inspector</h2>
        {actions}
        <button type="button" aria-label="Close the inspector" onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </header>
      {children}
    </aside>
  )
}
