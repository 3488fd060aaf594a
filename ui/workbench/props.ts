import type { ClusterView } from '#sim/views/view.ts'
import type { Change, State } from '#ui/session/state.ts'

/** What every layout of the workbench is given. */
export interface WorkbenchProps {
  readonly state: State
  readonly view: ClusterView
  readonly narration: string
  readonly dispatch: (action: Change) => void
}
