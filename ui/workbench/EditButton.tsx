import { Pencil } from 'lucide-react'
import { commands, titleOf } from '#ui/commands/commands.ts'
import controls from '#ui/kit/controls.module.css'
import type { Change } from '#ui/session/state.ts'
import styles from './EditButton.module.css'

const { edit } = commands

/** Opens the document that is shown for writing, and closes it again. Says so where what is shown is of an older text. */
export function EditButton({
  isEditing,
  isInvalid,
  isPhone = false,
  dispatch,
}: {
  readonly isEditing: boolean
  /** Whether what was written last cannot be read. */
  readonly isInvalid: boolean
  readonly isPhone?: boolean
  readonly dispatch: (change: Change) => void
}) {
  const isOld = isInvalid && !isEditing
  return (
    <button
      type="button"
      data-old={isOld || undefined}
      className={isPhone ? `${controls.icon} ${controls.large} ${styles.phone}` : styles.edit}
      aria-label={isOld ? `${edit.name}: ${old}` : edit.name}
      aria-pressed={isEditing}
      title={isOld ? old : titleOf(edit)}
      onClick={() => dispatch({ do: 'edit', open: !isEditing })}
    >
      {isOld ? <i aria-hidden>▲</i> : <Pencil size={isPhone ? 18 : 14} aria-hidden />}
      {!isPhone && <span>{isOld ? 'Error' : edit.name}</span>}
    </button>
  )
}

const old = 'the text has an error: what is shown is of the last one without'
