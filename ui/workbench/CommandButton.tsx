import type { ReactNode } from 'react'
import { type Command, type CommandId, commands, titleOf } from '#ui/commands/commands.ts'
import type { Change, State } from '#ui/session/state.ts'

/** A button for a command, with its name and its key, which is off where there is nothing to do. */
export function CommandButton({
  id,
  state,
  dispatch,
  isTitled = false,
  isOff,
  className,
  children,
}: {
  readonly id: CommandId
  readonly state: State
  readonly dispatch: (action: Change) => void
  /** Whether the pointer is told of the key. A finger is not. */
  readonly isTitled?: boolean
  /** Whether it is off, where that is not as the command has it. */
  readonly isOff?: boolean
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  const command: Command = commands[id]
  return (
    <button
      type="button"
      className={className}
      aria-label={command.name}
      title={isTitled ? titleOf(command) : undefined}
      disabled={isOff ?? command.isIdle?.(state)}
      onClick={() => command.does(state, dispatch)}
    >
      {children}
    </button>
  )
}
