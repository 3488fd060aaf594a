import { Keyboard } from 'lucide-react'
import { Popover } from 'radix-ui'
import { commands, titleOf } from '#ui/commands/commands.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import styles from './KeysHelp.module.css'
import { KeysCard } from './lazy-parts.ts'

const { help } = commands

/** The keys of the workbench. */
export function KeysHelp({
  open,
  onOpen,
}: {
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
}) {
  return (
    <Popover.Root open={open} onOpenChange={onOpen}>
      <Popover.Trigger className={controls.icon} aria-label={help.name} title={titleOf(help)}>
        <Keyboard size={16} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={`${floating.popover} ${styles.list}`}
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          <KeysCard />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
