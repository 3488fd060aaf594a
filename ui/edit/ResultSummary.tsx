import { Summary } from '#ui/plan/Summary.tsx'
import type { PlanState } from '#ui/planning/usePlan.ts'
import styles from './Result.module.css'

/** How many orders are safe, and what they have in common. */
export function ResultSummary({ plan: { answer, status, what } }: { readonly plan: PlanState }) {
  if (status === 'failed') {
    return (
      <p className={styles.none} role="alert">
        The plan could not be worked out in this browser: {what}.
      </p>
    )
  }
  if (answer === null)
    return <p className={`${styles.none} ${styles.waiting}`}>Planning{what && `: ${what}`} …</p>
  return <Summary scenario={answer.scenario} plan={answer.plan} isBrief />
}
