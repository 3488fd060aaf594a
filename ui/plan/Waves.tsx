import type { MixedState } from '#sim/plan/mixed-state.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { sayCount } from '#sim/text/say-list.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import { Gap } from '#ui/order/Gap.tsx'
import { releaseOfStep } from '#ui/order/OrderRow.tsx'
import { stepsIn } from '#ui/planning/order-of.ts'
import styles from './Waves.module.css'
import { sayWave } from './waves.ts'

/** Steps of a wave that has more are told by their number. */
const mostSteps = 12

/** An order as waves of steps that may be taken in any order among themselves. */
export function Waves({
  scenario,
  phases,
  states,
  isBack = false,
  onGoTo,
}: {
  readonly scenario: Scenario
  readonly phases: readonly (readonly PlanStep[])[]
  /** The state after each step. */
  readonly states: readonly MixedState[]
  readonly isBack?: boolean
  /** Goes to the state after so many steps. */
  readonly onGoTo: (taken: number) => void
}) {
  const firsts = phases.map((_, i) => sum(phases.slice(0, i).flat()))
  return (
    <ol className={styles.waves} aria-label={isBack ? 'The way back' : 'The best order'}>
      {phases.map((steps, wave) => {
        const first = firsts[wave] ?? 0
        const groups = steps.length > mostSteps ? alike(steps) : steps.map((step) => [step])
        const says = sayWave(steps)
        let taken = first
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a wave is nothing but its place.
          <li key={wave} className={styles.wave}>
            <p className={styles.head} title={`Wave ${wave + 1}: ${says}`}>
              <b>Wave {wave + 1}</b> {says}
            </p>
            <ol className={styles.steps}>
              {groups.map((group) => {
                const from = taken
                taken += sum(group)
                const [step] = group
                const state = states[taken - 1]
                const place = taken
                if (step === undefined || state === undefined) return null
                const release = releaseOfStep(scenario, { node: step.unit, to: step.to })
                return (
                  <li key={`${step.unit} ${step.to}`} className={styles.step}>
                    <span className={styles.card}>
                      <span className={styles.number}>{from + 1}</span>
                      <b className={styles.name} title={step.unit}>
                        {taken - from > 1 ? sayCount(taken - from, step.role) : step.unit}
                      </b>
                      <span className={styles.arrow}>→</span>
                      <ReleaseChip label={release.label} isNew={release.isNew} />
                    </span>
                    <Gap
                      state={state}
                      where={`${isBack ? 'On the way back, after' : 'In the best order, after'} step ${place}`}
                      isFailing={false}
                      isCompact={false}
                      isBrief
                      onGo={() => onGoTo(place)}
                    />
                  </li>
                )
              })}
            </ol>
          </li>
        )
      })}
    </ol>
  )
}

const sum = (steps: readonly PlanStep[]) => steps.reduce((all, step) => all + stepsIn(step), 0)

/** Steps of one role to one release, together. */
function alike(steps: readonly PlanStep[]): PlanStep[][] {
  const groups = new Map<string, PlanStep[]>()
  for (const step of steps) {
    const key = JSON.stringify([step.role, step.to])
    groups.set(key, [...(groups.get(key) ?? []), step])
  }
  return [...groups.values()]
}
