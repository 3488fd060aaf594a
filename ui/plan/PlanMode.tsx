import { type ReactNode, useMemo, useState } from 'react'
import type { Upgrade } from '#sim/scenario/model.ts'
import type { ClusterView } from '#sim/views/view.ts'
import { commands } from '#ui/commands/commands.ts'
import type { PlanAnswer } from '#ui/planning/compute.ts'
import { orderOf } from '#ui/planning/order-of.ts'
import { type PlanState, usePlan } from '#ui/planning/usePlan.ts'
import type { Change, State } from '#ui/session/state.ts'
import { changeOfTarget } from './change-of-target.ts'
import { LatticeGhost, RunbookGhost, SummaryGhost } from './Ghosts.tsx'
import { stateOfRun } from './here.ts'
import { Lattice } from './lattice/Lattice.tsx'
import { orderTo, walk } from './lattice/walk.ts'
import { OrderList } from './OrderList.tsx'
import { Orders } from './Orders.tsx'
import styles from './PlanMode.module.css'
import { Runbook } from './Runbook.tsx'
import { Summary } from './Summary.tsx'
import { TargetMenus } from './TargetMenus.tsx'

export interface PlanModeProps {
  readonly state: State
  readonly view: ClusterView
  readonly dispatch: (action: Change) => void
  readonly isPhone?: boolean
}

/** The Plan mode: every order of the upgrade, counted; yours and the best one; every mixed state; a runbook. */
export function PlanMode(props: PlanModeProps) {
  const { state, dispatch } = props
  const { session } = state
  const { scenario } = session
  const isEmpty = scenario.upgrade.steps.length === 0
  const found = usePlan(isEmpty ? null : scenario)
  const menus = (
    <TargetMenus session={session} onTarget={(target) => dispatch(changeOfTarget(session, target))} />
  )
  if (!isEmpty) return <PlanView {...props} found={found} menus={menus} />
  return (
    <div className={styles.empty}>
      <h2>Nothing is upgraded here</h2>
      <p>
        {scenario.title} says how releases meet, and plans no upgrade from one to another. Choose where one is
        to lead, or open a scenario that has its own.
      </p>
      <div className={styles.menus}>{menus}</div>
    </div>
  )
}

/** A plan, or as much of it as is known. */
export function PlanView({
  state,
  view,
  dispatch,
  isPhone = false,
  found: { answer, status, what },
  menus,
}: PlanModeProps & { readonly found: PlanState; readonly menus: ReactNode }) {
  const { session, selection } = state
  const { scenario, steps } = session
  const [isBackShown, setBackShown] = useState(false)
  const back = isBackShown ? (answer?.plan.rollback.ways.at(-1)?.phases ?? null) : null
  const isOld = answer !== null && answer.scenario !== scenario
  const best = useMemo(() => (answer ? orderOf(answer.scenario, answer.plan.phases.flat()) : []), [answer])
  const lattice = answer?.lattice
  const here = useMemo(() => (lattice ? stateOfRun(lattice, view) : null), [lattice, view])

  const goTo = (order: Upgrade['steps'], taken: number) =>
    dispatch({
      do: 'reach',
      session: isSame(order, steps) ? session : { ...session, steps: order },
      steps: taken,
    })
  const goToState = (key: string, via?: string) => {
    if (answer === null || isOld) return
    const order = baseOrder(answer, steps)
    const way = orderTo(answer.lattice, key, order, via)
    if (way) goTo(way.steps, way.taken)
  }
  const use = () => dispatch({ do: 'revise', session: { ...session, steps: best } })
  const watch = () => {
    if (!isSame(best, steps)) use()
    dispatch({ do: 'mode', mode: 'debug' })
    dispatch({ do: 'seek', time: Math.max(scenario.upgrade.at - 1, 0) })
    dispatch({ do: 'play' })
  }

  const summary = answer ? (
    <Summary scenario={answer.scenario} plan={answer.plan} />
  ) : (
    <SummaryGhost what={what} />
  )
  const failure = status === 'failed' && (
    <p className={styles.failure} role="alert">
      The plan could not be worked out in this browser: {what}. The command line may have room for it:{' '}
      <code>parley plan {scenario.name}</code>
    </p>
  )
  const orders = {
    scenario,
    planned: answer,
    back,
    steps,
    rollout: view.rollout,
    selection,
    canUndo: !commands.undo.isIdle(state),
    onUndo: () => commands.undo.does(state, dispatch),
    onReorder: (order: Upgrade['steps']) => dispatch({ do: 'revise', session: { ...session, steps: order } }),
    onSelect: (picked: typeof selection) => dispatch({ do: 'select', selection: picked }),
    onGoTo: goTo,
  }
  const picture = answer ? (
    <Lattice
      scenario={answer.scenario}
      lattice={answer.lattice}
      order={baseOrder(answer, steps)}
      isYours={isDrawn(answer, steps)}
      here={isOld ? null : here}
      onGo={goToState}
      isPhone={isPhone}
    />
  ) : (
    <LatticeGhost />
  )
  const runbook = answer ? (
    <Runbook
      answer={answer}
      isUsed={isSame(best, steps)}
      isBackShown={isBackShown}
      onUse={use}
      onWatch={watch}
      onShowBack={setBackShown}
    />
  ) : (
    <RunbookGhost />
  )
  const busy = status === 'under way'
  if (isPhone) {
    return (
      <div className={styles.phone} data-scroller aria-busy={busy} data-old={isOld || undefined}>
        {failure}
        {summary}
        <div className={styles.menus}>{menus}</div>
        <OrderList {...orders} />
        <div id="lattice" className={styles.lattice} tabIndex={-1}>
          {picture}
        </div>
        {runbook}
      </div>
    )
  }
  return (
    <div className={styles.plan} aria-busy={busy} data-old={isOld || undefined}>
      <div className={styles.left} data-scroller>
        {failure}
        {summary}
        <Orders {...orders} />
        <div id="lattice" className={styles.lattice} tabIndex={-1}>
          {picture}
        </div>
      </div>
      <div className={styles.right}>{runbook}</div>
    </div>
  )
}

const isSame = (a: Upgrade['steps'], b: Upgrade['steps']) =>
  a === b || JSON.stringify(a) === JSON.stringify(b)

/** Whether every step of an order is one of the lattice's. */
const isDrawn = ({ lattice }: Pick<PlanAnswer, 'lattice'>, steps: Upgrade['steps']) =>
  walk(lattice, steps).length === steps.length

/** The order that is shown in a lattice: yours, unless it leaves what the lattice shows, as a straight one does a route. */
function baseOrder({ lattice, plan, scenario }: PlanAnswer, steps: Upgrade['steps']): Upgrade['steps'] {
  if (isDrawn({ lattice }, steps)) return steps
  const best = orderOf(scenario, plan.phases.flat())
  return best.length > 0 ? best : scenario.upgrade.steps
}
