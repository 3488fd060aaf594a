/** What a node was asked to do when it began to go down. */
import { type RolloutStep, waveAt } from '#machines/rollout.ts'
import type { Intervention } from '../engine/intervention.ts'
import type { Trace } from '../engine/trace.ts'
import type { TraceEvent } from '../engine/trace-event.ts'
import { advance, mayProgress, type Progress, progressing } from './progress.ts'

/** The upgrade that a person asked for, of a node or of anything else; null where it is something else. */
export function upgradeAskedIn(intervention: Intervention): RolloutStep | null {
  if (intervention.do === 'upgrade') return intervention
  if (intervention.do !== 'send' || intervention.event.type !== 'upgrade') return null
  const { actor, event } = intervention
  return { node: actor.slice('node '.length), to: String(event.to) }
}

/** The steps that an event follows from at once: what a person asked for, or what the rollout has come to. */
export function stepsBehind(trace: Trace, event: TraceEvent): readonly RolloutStep[] {
  const cause = trace.event(event.cause)
  if (cause?.kind === 'intervention') {
    const upgrade = upgradeAskedIn(cause.intervention)
    return upgrade ? [upgrade] : []
  }
  if (cause?.kind !== 'transition' || cause.actor !== 'rollout') return []
  const progress = progressesIn(trace).get(cause.id) ?? null
  return progress === null ? [] : waveAt(progress, progress.step)
}

/** How far the rollout was after each event that took it further, by the number of that, as far as a trace has been read. */
interface Read {
  readonly after: Map<number, Progress>
  progress: Progress | null
  place: number
}

const known = new WeakMap<Trace, Read>()

/** Asked of the same trace again and again, which may have grown: what was read of it is not read again. */
function progressesIn(trace: Trace): ReadonlyMap<number, Progress> {
  const read = known.get(trace) ?? { after: new Map(), progress: null, place: 0 }
  known.set(trace, read)
  if (read.place === trace.size) return read.after
  for (const event of trace.ofKind(progressing, read.place, mayProgress)) {
    const next = advance(read.progress, event)
    if (next !== null && next !== read.progress) read.after.set(event.id, next)
    read.progress = next
  }
  read.place = trace.size
  return read.after
}
