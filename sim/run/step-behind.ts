/** What a node was asked to do when it began to go down. */
import { type RolloutStep, waveAt } from '#machines/rollout.ts'
import type { Intervention } from '../engine/intervention.ts'
import type { TraceEvent } from '../engine/trace.ts'
import { advance, type Progress } from './progress.ts'

/** The upgrade that a person asked for, of a node or of anything else; null where it is something else. */
export function upgradeAskedIn(intervention: Intervention): RolloutStep | null {
  if (intervention.do === 'upgrade') return intervention
  if (intervention.do !== 'send' || intervention.event.type !== 'upgrade') return null
  const { actor, event } = intervention
  return { node: actor.slice('node '.length), to: String(event.to) }
}

/** The steps that an event follows from at once: what a person asked for, or what the rollout has come to. */
export function stepsBehind(trace: readonly TraceEvent[], event: TraceEvent): readonly RolloutStep[] {
  const cause = trace[event.cause ?? -1]
  if (cause?.kind === 'intervention') {
    const upgrade = upgradeAskedIn(cause.intervention)
    return upgrade ? [upgrade] : []
  }
  if (cause?.kind !== 'transition' || cause.actor !== 'rollout') return []
  const past = trace.slice(0, cause.id + 1)
  const begun = past.findLastIndex(
    (each) => each.kind === 'intervention' && each.intervention.do === 'roll out',
  )
  const progress = past.slice(begun).reduce<Progress | null>(advance, null)
  return progress === null ? [] : waveAt(progress, progress.step)
}
