import { useMemo } from 'react'
import type { Scenario } from '#sim/scenario/model.ts'
import { releasesOf } from '#sim/scenario/release.ts'
import type { RolloutView } from '#sim/views/view.ts'
import { keysOf, type Step, type Steps } from '#ui/planning/steps.ts'
import type { Selection } from '#ui/session/selection.ts'
import { Gap } from './Gap.tsx'
import styles from './OrderLane.module.css'
import { StepCard } from './StepCard.tsx'
import type { OrderInHand } from './useOrder.ts'

/** The steps of an order, each with the verdict on the state that it leads to. */
export function OrderRow({
  scenario,
  steps,
  order,
  rollout,
  selection,
  isCompact,
  isBrief = false,
  onPick,
  onGoTo,
}: {
  readonly scenario: Scenario
  readonly steps: Steps
  readonly order: OrderInHand
  /** The rollout at the time that is shown; null before it begins. */
  readonly rollout: RolloutView | null
  readonly selection: Selection | null
  readonly isCompact: boolean
  /** Whether verdicts are said in fewer words. */
  readonly isBrief?: boolean
  /** A step is chosen, by its key. */
  readonly onPick: (key: string, step: Step) => void
  /** Goes to the mixed state after this step, by its place. */
  readonly onGoTo: (step: number) => void
}) {
  const { keys, drag, dragged, places, states, verdict } = order
  const progress = useMemo(() => progressOf(rollout), [rollout])
  return (
    <ol ref={order.row} className={styles.row} aria-label="Steps">
      {steps.map((step, index) => {
        const key = keys[index] ?? ''
        const place = places.get(key) ?? index
        // A slot stays where it is while its card moves: so does its gap, with the verdict of its place.
        const state = states[index + 1]
        return (
          <li key={key} data-key={key} className={styles.step}>
            <StepCard
              lane={order.lane}
              id={key}
              node={step.node}
              release={releaseOfStep(scenario, step)}
              place={place}
              count={steps.length}
              progress={progress.get(key) ?? null}
              breaks={verdict.failing === place ? verdict.kind : null}
              isSelected={selection?.kind === 'node' && selection.id === step.node}
              shift={drag === null ? null : (place - index) * drag.pitch}
              isSlot={key === dragged}
              isCompact={isCompact}
              onSelect={() => onPick(key, step)}
              onMove={(after) => order.moveByKey(index, after)}
            />
            {state && (
              <Gap
                state={state}
                where={`After step ${index + 1}`}
                isFailing={verdict.failing === index}
                isCompact={isCompact}
                isBrief={isBrief}
                onGo={() => onGoTo(index)}
              />
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** How far a rollout has come, by the keys of its steps. */
function progressOf(rollout: RolloutView | null): ReadonlyMap<string, 'done' | 'now'> {
  if (rollout === null || rollout.state === 'planned') return new Map()
  const taken = keysOf(rollout.steps).slice(0, rollout.step + 1)
  return new Map(
    taken.map((key, index) => [key, index < rollout.step || rollout.state === 'done' ? 'done' : 'now']),
  )
}

/** What a step changes its unit to, as a chip shows it. */
export function releaseOfStep({ roles, nodes, operations = [] }: Scenario, { node, to }: Step) {
  if (operations.some(({ name }) => name === node)) {
    return { name: to, label: to === 'running' ? 'start' : 'end', isNew: true }
  }
  const spec = nodes.find(({ id }) => id === node)
  const release = releasesOf({ roles }, spec?.role).find(({ name }) => name === to)
  return { name: to, label: release?.label ?? to, isNew: spec?.release !== to }
}
