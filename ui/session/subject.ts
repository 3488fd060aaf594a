/** What an event or a machine is about. */

import { readActor } from '#sim/engine/actor-name.ts'
import { pairOf } from '#sim/engine/names.ts'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import type { Run } from '#sim/run/run.ts'

/** The pair or the node that an event is about. */
export function subjectOf(run: Run, event: TraceEvent): { kind: 'pair' | 'node'; id: string } | null {
  if ('connection' in event) return { kind: 'pair', id: pairOf(event.connection) }
  if (event.kind === 'transition' || event.kind === 'timer') return subjectOfActor(run, event.actor)
  if (event.kind !== 'intervention') return null
  const { intervention } = event
  if ('actor' in intervention) return subjectOfActor(run, intervention.actor)
  if ('node' in intervention) return { kind: 'node', id: intervention.node }
  return 'pair' in intervention ? { kind: 'pair', id: intervention.pair } : null
}

/** The pair or the node that a machine belongs to; null where it is one of the whole cluster, or none. */
export function subjectOfActor({ cluster }: Run, name: string): { kind: 'pair' | 'node'; id: string } | null {
  const actor = readActor(cluster, name)
  if (actor === null || actor.machine === 'rollout') return null
  if (actor.machine === 'node') return { kind: 'node', id: actor.node }
  const pair = actor.machine === 'end' ? actor.pair : actor.service.pairs[0]
  return pair ? { kind: 'pair', id: pair.id } : null
}
