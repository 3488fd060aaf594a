import type { Selection } from '#ui/session/selection.ts'
import { Timeline } from '#ui/timeline/Timeline.tsx'
import type { WorkbenchProps } from './props.ts'

/** The timeline, tied to the run. */
export function RunTimeline({
  state,
  narration,
  dispatch,
}: Pick<WorkbenchProps, 'state' | 'narration' | 'dispatch'>) {
  const { run, time, selection, known, moment } = state
  return (
    <Timeline
      run={run}
      time={time}
      selection={selection}
      narration={narration}
      knownUntil={known}
      onStep={(direction) => dispatch({ do: 'go', moment: moment + direction })}
      onSeek={(to) => dispatch({ do: 'seek', time: to })}
      onSelect={(picked: Selection | null) => dispatch({ do: 'select', selection: picked })}
    />
  )
}
