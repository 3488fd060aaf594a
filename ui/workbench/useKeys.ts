import { useEffect } from 'react'
import { type Command, commandFor } from '#ui/commands/commands.ts'
import type { Change, State } from '#ui/session/state.ts'
import { useTheme } from '#ui/theme/useTheme.ts'

/** The keys of the workbench. A key that a focused field or menu needs is left to it. */
export function useKeys(state: State, dispatch: (action: Change) => void): void {
  const theme = useTheme()
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      // A dialog that is open has all keys, wherever the focus is.
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const command = commandFor(event, { state, theme })
      if (command === null || isTaken(event, command)) return
      event.preventDefault()
      command.does(state, dispatch)
    }
    addEventListener('keydown', act)
    return () => removeEventListener('keydown', act)
  }, [state, dispatch, theme])
}

/**
 * Whether the focused element has its own use for the key of a command. A button keeps Space and Enter if it was reached by
 * keyboard: after a click on it, Space plays.
 */
function isTaken(event: KeyboardEvent, { isEverywhere, isInFields }: Command): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('input, textarea, select, [data-editor]')) return !isInFields
  if (isEverywhere) return false
  if (target.closest('[role="menu"], [role="tablist"], [role="dialog"]')) return true
  const presses = event.key === ' ' || event.key === 'Enter'
  const button = presses ? target.closest('button, a[href]') : null
  return button?.matches(':focus-visible') ?? false
}
