import { DebugMode } from './DebugMode.tsx'
import styles from './DeskWorkbench.module.css'
import { Edit, MatrixMode, PlanMode } from './lazy-parts.ts'
import type { WorkbenchProps } from './props.ts'
import { TopBar } from './TopBar.tsx'
import { ViewBoundary } from './ViewBoundary.tsx'

/** The workbench where there is room: everything of a mode at once, under one bar. */
export function DeskWorkbench(props: WorkbenchProps) {
  const { state, view, dispatch } = props
  return (
    <div className={styles.desk}>
      <TopBar state={state} dispatch={dispatch} />
      <main className={styles.main}>
        {state.isEditing ? (
          <ViewBoundary name="The editor" state={state}>
            <Edit state={state} view={view} dispatch={dispatch} />
          </ViewBoundary>
        ) : (
          <>
            {state.mode === 'debug' && <DebugMode {...props} />}
            {state.mode === 'plan' && (
              <ViewBoundary name="The plan" state={state}>
                <PlanMode state={state} view={view} dispatch={dispatch} />
              </ViewBoundary>
            )}
            {state.mode === 'matrix' && (
              <ViewBoundary name="The matrix" state={state}>
                <MatrixMode state={state} dispatch={dispatch} />
              </ViewBoundary>
            )}
          </>
        )}
      </main>
    </div>
  )
}
