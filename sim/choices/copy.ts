/** Copies of worlds, for a walk: cheap, as what stays the same while connections come to rest is shared. */
import { copyEventQueue } from '../engine/event-queue.ts'
import { type Actor, type Connection, copyActor, copyConnection, type World } from '../engine/world.ts'

/** A copy in which connections may move. Nodes, levels and lines are shared with the world that it is made from. */
export function copyForWalk(world: World): World {
  const connectors = new Map<string, Actor>()
  for (const [id, actor] of world.connectors) connectors.set(id, copyActor(actor))
  const connections = new Map<string, Connection>()
  for (const [id, connection] of world.connections) connections.set(id, copyConnection(connection))
  return {
    ...world,
    eventQueue: copyEventQueue(world.eventQueue),
    connectors,
    connections,
    latest: new Map(world.latest),
    attempts: new Map(world.attempts),
    offers: new Map(world.offers),
    formats: new Set(world.formats),
  }
}

/** The same world, to go on with in its place: of what it was nothing stays but how often each pair had dialled. */
export const goingOn = (world: World): World => ({ ...world, attempts: new Map(world.attempts) })
