import {
  CircleHelp,
  Grid3x3,
  ListOrdered,
  Pause,
  Play,
  Route,
  StepBack,
  StepForward,
  Workflow,
} from 'lucide-react'
import { Slider, Tabs } from 'radix-ui'
import { memo, useState } from 'react'
import type { Run } from '#sim/run/run.ts'
import { Cluster } from '#ui/cluster/Cluster.tsx'
import { Inspector } from '#ui/inspector/Inspector.tsx'
import { sayTime } from '#ui/kit/say-time.ts'
import { MatrixMode } from '#ui/matrix/MatrixMode.tsx'
import { PlanMode } from '#ui/plan/PlanMode.tsx'
import type { Selection } from '#ui/session/selection.ts'
import { openSession } from '#ui/session/session.ts'
import { Timeline } from '#ui/timeline/Timeline.tsx'
import { Actions } from './Actions.tsx'
import { Logo } from './Logo.tsx'
import { Share } from './Share.tsx'
import { ScenarioMenu, sayOrder, ThemeButton } from './TopBar.tsx'
import { SpeedMenu } from './Transport.tsx'
import styles from './Workbench.module.css'
import { Order, type WorkbenchProps } from './Workbench.tsx'

/** Where on the slider nodes are taken down and connections break. */
const Landmarks = memo(function Landmarks({ run }: { readonly run: Run }) {
  const share = (at: number) => `${(at / run.end.at) * 100}%`
  return (
    <span className={styles.landmarks} aria-hidden="true">
      {run.trace.map((event) => {
        if (event.kind === 'transition' && event.actor.startsWith('node ') && event.from[0] === 'running') {
          return <i key={event.id} className={styles.diamond} style={{ left: share(event.at) }} />
        }
        return event.kind === 'attempt' && event.severity === 'error' ? (
          <i key={event.id} className={styles.failure} style={{ left: share(event.at) }} />
        ) : null
      })}
    </span>
  )
})

/**
 * The workbench on a phone: the cluster stays in sight, and one view at a time stands below it. The matrix, which is
 * about no run, is a view among the others there, and takes the whole page.
 */
export function PhoneWorkbench(props: WorkbenchProps) {
  const { state, view, scenarios, dispatch } = props
  const { session, mode } = state
  const [tab, setTab] = useState('why')
  const open = (name: string) => {
    const other = name === 'matrix' || name === 'plan' ? name : null
    dispatch({ do: 'mode', mode: other ?? 'debug' })
    if (other === null) setTab(name)
  }
  return (
    <Tabs.Root className={styles.phone} value={mode === 'debug' ? tab : mode} onValueChange={open}>
      <header className={styles.phoneTop}>
        <h1 className={styles.phoneBrand}>
          <Logo /> <span className="visually-hidden">Parley</span>
        </h1>
        <ScenarioMenu
          session={session}
          detail={mode === 'debug' ? sayOrder(session) : null}
          scenarios={scenarios}
          onOpen={(scenario) => dispatch({ do: 'open', session: openSession(scenario) })}
        />
        <span className={styles.spring} />
        <ThemeButton />
        <Share state={state} compact />
      </header>
      {mode === 'debug' ? (
        <PhoneRun {...props} />
      ) : (
        <main className={styles.phoneMain}>
          <Tabs.Content value={mode} className={styles.phonePage} tabIndex={-1}>
            {mode === 'plan' ? (
              <PlanMode state={state} view={view} dispatch={dispatch} isPhone />
            ) : (
              <MatrixMode state={state} dispatch={dispatch} isPhone />
            )}
          </Tabs.Content>
        </main>
      )}
      <Tabs.List className={styles.phoneTabs} aria-label="Views">
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
          <Route size={20} aria-hidden /> Plan
        </Tabs.Trigger>
        <Tabs.Trigger value="matrix">
          <Grid3x3 size={20} aria-hidden /> Matrix
        </Tabs.Trigger>
      </Tabs.List>
    </Tabs.Root>
  )
}

/** The run: what is happening, the cluster, one view of it, and the player. */
function PhoneRun({ state, view, narration, dispatch }: WorkbenchProps) {
  const { run, session, time, selection, playing, moment } = state
  const select = (picked: Selection | null) => dispatch({ do: 'select', selection: picked })
  return (
    <>
      <p className={styles.narration}>{narration}</p>
      <main className={styles.phoneMain}>
        <section className={styles.phoneCluster} aria-label="Cluster">
          <Cluster model={run.cluster} view={view} time={time} selection={selection} onSelect={select} />
        </section>
        <div className={styles.sheet}>
          <Tabs.Content value="why" className={styles.sheetBody}>
            <Actions state={state} view={view} dispatch={dispatch} />
            <Inspector state={state} view={view} dispatch={dispatch} />
          </Tabs.Content>
          <Tabs.Content value="timeline" className={styles.sheetBody}>
            <div className={styles.phoneTimeline}>
              <Timeline
                run={run}
                time={time}
                selection={selection}
                narration={narration}
                knownUntil={state.known}
                onStep={(direction) => dispatch({ do: 'go', moment: state.moment + direction })}
                onSeek={(to) => dispatch({ do: 'seek', time: to })}
                onSelect={select}
              />
            </div>
          </Tabs.Content>
          <Tabs.Content value="order" className={styles.sheetBody}>
            {session.pair ? (
              <p className={styles.alone}>
                These two are on their own: there is nothing to upgrade.
                <button type="button" className={styles.button} onClick={() => dispatch({ do: 'run all' })}>
                  Whole cluster
                </button>
              </p>
            ) : (
              <Order state={state} view={view} dispatch={dispatch} />
            )}
          </Tabs.Content>
        </div>
      </main>
      <div className={styles.phonePlayer}>
        <Slider.Root
          className={styles.slider}
          min={0}
          max={run.end.at}
          step={1}
          value={[time]}
          onValueChange={([to = 0]) => dispatch({ do: 'seek', time: to })}
        >
          <Slider.Track className={styles.track}>
            <Slider.Range className={styles.range} />
          </Slider.Track>
          <Landmarks run={run} />
          <Slider.Thumb className={styles.thumb} aria-label="Time" aria-valuetext={sayTime(time)} />
        </Slider.Root>
        <div className={styles.phoneTransport}>
          <button
            type="button"
            aria-label="One event back"
            disabled={moment === 0}
            onClick={() => dispatch({ do: 'go', moment: moment - 1 })}
          >
            <StepBack size={20} aria-hidden />
          </button>
          <button
            type="button"
            className={styles.play}
            aria-label={playing ? 'Pause' : 'Play'}
            onClick={() => dispatch({ do: playing ? 'pause' : 'play' })}
          >
            {playing ? (
              <Pause size={18} fill="currentColor" aria-hidden />
            ) : (
              <Play size={18} fill="currentColor" aria-hidden />
            )}
          </button>
          <button
            type="button"
            aria-label="One event on"
            disabled={moment >= run.moments}
            onClick={() => dispatch({ do: 'go', moment: moment + 1 })}
          >
            <StepForward size={20} aria-hidden />
          </button>
          <span className={styles.spring} />
          <b className={styles.phoneClock}>{sayTime(time)}</b>
          <SpeedMenu state={state} dispatch={dispatch} />
        </div>
      </div>
    </>
  )
}
