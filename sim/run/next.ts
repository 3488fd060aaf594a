/** What happens next in a run: by its path, as far as there is one, and by time. */
import { inItsTime, type NextOnPath, nextOnPath } from '../choices/path.ts'
import type { Cluster } from '../engine/cluster.ts'
import { entriesOf, peek } from '../engine/event-queue.ts'
import { tick } from '../engine/kernel.ts'
import type { World } from '../engine/world.ts'
import type { RunSpec } from './run-spec.ts'

/** So many moments at one stroke are without end. */
export const mostMomentsOf = ({ pairs }: Cluster) => 20_000 + 2_000 * pairs.size

/** Where somebody was seen to go round for ever, it need not be proven as long again. */
const patienceWithRounds = 1 / 200

const never: NextOnPath = { at: Infinity, happens: () => {} }

/**
 * What happens next in the world of a run, and when.
 *
 * Where words take no time, and somebody dials for ever without a pause, all of that happens at one stroke. Nobody else has to
 * wait for its end: once there were more moments than any that ends, time goes on with what is due later.
 */
export function nextIn(cluster: Cluster, world: World, { path }: RunSpec): NextOnPath {
  if (path !== undefined) return nextOnPath(cluster, world, path) ?? never
  const { now, moment, stroke, rounds, eventQueue } = world
  const entry = peek(eventQueue)
  if (entry === null) return never
  const patience = mostMomentsOf(cluster) * (rounds === 0 ? 1 : patienceWithRounds)
  if (moment - stroke > patience) {
    const later = entriesOf(eventQueue).filter(({ at }) => at > now)
    const [first] = later.toSorted((a, b) => a.at - b.at || a.sequence - b.sequence)
    if (first !== undefined) {
      const { at, happens } = inItsTime(cluster, world, first)
      return {
        at,
        happens(sim) {
          sim.world.rounds++
          happens(sim)
        },
      }
    }
  }
  // What went round while time went on is late.
  return entry.at < now ? inItsTime(cluster, world, entry) : { at: entry.at, happens: tick }
}
