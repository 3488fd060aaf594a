import { MatrixMode } from '#ui/matrix/MatrixMode.tsx'
import { PlanMode } from '#ui/plan/PlanMode.tsx'
import { DebugMode } from './DebugMode.tsx'
import styles from './DeskWorkbench.module.css'
import type { WorkbenchProps } from './props.ts'
import { TopBar } from './TopBar.tsx'

/** The workbench where there is room: everything of a mode at once, under one bar. */
export function DeskWorkbench(props: WorkbenchProps) {
  const { state, view, scenarios, dispatch } = props
  return (
    <div className={styles.desk}>
      <TopBar state={state} scenarios={scenarios} dispatch={dispatch} />
      <main className={styles.main}>
        {state.mode === 'debug' && <DebugMode {...props} />}
        {state.mode === 'plan' && <PlanMode state={state} view={view} dispatch={dispatch} />}
        {state.mode === 'matrix' && <MatrixMode state={state} dispatch={dispatch} />}
      </main>
    </div>
  )
}
