/** The state of a run at a time, found the slow way: by simulating all of it, with nothing kept on the way. */

import { handlers } from '#sim/effects/handlers.ts'
import { buildCluster } from '#sim/engine/cluster.ts'
import { peek } from '#sim/engine/event-queue.ts'
import { begin, type Sim, scheduleAt, tick } from '#sim/engine/kernel.ts'
import { type Actor, actorsIn, createWorld, type Packet, type World } from '#sim/engine/world.ts'
import { looks } from '#sim/observed/looks.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'

export function worldFromZero(
  { scenario, seed, interventions, until, cut = until }: RunSpec,
  goesOn: (next: number, world: World) => boolean,
): World {
  const cluster = buildCluster(scenario, seed)
  const world = createWorld(cluster)
  const sim: Sim = { cluster, world, handlers, looks, listen: () => {} }
  for (const intervention of interventions) {
    scheduleAt(sim, intervention.at, { kind: 'intervene', intervention })
  }
  begin(sim)
  for (;;) {
    const next = peek(world.eventQueue)?.at ?? Infinity
    if (next > cut || !goesOn(next, world)) return world
    tick(sim)
  }
}

/** A world as plain data: what there is to know of it, whatever objects hold it. */
export function plain(world: World): unknown {
  const { eventQueue, nodes: _, connectors: __, rollout: ___, connections, ...rest } = world
  const bare = ({ table, state, ...own }: Actor) => {
    const { value, context } = table.snapshot(state)
    return { ...own, value, context }
  }
  return structuredClone({
    ...rest,
    eventQueue: eventQueue.days.flat().sort((a, b) => a.at - b.at || a.sequence - b.sequence),
    put: eventQueue.sequence,
    machines: Array.from(actorsIn(world), bare),
    connections: Array.from(connections.values(), ({ dialer, acceptor, ...own }) => ({
      ...own,
      ends: [dialer, acceptor].map(({ actor: _, flights, held, ...end }) => ({
        ...end,
        flights: flights.map(plainPacket),
        held: held.map(plainPacket),
      })),
    })),
  })
}

const plainPacket = <P extends Packet>({ content, ...packet }: P) => ({ ...packet, words: content.words })
