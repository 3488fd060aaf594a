import { type CSSProperties, type ReactNode, useEffectEvent, useLayoutEffect, useRef } from 'react'
import styles from './Modal.module.css'

/**
 * Something that is dealt with before anything else. The browser's own dialog: it keeps the focus within, gives it back, and closes
 * with Esc; and it needs no style element, which the page's policy would refuse.
 */
export function Modal({
  label,
  className = '',
  from,
  onClose,
  children,
}: {
  readonly label: string
  readonly className?: string | undefined
  /** How far to the right its left edge is, in pixels, where there is room. */
  readonly from?: number | undefined
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const closed = useEffectEvent(onClose)
  // Before it is taken away: else the focus is not given back.
  useLayoutEffect(() => {
    const { current } = dialog
    current?.showModal()
    const cancel = (event: Event) => {
      event.preventDefault()
      closed()
    }
    // What is outside of it is the dialog itself, by the browser's count.
    const press = (event: PointerEvent) => {
      if (event.target === current) closed()
    }
    current?.addEventListener('cancel', cancel)
    current?.addEventListener('pointerdown', press)
    return () => {
      current?.removeEventListener('cancel', cancel)
      current?.removeEventListener('pointerdown', press)
      current?.close()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`${styles.modal} ${className}`}
      aria-label={label}
      style={from === undefined ? undefined : ({ '--from': `${from}px` } as CSSProperties)}
    >
      <div className={styles.content}>{children}</div>
    </dialog>
  )
}
