import { Save } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect } from 'react'
import { commands, titleOf } from '#ui/commands/commands.ts'
import { askToSave, useAbout, useSaving } from '#ui/document/about.ts'
import { isChanged } from '#ui/document/save.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import type { State } from '#ui/session/state.ts'
import styles from './SaveButton.module.css'
import { SaveCard } from './SaveCard.tsx'

/** Saves a document of one's own. A dot says that it differs from what was saved. */
export function SaveButton({ state }: { readonly state: State }) {
  const isOpen = useSaving()
  const hasChanged = isChanged(state, useAbout())
  useEffect(() => () => askToSave(false), [])
  return (
    <Popover.Root open={isOpen} onOpenChange={askToSave}>
      <Popover.Trigger
        className={`${controls.icon} ${styles.button}`}
        aria-label={hasChanged ? 'Save: it differs from what was saved' : 'Save'}
        title={titleOf(commands.save)}
      >
        <Save size={16} aria-hidden />
        {hasChanged && <span className={styles.dot} data-testid="changed" />}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={floating.popover} align="start" sideOffset={6} collisionPadding={12}>
          <SaveCard state={state} onSaved={() => askToSave(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
