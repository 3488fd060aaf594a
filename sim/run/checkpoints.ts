/** States of a run to replay it from. The more there are, the sooner one is anywhere in it; and each takes as much as its world holds. */
import { copyWorld, type World } from '../engine/world.ts'

export interface Checkpoints {
  /** In order; the first is the start. */
  readonly all: () => readonly World[]
  /** Keeps a copy of a state of the run, if it is far enough from the last one. */
  readonly offer: (world: World) => void
}

/** Moments between two of them at least: a seek replays half as many on average. */
const closest = 128

/** Machines and connections that all of them hold together at most. Each takes about a kilobyte. */
const most = 200_000

/** Begins with the start of a run. */
export function keepCheckpoints(start: World): Checkpoints {
  let kept = [copyWorld(start)]
  let held = sizeOf(start)
  let stretch = 1
  let next = closest
  return {
    all: () => kept,
    offer(world) {
      if (world.moment < next) return
      kept.push(copyWorld(world))
      held += sizeOf(world)
      if (held > most && kept.length > 2) {
        // Of a longer run every second one has to do.
        kept = kept.filter((_, place) => place % 2 === 0)
        held = kept.reduce((sum, each) => sum + sizeOf(each), 0)
        stretch *= 2
      }
      // A copy costs what the world holds: this far apart, all of them cost no more than the run itself.
      next = world.moment + stretch * Math.max(closest, machinesIn(world))
    },
  }
}

const machinesIn = ({ nodes, connectors, connections }: World) =>
  nodes.size + connectors.size + 2 * connections.size

const sizeOf = (world: World) => machinesIn(world) + world.connections.size
