import { ChevronsLeft, ChevronsRight, Pause, Play, StepBack, StepForward } from 'lucide-react'
import { nextHandshake, previousHandshake } from '#ui/session/moments.ts'
import type { Change, State } from '#ui/session/state.ts'
import styles from './Transport.module.css'

interface Props {
  readonly state: State
  readonly dispatch: (action: Change) => void
}

/** Play, pause, and the steps: by event, and from handshake to handshake. */
export function Transport({ state, dispatch }: Props) {
  const { playing, moment, run } = state
  const isAtStart = moment === 0 && state.time === 0
  const before = previousHandshake(run, moment) ?? 0
  const next = nextHandshake(run, moment)
  return (
    <div className={styles.transport} role="toolbar" aria-label="Play the run">
      <button
        type="button"
        aria-label="Previous handshake"
        title="Previous handshake (Shift ←)"
        disabled={isAtStart}
        onClick={() => dispatch({ do: 'go', moment: before })}
      >
        <ChevronsLeft size={18} aria-hidden />
      </button>
      <button
        type="button"
        aria-label="One event back"
        title="One event back (←)"
        disabled={isAtStart}
        onClick={() => dispatch({ do: 'go', moment: moment - 1 })}
      >
        <StepBack size={16} aria-hidden />
      </button>
      <button
        type="button"
        className={styles.play}
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause (Space)' : 'Play (Space)'}
        onClick={() => dispatch({ do: playing ? 'pause' : 'play' })}
      >
        {playing ? (
          <Pause size={16} fill="currentColor" aria-hidden />
        ) : (
          <Play size={16} fill="currentColor" aria-hidden />
        )}
      </button>
      <button
        type="button"
        aria-label="One event on"
        title="One event on (→)"
        disabled={moment >= run.moments}
        onClick={() => dispatch({ do: 'go', moment: moment + 1 })}
      >
        <StepForward size={16} aria-hidden />
      </button>
      <button
        type="button"
        aria-label="Next handshake"
        title="Next handshake (Shift →)"
        disabled={next === null}
        onClick={() => next !== null && dispatch({ do: 'go', moment: next })}
      >
        <ChevronsRight size={18} aria-hidden />
      </button>
    </div>
  )
}
