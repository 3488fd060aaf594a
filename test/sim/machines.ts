/** The machines of a world by their names, as inspectors and interventions have them. */
import { type Actor, actorsIn, type World } from '#sim/engine/world.ts'

export const machinesIn = (world: World): Map<string, Actor> =>
  new Map(Array.from(actorsIn(world), (actor) => [actor.id, actor]))
