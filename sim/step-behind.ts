/** What a node was asked to do when it began to go down. */
import { type RolloutStep, waveAt } from '#machines/rollout.ts'
import { advance, type Progress } from './summary.ts'
import type { TraceEvent } from './trace.ts'

/** The steps that an event follows from at once: what a person asked for, or what the rollout has come to. */
export function stepsBehind(trace: readonly TraceEvent[], event: TraceEvent): readonly RolloutStep[] {
  const cause = trace[event.cause ?? -1]
  if (cause?.kind === 'intervention') return cause.intervention.do === 'upgrade' ? [cause.intervention] : []
  if (cause?.kind !== 'transition' || cause.actor !== 'rollout') return []
  const past = trace.slice(0, cause.id + 1)
  const begun = past.findLastIndex(
    (each) => each.kind === 'intervention' && each.intervention.do === 'roll out',
  )
  const progress = past.slice(begun).reduce<Progress | null>(advance, null)
  return progress === null ? [] : waveAt(progress, progress.step)
}
