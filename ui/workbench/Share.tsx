import { Link } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import type { State } from '#ui/session/state.ts'
import { ShareCard } from './lazy-parts.ts'
import { nameOfShared } from './name-of-shared.ts'
import styles from './Share.module.css'

/** A link that opens this very run elsewhere, and the digest by which to tell that it is the same. */
export function Share({ state, isPhone = false }: { readonly state: State; readonly isPhone?: boolean }) {
  const [open, setOpen] = useState(false)
  const what = nameOfShared(state)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        className={isPhone ? `${controls.icon} ${controls.large}` : controls.button}
        aria-label={`Share this ${what}`}
      >
        <Link size={isPhone ? 18 : 15} aria-hidden /> {!isPhone && <span className={styles.word}>Share</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={floating.popover} align="end" sideOffset={6} collisionPadding={12}>
          {open && <ShareCard state={state} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
