import { ChevronsLeft, ChevronsRight, Pause, Play, StepBack, StepForward } from 'lucide-react'
import type { Change, State } from '#ui/session/state.ts'
import { CommandButton } from './CommandButton.tsx'
import styles from './Transport.module.css'

/** Play, pause, and the steps: by event, and from handshake to handshake. */
export function Transport({
  state,
  dispatch,
}: {
  readonly state: State
  readonly dispatch: (action: Change) => void
}) {
  const props = { state, dispatch, isTitled: true }
  return (
    <div className={styles.transport} role="toolbar" aria-label="Play the run">
      <CommandButton {...props} id="previousHandshake">
        <ChevronsLeft size={18} aria-hidden />
      </CommandButton>
      <CommandButton {...props} id="back">
        <StepBack size={16} aria-hidden />
      </CommandButton>
      <CommandButton {...props} id={state.playing ? 'pause' : 'play'} className={styles.play}>
        {state.playing ? (
          <Pause size={16} fill="currentColor" aria-hidden />
        ) : (
          <Play size={16} fill="currentColor" aria-hidden />
        )}
      </CommandButton>
      <CommandButton {...props} id="on">
        <StepForward size={16} aria-hidden />
      </CommandButton>
      <CommandButton {...props} id="nextHandshake">
        <ChevronsRight size={18} aria-hidden />
      </CommandButton>
    </div>
  )
}
