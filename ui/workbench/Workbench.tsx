import { Undo2 } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import { checkOrder } from '#sim/plan/check.ts'
import { mixedStates } from '#sim/plan/mixed-state.ts'
import type { Counterexample } from '#sim/plan/model.ts'
import type { Run } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { rolloutSteps } from '#sim/scenario/order/units.ts'
import { isBroken } from '#sim/scenario/outcome.ts'
import { narrate } from '#sim/views/narrate.ts'
import type { ClusterView } from '#sim/views/view.ts'
import { Cluster } from '#ui/cluster/Cluster.tsx'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf, wordOf } from '#ui/glyphs/outcome.ts'
import { inspectorIn, withInspector } from '#ui/inspect/asked.ts'
import { eventsUntil } from '#ui/inspector/facts.ts'
import { Inspector } from '#ui/inspector/Inspector.tsx'
import { useAppNarrower } from '#ui/kit/useAppNarrower.ts'
import { MatrixMode } from '#ui/matrix/MatrixMode.tsx'
import { OrderLane } from '#ui/order/OrderLane.tsx'
import { brokenPairs } from '#ui/order/say.ts'
import { PlanMode } from '#ui/plan/PlanMode.tsx'
import { without } from '#ui/planning/steps.ts'
import { failureAfter } from '#ui/session/moments.ts'
import type { Selection } from '#ui/session/selection.ts'
import type { Session } from '#ui/session/session.ts'
import type { Change, Mode, State } from '#ui/session/state.ts'
import { useAddress } from '#ui/share/address.ts'
import { Timeline } from '#ui/timeline/Timeline.tsx'
import { Actions } from './Actions.tsx'
import { Legend } from './Legend.tsx'
import { Notice } from './Notice.tsx'
import { PhoneWorkbench } from './PhoneWorkbench.tsx'
import { TopBar } from './TopBar.tsx'
import { useKeys } from './useKeys.ts'
import { useWorkbench } from './useWorkbench.ts'
import styles from './Workbench.module.css'

const Inspectors = lazy(async () => ({ default: (await import('#ui/inspect/Inspectors.tsx')).Inspectors }))

/** What a link says of how the run is to be looked at. */
export interface Look {
  readonly time?: number
  readonly selection?: Selection | null
  readonly mode?: Mode
  /** The cell of the matrix. */
  readonly cell?: PairChoice
  /** The digest of the run that whoever made the link saw. */
  readonly digest?: string
}

/** What every layout of the workbench is given. */
export interface WorkbenchProps {
  readonly state: State
  readonly view: ClusterView
  readonly scenarios: readonly Scenario[]
  readonly narration: string
  readonly dispatch: (action: Change) => void
}

/** One run, in linked views. */
export function Workbench({
  session,
  look,
  scenarios,
}: {
  readonly session: Session
  readonly look: Look | null
  readonly scenarios: readonly Scenario[]
}) {
  const { state, view, dispatch } = useWorkbench(session, look)
  const narration = useMemo(() => narrationAt(state.run, state.moment), [state.run, state.moment])
  const isPhone = useAppNarrower(760)
  useKeys(state, dispatch)
  useAddress(state)
  const [inspector, setInspector] = useState(() => inspectorIn(location.search))
  const closeInspector = () => {
    history.replaceState(null, '', withInspector(location.href, null))
    setInspector(null)
  }
  const props: WorkbenchProps = { state, view, scenarios, narration, dispatch }
  return (
    <>
      <Notice run={state.run} expected={look?.digest} />
      {isPhone ? <PhoneWorkbench {...props} /> : <DeskWorkbench {...props} />}
      <LiveNarration text={narration} />
      {inspector && (
        <Suspense fallback={null}>
          <Inspectors
            kind={inspector}
            onClose={closeInspector}
            state={state}
            view={view}
            dispatch={dispatch}
          />
        </Suspense>
      )}
    </>
  )
}

