/** What becomes of an event that somebody hands to a machine: the same as if its surroundings had. */

import { contentOf } from '../engine/content.ts'
import type { Intervention } from '../engine/intervention.ts'
import { dispatch, type Sim } from '../engine/kernel.ts'
import { type Actor, actorNamed, type Connection, changing, type Packet } from '../engine/world.ts'
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
  const actor = actorNamed(world, intervention.actor)
  if (actor === null) return { unheeded: 'there is no such machine at this time', severity: 'warning' }
  const { state, actions } = actor.table.step(actor.state, intervention.event)
  return state === actor.state && actions.length === 0
    ? { unheeded: 'takes no notice of it', severity: 'warning' }
    : {}
}

/** Hands the event over. */
export function hand(sim: Sim, { actor: name, event }: Send, cause: number): void {
  const named = actorNamed(sim.world, name)
  if (named === null) return
  const connection = connectionFor(sim, named)
  // Of a connection that is shared there is another one now.
  const actor = actorNamed(sim.world, name) ?? named
  dispatch(sim, actor, event, cause, connection, packetFor(sim, actor, event.type))
  if (actor.machine === 'end' && connection !== null) takeStock(sim, connection, cause)
}

/** The connection of an end, and for a connector the last one that its dialer has not left. */
function connectionFor(sim: Sim, { machine, subject }: Actor): Connection | null {
  if (machine === 'end') return changing(sim.world, subject) ?? null
  if (machine !== 'connector') return null
  const pairs = sim.cluster.services.get(subject)?.pairs ?? []
  const connections = pairs.flatMap(({ id }) => connectionsOf(sim, id))
  return connections.findLast((each) => !isGone(each, 'dialer')) ?? null
}

/** The message of which nothing was said that an end is to send, or that has arrived there. */
function packetFor({ cluster }: Sim, { machine, side }: Actor, type: string): Packet | null {
  if (machine !== 'end' || (type !== 'send' && type !== 'message')) return null
  // Who dials, calls; who was dialled, replies.
  const kind = (type === 'send') === (side === 'dialer') ? 'call' : 'reply'
  return { content: contentOf(cluster.contents, { kind, name: 'a message' }), call: 0, number: 0 }
}
