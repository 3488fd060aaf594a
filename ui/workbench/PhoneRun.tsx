import { Pause, Play, StepBack, StepForward } from 'lucide-react'
import { Slider, Tabs } from 'radix-ui'
import { sayTime } from '#sim/text/say-time.ts'
import { Cluster } from '#ui/cluster/Cluster.tsx'
import { Inspector } from '#ui/inspector/Inspector.tsx'
import controls from '#ui/kit/controls.module.css'
import type { Selection } from '#ui/session/selection.ts'
import { Actions } from './Actions.tsx'
import { CommandButton } from './CommandButton.tsx'
import { Landmarks } from './Landmarks.tsx'
import { Order } from './lazy-parts.ts'
import styles from './PhoneRun.module.css'
import type { WorkbenchProps } from './props.ts'
import { RunTimeline } from './RunTimeline.tsx'
import { SpeedMenu } from './SpeedMenu.tsx'

/** The run: what is happening, the cluster, one view of it, and the player. */
export function PhoneRun({ state, view, narration, dispatch }: WorkbenchProps) {
  const { run, session, time, selection, playing } = state
  const select = (picked: Selection | null) => dispatch({ do: 'select', selection: picked })
  return (
    <>
      <p className={styles.narration}>{narration}</p>
      <main className={styles.main}>
        <section className={styles.cluster} aria-label="Cluster">
          <Cluster model={run.cluster} view={view} time={time} selection={selection} onSelect={select} />
        </section>
        <div className={styles.sheet}>
          <Tabs.Content value="why" className={styles.body}>
            <Actions state={state} view={view} dispatch={dispatch} isPhone />
            <Inspector state={state} view={view} dispatch={dispatch} />
          </Tabs.Content>
          <Tabs.Content value="timeline" className={styles.body}>
            <div className={styles.timeline}>
              <RunTimeline state={state} narration={narration} dispatch={dispatch} />
            </div>
          </Tabs.Content>
          <Tabs.Content value="order" className={styles.body}>
            {session.pair ? (
              <p className={styles.alone}>
                These two are on their own: there is nothing to upgrade.
                <button type="button" className={controls.button} onClick={() => dispatch({ do: 'run all' })}>
                  Whole cluster
                </button>
              </p>
            ) : (
              <Order state={state} view={view} dispatch={dispatch} />
            )}
          </Tabs.Content>
        </div>
      </main>
      <div className={styles.player}>
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
        <div className={styles.transport}>
          <CommandButton
            id="back"
            state={state}
            dispatch={dispatch}
            isOff={state.moment === 0}
            className={styles.control}
          >
            <StepBack size={20} aria-hidden />
          </CommandButton>
          <CommandButton
            id={playing ? 'pause' : 'play'}
            state={state}
            dispatch={dispatch}
            className={`${styles.control} ${styles.play}`}
          >
            {playing ? (
              <Pause size={18} fill="currentColor" aria-hidden />
            ) : (
              <Play size={18} fill="currentColor" aria-hidden />
            )}
          </CommandButton>
          <CommandButton id="on" state={state} dispatch={dispatch} className={styles.control}>
            <StepForward size={20} aria-hidden />
          </CommandButton>
          <span className={styles.spring} />
          <b className={styles.clock}>{sayTime(time)}</b>
          <SpeedMenu state={state} dispatch={dispatch} />
        </div>
      </div>
    </>
  )
}
