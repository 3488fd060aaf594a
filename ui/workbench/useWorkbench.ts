import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import { stateAfter } from '#sim/run/run.ts'
import { type ClusterView, viewOf } from '#sim/views/view.ts'
import { aboutShown, refuse } from '#ui/document/about.ts'
import type { Look } from '#ui/session/look.ts'
import type { Made } from '#ui/session/made.ts'
import { begin, type Change, change, isRevision, type State } from '#ui/session/state.ts'

interface Workbench {
  readonly state: State
  /** What there is to see at the moment that is shown. It changes with the moment, not with the time. */
  readonly view: ClusterView
  readonly dispatch: (action: Change) => void
}

/** A workbench that starts with this run, at the time of the look if it has one, and lets time pass as it plays. */
export function useWorkbench(made: Made, look: Look | null): Workbench {
  const [state, apply] = useReducer(change, null, () => {
    const start = begin(made)
    const seen = look?.time === undefined ? start : change(start, { do: 'seek', time: look.time })
    const { selection = seen.selection, mode = seen.mode, cell = seen.cell, isEditing = false } = look ?? {}
    return { ...seen, selection, mode, cell, isEditing }
  })
  const latest = useRef(state)
  latest.current = state
  // What another tab changes, or a newer Parley has, is not changed here.
  const dispatch = useCallback((action: Change) => {
    const { access = 'here' } = aboutShown() ?? {}
    if (access !== 'here' && isRevision(latest.current, action)) refuse()
    else apply(action)
  }, [])
  const { run, moment, playing } = state
  const view = useMemo(() => viewOf(run.cluster, stateAfter(run, moment)), [run, moment])

  useEffect(() => {
    if (!playing) return
    let last: number | null = null
    let frame = requestAnimationFrame(function next(now) {
      // A page that was hidden does not catch up.
      if (last !== null) dispatch({ do: 'advance', by: Math.min(now - last, 100) })
      last = now
      frame = requestAnimationFrame(next)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing, dispatch])

  return { state, view, dispatch }
}
