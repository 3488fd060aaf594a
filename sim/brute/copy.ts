/** Copies of worlds, for a walk: cheap, as what stays the same while connections come to rest is shared. */
import { copyAgenda } from '../agenda.ts'
import { copyConnection, copyWorld, type World } from '../world.ts'

/** A copy in which connections may move. Nodes, levels and lines are shared with the world that it is made from. */
export function copyForWalk(world: World): World {
  return {
    ...world,
    agenda: copyAgenda(world.agenda),
    actors: new Map(
      Array.from(world.actors, ([id, actor]) => [id, actor.machine === 'node' ? actor : { ...actor }]),
    ),
    timers: new Map(world.timers),
    connections: new Map(
      Array.from(world.connections, ([id, connection]) => [id, copyConnection(connection)]),
    ),
    latest: new Map(world.latest),
    attempts: new Map(world.attempts),
    offers: new Map(world.offers),
    formats: new Set(world.formats),
  }
}

/** A copy of which nothing is shared. */
export const copyForStep = copyWorld
