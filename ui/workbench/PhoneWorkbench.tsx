import { CircleHelp, Grid3x3, ListOrdered, Route, Workflow } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { useAppNarrower } from '#ui/kit/useAppNarrower.ts'
import { modeNames } from '#ui/session/mode-names.ts'
import { saySession } from '#ui/session/say-session.ts'
import { EditButton } from './EditButton.tsx'
import { Logo } from './Logo.tsx'
import { EditPhone, MatrixMode, PlanMode } from './lazy-parts.ts'
import { PhoneRun } from './PhoneRun.tsx'
import styles from './PhoneWorkbench.module.css'
import type { WorkbenchProps } from './props.ts'
import { ScenarioMenu } from './ScenarioMenu.tsx'
import { Share } from './Share.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import { ViewBoundary } from './ViewBoundary.tsx'

/**
 * The workbench on a phone: the cluster stays in sight, and one view at a time stands below it. The matrix, which is
 * about no run, is a view among the others there, and takes the whole page.
 */
export function PhoneWorkbench(props: WorkbenchProps) {
  const { state, view, dispatch } = props
  const { session, mode } = state
  const [tab, setTab] = useState('why')
  const isSmall = useAppNarrower(560)
  const open = (name: string) => {
    const other = name === 'matrix' || name === 'plan' ? name : null
    dispatch({ do: 'mode', mode: other ?? 'debug' })
    if (other === null) setTab(name)
  }
  return (
    <Tabs.Root
      className={styles.phone}
      value={state.isEditing ? 'edit' : mode === 'debug' ? tab : mode}
      onValueChange={open}
    >
      <header className={styles.top}>
        <h1 className={styles.brand}>
          <Logo /> <span className="visually-hidden">Parley</span>
        </h1>
        <ScenarioMenu
          state={state}
          detail={mode === 'debug' ? saySession(session) : null}
          isPhone
          dispatch={dispatch}
        />
        <span className={styles.spring} />
        <EditButton
          isEditing={state.isEditing}
          isInvalid={session.draft !== undefined}
          isPhone
          dispatch={dispatch}
        />
        <ThemeButton isPhone />
        <Share state={state} isPhone />
      </header>
      {state.isEditing ? (
        <main className={styles.main}>
          <ViewBoundary name="The editor" state={state}>
            <EditPhone state={state} view={view} dispatch={dispatch} canWrite={!isSmall} />
          </ViewBoundary>
        </main>
      ) : mode === 'debug' ? (
        <ViewBoundary name="The run" state={state}>
          <PhoneRun {...props} />
        </ViewBoundary>
      ) : (
        <main className={styles.main}>
          <Tabs.Content value={mode} className={styles.page} tabIndex={-1}>
            <ViewBoundary name={mode === 'plan' ? 'The plan' : 'The matrix'} state={state} key={mode}>
              {mode === 'plan' ? (
                <PlanMode state={state} view={view} dispatch={dispatch} isPhone />
              ) : (
                <MatrixMode state={state} dispatch={dispatch} isPhone />
              )}
            </ViewBoundary>
          </Tabs.Content>
        </main>
      )}
      <Tabs.List className={styles.tabs} aria-label="Views">
        <Tabs.Trigger value="why">
          <CircleHelp size={20} aria-hidden /> Why
        </Tabs.Trigger>
        <Tabs.Trigger value="timeline">
          <Workflow size={20} aria-hidden /> Timeline
        </Tabs.Trigger>
        <Tabs.Trigger value="order">
          <ListOrdered size={20} aria-hidden /> Order
        </Tabs.Trigger>
        <Tabs.Trigger value="plan">
          <Route size={20} aria-hidden /> {modeNames.plan}
        </Tabs.Trigger>
        <Tabs.Trigger value="matrix">
          <Grid3x3 size={20} aria-hidden /> {modeNames.matrix}
        </Tabs.Trigger>
      </Tabs.List>
    </Tabs.Root>
  )
}
