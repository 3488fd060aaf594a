import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './More.module.css'

/** What does not fit, behind a link. */
export function More({
  label,
  title,
  children,
}: {
  readonly label: string
  readonly title: string
  readonly children: ReactNode
}) {
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.link}>{label}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.card} align="start" sideOffset={6} collisionPadding={12}>
          <h2>{title}</h2>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
