import { useEffect } from 'react'
import { nextHandshake, previousHandshake } from '#ui/session/moments.ts'
import type { Selection } from '#ui/session/selection.ts'
import { type Change, type Mode, type State, speeds } from '#ui/session/state.ts'
import { subjectOf } from '#ui/session/subject.ts'
import { chooseTheme, useTheme } from '#ui/theme/useTheme.ts'

/** The ids of the views of each mode, in the order of the keys from 1 on. */
const viewIds: Readonly<Record<Mode, readonly string[]>> = {
  debug: ['cluster', 'inspector', 'timeline', 'order'],
  plan: ['summary', 'orders', 'lattice', 'runbook'],
  matrix: ['matrix', 'pair'],
}

/** Each of these leads to its mode, and back again. */
const modeKeys: Readonly<Record<string, Mode>> = { m: 'matrix', p: 'plan' }

/** Whoever comes by keyboard goes on by keyboard. */
function focusTable(): void {
  document.querySelector<HTMLElement>('[role="gridcell"][aria-selected="true"]')?.focus()
}

/** One level up: from an event to what it is about, from that to the cluster. */
function outOf({ selection, run }: State): Selection | null {
  const event = selection?.kind === 'event' ? run.trace[selection.id] : undefined
  return event ? subjectOf(run, event) : null
}

/** The keys of the workbench. A key that a focused field or menu needs is left to it. */
export function useKeys(state: State, dispatch: (action: Change) => void): void {
  const theme = useTheme()
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTaken(event)) return
      const action = actionFor(event, state)
      if (action === null) {
        if (event.key === 't' && !hasModifier(event)) chooseTheme(theme === 'light' ? 'dark' : 'light')
        const view = viewIds[state.mode][Number(event.key) - 1]
        if (view !== undefined && !hasModifier(event)) document.getElementById(view)?.focus()
        return
      }
      event.preventDefault()
      dispatch(action)
      if (action.do === 'mode') requestAnimationFrame(focusTable)
    }
    addEventListener('keydown', act)
    return () => removeEventListener('keydown', act)
  }, [state, dispatch, theme])
}

function actionFor(event: KeyboardEvent, state: State): Change | null {
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== 'z') return null
    return { do: event.shiftKey ? 'redo' : 'undo' }
  }
  if (event.altKey) return null
  const { moment, run, mode } = state
  const other = modeKeys[event.key.toLowerCase()]
  if (other !== undefined) return { do: 'mode', mode: mode === other ? 'debug' : other }
  // Nothing is played there; what the table or the lattice knows of, it has taken.
  if (mode !== 'debug') return null
  switch (event.key) {
    case ' ':
      return { do: state.playing ? 'pause' : 'play' }
    case 'ArrowLeft':
    case ',':
      return { do: 'go', moment: event.shiftKey ? (previousHandshake(run, moment) ?? 0) : moment - 1 }
    case 'ArrowRight':
    case '.':
      return { do: 'go', moment: event.shiftKey ? (nextHandshake(run, moment) ?? run.moments) : moment + 1 }
    case 'Home':
      return { do: 'seek', time: 0 }
    case 'End':
      return { do: 'seek', time: run.end.at }
    case '[':
    case ']': {
      const place = (speeds as readonly number[]).indexOf(state.speed) + (event.key === ']' ? 1 : -1)
      return { do: 'speed', speed: speeds[Math.min(Math.max(place, 0), speeds.length - 1)] ?? 1 }
    }
    case 'Escape':
      return { do: 'select', selection: outOf(state) }
    default:
      return null
  }
}

const hasModifier = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.altKey

/**
 * Whether the focused element has its own use for the key. A button keeps Space and Enter if it was reached by
 * keyboard: after a click on it, Space plays.
 */
function isTaken(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('input, textarea, select, [role="menu"], [role="tablist"], [role="dialog"]')) return true
  const presses = event.key === ' ' || event.key === 'Enter'
  const button = presses ? target.closest('button, a[href]') : null
  return button?.matches(':focus-visible') ?? false
}
