import { Group, Panel, Separator } from 'react-resizable-panels'
import { Cluster } from '#ui/cluster/Cluster.tsx'
import { Inspector } from '#ui/inspector/Inspector.tsx'
import panels from '#ui/kit/panels.module.css'
import type { Selection } from '#ui/session/selection.ts'
import { Actions } from './Actions.tsx'
import { ClusterHead } from './ClusterHead.tsx'
import styles from './DebugMode.module.css'
import { Legend } from './Legend.tsx'
import { Order } from './lazy-parts.ts'
import type { WorkbenchProps } from './props.ts'
import { RunTimeline } from './RunTimeline.tsx'
import { ViewBoundary } from './ViewBoundary.tsx'

/** One run: its cluster, what is selected in it, its time, and the order of its upgrade. */
export function DebugMode({ state, view, narration, dispatch }: WorkbenchProps) {
  const { run, time, selection } = state
  const select = (picked: Selection | null) => dispatch({ do: 'select', selection: picked })
  return (
    <>
      <Group orientation="vertical" className={panels.panels} id="rows">
        <Panel defaultSize="63%" minSize="240px" id="upper">
          <Group orientation="horizontal" className={panels.panels} id="columns">
            <Panel defaultSize="39%" minSize="360px" id="left">
              <section id="cluster" className={styles.cluster} aria-label="Cluster" tabIndex={-1}>
                <ClusterHead
                  scenario={state.session.scenario}
                  view={view}
                  onWhole={state.session.pair ? () => dispatch({ do: 'run all' }) : null}
                />
                <ViewBoundary name="The cluster" state={state}>
                  <Cluster
                    model={run.cluster}
                    view={view}
                    time={time}
                    selection={selection}
                    onSelect={select}
                  />
                </ViewBoundary>
                <footer className={styles.foot}>
                  <Actions state={state} view={view} dispatch={dispatch} />
                  <Legend />
                </footer>
              </section>
            </Panel>
            <Separator className={panels.divider} aria-label="Width of the cluster" />
            <Panel minSize="420px" id="right">
              <div id="inspector" className={styles.inspector} tabIndex={-1}>
                <ViewBoundary name="The inspector" state={state}>
                  <Inspector state={state} view={view} dispatch={dispatch} />
                </ViewBoundary>
              </div>
            </Panel>
          </Group>
        </Panel>
        <Separator className={panels.divider} aria-label="Height of the timeline" />
        <Panel minSize="150px" id="lower">
          <section id="timeline" className={styles.timeline} aria-label="Timeline" tabIndex={-1}>
            <ViewBoundary name="The timeline" state={state}>
              <RunTimeline state={state} narration={narration} dispatch={dispatch} />
            </ViewBoundary>
          </section>
        </Panel>
      </Group>
      {!state.session.pair && (
        <section id="order" className={styles.order} aria-label="Order of the upgrade" tabIndex={-1}>
          <ViewBoundary name="The order" state={state}>
            <Order state={state} view={view} dispatch={dispatch} />
          </ViewBoundary>
        </section>
      )}
    </>
  )
}