function DeskWorkbench(props: WorkbenchProps) {
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

/** One run: its cluster, what is selected in it, its time, and the order of its upgrade. */
function DebugMode({ state, view, narration, dispatch }: WorkbenchProps) {
  const { run, time, selection } = state
  const select = (picked: Selection | null) => dispatch({ do: 'select', selection: picked })
  return (
    <>
      <Group orientation="vertical" className={styles.panels} id="rows">
        <Panel defaultSize="63%" minSize="240px" id="upper">
          <Group orientation="horizontal" className={styles.panels} id="columns">
            <Panel defaultSize="39%" minSize="360px" id="left">
              <section id="cluster" className={styles.cluster} aria-label="Cluster" tabIndex={-1}>
                <ClusterHead
                  view={view}
                  onWhole={state.session.pair ? () => dispatch({ do: 'run all' }) : null}
                />
                <Cluster
                  model={run.cluster}
                  view={view}
                  time={time}
                  selection={selection}
                  onSelect={select}
                />
                <footer className={styles.foot}>
                  <Actions state={state} view={view} dispatch={dispatch} />
                  <Legend />
                </footer>
              </section>
            </Panel>
            <Separator className={styles.divider} aria-label="Width of the cluster" />
            <Panel minSize="420px" id="right">
              <div id="inspector" className={styles.inspector} tabIndex={-1}>
                <Inspector state={state} view={view} dispatch={dispatch} />
              </div>
            </Panel>
          </Group>
        </Panel>
        <Separator className={styles.divider} aria-label="Height of the timeline" />
        <Panel minSize="150px" id="lower">
          <section id="timeline" className={styles.timeline} aria-label="Timeline" tabIndex={-1}>
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
          </section>
        </Panel>
      </Group>
      {!state.session.pair && (
        <section id="order" className={styles.order} aria-label="Order of the upgrade" tabIndex={-1}>
          <Order state={state} view={view} dispatch={dispatch} />
        </section>
      )}
    </>
  )
}

/** The order lane, tied to the run. */
export function Order({ state, view, dispatch }: Pick<WorkbenchProps, 'state' | 'view' | 'dispatch'>) {
  const { session, selection, past } = state
  const { scenario, steps } = session
  const showExample = ({ steps: few, seed, fault }: Counterexample) => {
    const first = rolloutSteps(few)
    const all = [...first, ...without(steps, first)]
    const reached = mixedStates(scenario, first).at(-1)
    dispatch({
      do: 'reach failure',
      session: { ...session, steps: all, seed: seed ?? session.seed },
      steps: first.length,
      pairs: fault.pair && reached ? brokenPairs(reached) : [],
    })
  }
  const showFailure = (step: number, pairs: readonly string[]) => {
    const isSeen = failureAfter(state.run, step + 1, pairs) !== null
    // Where this run is lucky, another one shows it.
    const { counterexample = null } = isSeen ? {} : checkOrder(scenario, steps.slice(0, step + 1))
    if (counterexample !== null && counterexample.seed !== null) showExample(counterexample)
    else dispatch({ do: 'reach failure', session, steps: step + 1, pairs })
  }
  return (
    <OrderLane
      scenario={scenario}
      steps={steps}
      rollout={view.rollout}
      selection={selection}
      canUndo={past.length > 0}
      onUndo={() => dispatch({ do: 'undo' })}
      onReorder={(order) => dispatch({ do: 'revise', session: { ...session, steps: order } })}
      onSelect={(picked) => dispatch({ do: 'select', selection: picked })}
      onGoTo={(step) => dispatch({ do: 'reach', session, steps: step === null ? 0 : step + 1 })}
      onFailure={showFailure}
      onExample={showExample}
    />
  )
}

function ClusterHead({
  view,
  onWhole,
}: {
  readonly view: ClusterView
  /** Leads from a pair on its own back to the whole cluster; null where that is what is shown. */
  readonly onWhole: (() => void) | null
}) {
  const roles = [...new Set(view.nodes.map(({ role }) => role))].map(
    (role) => `${count(view.nodes.filter((node) => node.role === role).length, role)}`,
  )
  const worst = view.pairs.filter(
    ({ status }) => status !== 'down' && status !== 'handshake' && isBroken(status),
  )
  const first = worst[0]
  return (
    <header className={styles.head}>
      <h2>Cluster</h2>
      <span className={styles.quiet}>
        {roles.join(', ')}, {count(view.pairs.length, 'link')}
      </span>
      {onWhole && (
        <button type="button" className={styles.whole} onClick={onWhole}>
          <Undo2 size={14} aria-hidden /> Whole cluster
        </button>
      )}
      <span className={styles.spring} />
      {first && (
        <span className={styles.verdict} data-tone={toneOf(first.status)}>
          <OutcomeGlyph outcome={first.status} title="" />
          <b>
            {worst.filter(({ status }) => status === first.status).length} {wordOf(first.status)}
          </b>
        </span>
      )}
    </header>
  )
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

/** The last thing worth telling that has happened. */
function narrationAt(run: Run, moment: number): string {
  for (let i = eventsUntil(run, moment) - 1; i >= 0; i--) {
    const event = run.trace[i]
    const sentence = event && narrate(run.cluster, run.trace, event)
    if (sentence?.isNews) return `${sentence.text}.`
  }
  return 'The cluster starts. Space plays the run.'
}

/** The narration for those who listen: at most one sentence a second. */
function LiveNarration({ text }: { readonly text: string }) {
  const [said, setSaid] = useState(text)
  const last = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, 1_000 - (performance.now() - last.current))
    const timer = setTimeout(() => {
      last.current = performance.now()
      setSaid(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  )
}
