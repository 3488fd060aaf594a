import { Pencil } from 'lucide-react'
import { commands, titleOf } from '#ui/commands/commands.ts'
import controls from '#ui/kit/controls.module.css'
import type { Change } from '#ui/session/state.ts'
import styles from './EditButton.module.css'

const { edit } = commands

/** Opens the document that is shown for writing, and closes it again. */
export function EditButton({
  isEditing,
  isPhone = false,
  dispatch,
}: {
  readonly isEditing: boolean
  readonly isPhone?: boolean
  readonly dispatch: (change: Change) => void
}) {
  return (
    <button
      type="button"
      className={isPhone ? `${controls.icon} ${controls.large} ${styles.phone}` : styles.edit}
      aria-label={edit.name}
      aria-pressed={isEditing}
      title={titleOf(edit)}
      onClick={() => dispatch({ do: 'edit', open: !isEditing })}
    >
      <Pencil size={isPhone ? 18 : 14} aria-hidden /> {!isPhone && <span>{edit.name}</span>}
    </button>
  )
}
