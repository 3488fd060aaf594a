import { useMemo } from 'react'
import type { ClusterView } from '#sim/views/view.ts'
import { stateOfRun } from '#ui/plan/here.ts'
import { Lattice } from '#ui/plan/lattice/Lattice.tsx'
import { walk } from '#ui/plan/lattice/walk.ts'
import type { PlanAnswer } from '#ui/planning/compute.ts'
import type { Session } from '#ui/session/session.ts'
import styles from './Result.module.css'

/** The mixed states of the upgrade, with the way of the order through them. */
export function ResultStates({
  session,
  view,
  answer,
  onGo,
}: {
  readonly session: Session
  /** What there is of the run at the moment that is shown; null while it is made. */
  readonly view: ClusterView | null
  readonly answer: PlanAnswer
  readonly onGo: () => void
}) {
  const { scenario, lattice } = answer
  const isOfThis = scenario === session.scenario
  const here = useMemo(() => (isOfThis && view ? stateOfRun(lattice, view) : null), [isOfThis, lattice, view])
  const isDrawn = walk(lattice, session.steps).length === session.steps.length
  const order = isDrawn ? session.steps : scenario.upgrade.steps
  return (
    <div className={styles.states}>
      <Lattice {...{ scenario, lattice, order, here, onGo }} isYours={isDrawn} />
    </div>
  )
}
