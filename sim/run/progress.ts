/** How far a rollout has come: a fold over a trace. */
import { type RolloutState, type Waves, waveAt } from '#machines/rollout.ts'
import { rolloutActor } from '../engine/names.ts'
import type { TraceEvent } from '../engine/trace-event.ts'

export interface Progress extends Waves {
  readonly state: RolloutState
  /** The place in `steps` of the first step of the wave that is being taken, or was taken last. */
  readonly step: number
}

/** The kinds of events by which a rollout comes further, and which of them may be among those. */
export const progressing = ['intervention', 'transition'] as const
export const mayProgress = (event: TraceEvent): boolean =>
  event.kind !== 'transition' || event.actor === rolloutActor

/** How far the rollout is after an event, if it was at `progress` before: the step of a fold. */
export function advance(progress: Progress | null, event: TraceEvent): Progress | null {
  if (event.kind === 'intervention' && event.intervention.do === 'roll out') {
    const { steps, waves } = event.intervention
    return { state: 'planned', step: 0, steps, ...(waves && { waves }) }
  }
  if (progress === null || event.kind !== 'transition' || event.actor !== rolloutActor) return progress
  const state = event.to[0] as RolloutState
  const isNext = state === 'upgrading' && progress.state !== 'planned'
  const taken = isNext ? waveAt(progress, progress.step).length : 0
  return { ...progress, state, step: progress.step + taken }
}

/** How many of its steps are completed: what they lead to runs. */
export function completedIn(progress: Progress | null): number {
  return progress?.state === 'upgrading' ? progress.step : begunIn(progress)
}

/** How many of its steps have been begun. */
export function begunIn(progress: Progress | null): number {
  if (progress === null || progress.state === 'planned') return 0
  const { state, step, steps } = progress
  return state === 'done' ? steps.length : step + waveAt(progress, step).length
}
