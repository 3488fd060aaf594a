import { Route } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Scenario } from '#sim/scenario/model.ts'
import { capital, sayCount } from '#sim/text/say-list.ts'
import { sayPlainly } from '#ui/kit/big.ts'
import { SourceNote } from '#ui/kit/SourceNote.tsx'
import { list } from '#ui/kit/words.ts'
import { orderOf } from '#ui/planning/order-of.ts'
import { passedBy } from '#ui/planning/say.ts'
import type { Steps } from '#ui/planning/steps.ts'
import { usePlan } from '#ui/planning/usePlan.ts'
import styles from './FindSafe.module.css'
import lane from './OrderLane.module.css'

/** Takes the best order there is; where no order goes straight, says why and offers the way round. */
export function FindSafe({
  scenario,
  steps,
  isCompact,
  onUse,
}: {
  readonly scenario: Scenario
  readonly steps: Steps
  readonly isCompact: boolean
  readonly onUse: (steps: Steps) => void
}) {
  const isIdle = useIdle()
  const [isAsked, setAsked] = useState(false)
  const { answer, status, what } = usePlan(isIdle || isAsked ? scenario : null, 'away')
  // What was planned for what was asked before is no answer.
  const plan = answer?.scenario === scenario ? answer.plan : null
  const best = plan === null ? [] : orderOf(scenario, plan.phases.flat())
  const isStraight = best.length > 0 && plan?.route === null
  const isBest = best.length > 0 && JSON.stringify(best) === JSON.stringify(steps)

  const answered = useEffectEvent(() => {
    if (!isStraight) return
    setAsked(false)
    if (!isBest) onUse(best)
  })
  // What was asked for is used once, as soon as it is there.
  useEffect(() => {
    if (isAsked && plan !== null) answered()
  }, [isAsked, plan])

  const isFinding = isAsked && plan === null && status !== 'failed'
  const isShown = isAsked && !isStraight && !isFinding
  return (
    <>
      {plan?.safeOrders && plan.allOrders && !isCompact && (
        <p className={styles.count}>
          {sayPlainly(plan.safeOrders)} of {sayPlainly(plan.allOrders)}{' '}
          {plan.route ? 'straight orders' : 'orders'} {plan.safeOrders === '1' ? 'is' : 'are'} safe
        </p>
      )}
      <Popover.Root open={isShown} onOpenChange={(open) => !open && setAsked(false)}>
        <Popover.Anchor asChild>
          <button
            type="button"
            className={lane.button}
            disabled={isBest || isFinding}
            aria-label={isCompact ? 'Find a safe order' : undefined}
            title={isBest ? 'This is the best order' : undefined}
            onClick={() => setAsked(true)}
          >
            {isCompact ? <Route size={16} aria-hidden /> : isFinding ? 'Finding one…' : 'Find a safe order'}
          </button>
        </Popover.Anchor>
        <Popover.Portal>
          <Popover.Content
            className={styles.card}
            side="top"
            align="end"
            sideOffset={6}
            collisionPadding={12}
          >
            <h2>
              {plan?.verdict === 'unknown' || plan === null ? 'No safe order is known' : 'No order is safe'}
            </h2>
            {plan === null && <p>The plan could not be worked out in this browser: {what}.</p>}
            {plan?.blame.map(({ rule, reason, source }) => (
              <div key={rule}>
                <p>{capital(reason)}.</p>
                <SourceNote scenario={scenario} source={source} />
              </div>
            ))}
            {plan?.verdict === 'unknown' && <p>Not proven: {plan.limits.notProven.join('; ')}.</p>}
            {plan?.route && (
              <>
                <p>
                  There is a way through {list(passedBy(scenario, plan.route))}, in{' '}
                  {sayCount(plan.route.steps, 'step')}.
                </p>
                <button
                  type="button"
                  className={styles.use}
                  onClick={() => {
                    setAsked(false)
                    onUse(best)
                  }}
                >
                  Use the route
                </button>
              </>
            )}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </>
  )
}

/** Whether the page has been shown and had a moment for itself. */
function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIdle(true), 800)
    return () => clearTimeout(timer)
  }, [])
  return isIdle
}
