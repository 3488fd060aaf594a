/** What becomes of an event that somebody hands to a machine: the same as if its surroundings had. */

import type { Intervention } from '../engine/intervention.ts'
import { type About, dispatch, type Sim } from '../engine/kernel.ts'
import type { Actor } from '../engine/world.ts'
import { takeStock } from './application.ts'
import { isGone } from './ends.ts'
import { connectionsOf } from './network.ts'

type Send = Extract<Intervention, { do: 'send' }>

/** Why nothing will come of an intervention, for its event in the trace; nothing where something may. */
export function heed(
  { world }: Sim,
  intervention: Intervention,
): { unheeded?: string; severity?: 'warning' } {
  if (intervention.do !== 'send') return {}
  const actor = world.actors.get(intervention.actor)
  if (actor === undefined) return { unheeded: 'there is no such machine at this time', severity: 'warning' }
  const { state, actions } = actor.table.step(actor.state, intervention.event)
  return state === actor.state && actions.length === 0
    ? { unheeded: 'takes no notice of it', severity: 'warning' }
    : {}
}

/** Hands the event over. */
export function hand(sim: Sim, { actor: id, event }: Send, cause: number): void {
  const actor = sim.world.actors.get(id)
  if (actor === undefined) return
  dispatch(sim, id, event, cause, aboutIn(sim, actor, event.type))
  const connection = actor.machine === 'end' ? sim.world.connections.get(actor.subject) : undefined
  if (connection !== undefined) takeStock(sim, connection, cause)
}

/** What an event is about that nothing was said of. */
function aboutIn(sim: Sim, { machine, subject, side }: Actor, type: string): About {
  if (machine === 'connector') {
    const pairs = sim.cluster.services.get(subject)?.pairs ?? []
    const connection = pairs
      .flatMap(({ id }) => connectionsOf(sim, id))
      .findLast((each) => !isGone(sim.world, each, 'dialer'))
    return connection ? { connection } : {}
  }
  if (machine !== 'end' || (type !== 'send' && type !== 'message')) return {}
  // Who dials, calls; who was dialled, replies.
  const kind = (type === 'send') === (side === 'dialer') ? 'call' : 'reply'
  return { message: { id: null, kind, name: 'a message', call: null } }
}
