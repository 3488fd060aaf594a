import { useCallback, useEffect, useRef } from 'react'
import { send } from '#sim/inspect/send.ts'
import type { Bridge, Host } from '#sim/inspect/xstate4/bridge.ts'
import { stateAfter } from '#sim/run/run.ts'
import type { ClusterView } from '#sim/views/view.ts'
import type { Selection } from '#ui/session/selection.ts'
import type { Change, State } from '#ui/session/state.ts'
import { subjectOfActor } from '#ui/session/subject.ts'
import { actorOf, latestOf } from './actor-of.ts'

export interface Shown {
  readonly state: State
  readonly view: ClusterView
  readonly dispatch: (action: Change) => void
}

/**
 * Ties an inspector to the workbench: it shows the run at the scrubber, what it sends is done to the run, and what is
 * selected in one is selected in the other.
 *
 * @param attach makes the bridge, and another one whenever it is another function
 */
export function useInspector({ state, view, dispatch }: Shown, attach: (host: Host) => Bridge | null): void {
  const bridge = useRef<Bridge | null>(null)
  /** What the inspector looks at. */
  const looked = useRef<string | null>(null)
  /** Selections that say nothing to the inspector: it made them, or looks at what cannot be selected here. */
  const passed = useRef(new WeakSet<Selection>())
  const latest = useRef({ state, view })
  latest.current = { state, view }

  const show = useCallback(() => {
    const { run, time, moment } = latest.current.state
    bridge.current?.show({ run, at: time, moment })
  }, [])

  useEffect(() => {
    const made = attach({
      send(actor, event) {
        const { run, time, moment } = latest.current.state
        const sending = send(run, stateAfter(run, moment), time, actor, event)
        if (!sending.ok) return sending.reason
        const { at, ...intervention } = sending.intervention
        dispatch({ do: 'intervene', intervention, at })
        return null
      },
      seek: (time) => dispatch({ do: 'seek', time }),
      selected(actor) {
        looked.current = actor
        const { run, selection } = latest.current.state
        const subject = actor === null ? null : subjectOfActor(run, actor)
        const silent = subject ?? selection
        if (silent !== null) passed.current.add(silent)
        if (subject !== null) dispatch({ do: 'select', selection: subject })
      },
    })
    bridge.current = made
    show()
    if (looked.current !== null) made?.select(looked.current)
    return () => {
      bridge.current = null
      made?.end()
    }
  }, [attach, dispatch, show])

  const { run, time, moment, selection } = state
  useEffect(() => bridge.current?.show({ run, at: time, moment }), [run, time, moment])

  useEffect(() => {
    // Whoever chose an end there means this one. Of two, the first may come to be selected here when the second is looked at.
    if (selection !== null && passed.current.has(selection)) return
    const next = actorOf(run, view, selection, looked.current)
    if (next === null) return
    // Whoever chooses a pair here means its last connection.
    const followed = latestOf(run, view, next)
    if (followed === looked.current) return
    looked.current = followed
    bridge.current?.select(followed)
  }, [run, view, selection])
}
