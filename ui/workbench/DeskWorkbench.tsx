import { DebugMode } from './DebugMode.tsx'
import styles from './DeskWorkbench.module.css'
import { Edit, MatrixMode, PlanMode } from './lazy-parts.ts'
import type { WorkbenchProps } from './props.ts'
import { TopBar } from './TopBar.tsx'

/** The workbench where there is room: everything of a mode at once, under one bar. */
export function DeskWorkbench(props: WorkbenchProps) {
  const { state, view, dispatch } = props
  return (
    <div className={styles.desk}>
      <TopBar state={state} dispatch={dispatch} />
      <main className={styles.main}>
        {state.isEditing ? (
          <Edit state={state} view={view} dispatch={dispatch} />
        ) : (
          <>
            {state.mode === 'debug' && <DebugMode {...props} />}
            {state.mode === 'plan' && <PlanMode state={state} view={view} dispatch={dispatch} />}
            {state.mode === 'matrix' && <MatrixMode state={state} dispatch={dispatch} />}
          </>
        )}
      </main>
    </div>
  )
}
