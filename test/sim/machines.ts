/** The machines of a world by their names, as inspectors and interventions have them. */
import { type Actor, actorsIn, nameOf, type World } from '#sim/engine/world.ts'

export const machinesIn = (world: World): Map<string, Actor> =>
  new Map(Array.from(actorsIn(world), (actor) => [nameOf(actor), actor]))
