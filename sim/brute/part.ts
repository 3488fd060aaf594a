/**
 * The connections of a group by themselves, without the nodes between which they are: so that the same connections between nodes
 * that are alike are walked once, whatever the rest of the cluster has come to meanwhile.
 */
import { entriesOf, put } from '../engine/event-queue.ts'
import { isAlive } from '../engine/kernel.ts'
import {
  copyConnection,
  copyWorld,
  type Happening,
  processOf,
  timerKey,
  type World,
} from '../engine/world.ts'

/** What belongs to connections in a world. Whoever works with it joins it to nodes first. */
export interface Part
  extends Pick<World, 'actors' | 'connections' | 'latest' | 'attempts' | 'offers' | 'formats'> {
  readonly pending: readonly Happening[]
}

/** The connections of a world that is at rest. They are shared with it, so that it must not go on. */
export function partOf(world: World): Part {
  const { connections, latest, attempts, offers, formats } = world
  for (const { processes, nodes } of connections.values()) {
    // Of a process nothing is left but whether it still lives: by that the same connections are the same again.
    processes.acceptor = processes.acceptor === processOf(world, nodes.acceptor) ? 0 : -1
  }
  const pending = entriesOf(world.eventQueue).filter(
    (entry) => isAlive(world, entry) && !isOfNodes(world, entry.item),
  )
  return {
    actors: new Map([...world.actors].filter(([, { machine }]) => machine !== 'node')),
    connections,
    latest,
    attempts,
    offers,
    formats,
    pending: pending.map(({ item }) => item),
  }
}

/** A world with these connections, and with the nodes and the levels of another one. Nothing of it is shared with either. */
export function join(nodes: World, part: Part): World {
  const world = copyWorld(nodes)
  for (const [id, actor] of part.actors) world.actors.set(id, { ...actor })
  for (const [id, connection] of part.connections) {
    const copy = copyConnection(connection)
    const { processes } = copy
    processes.acceptor = processes.acceptor === 0 ? processOf(nodes, copy.nodes.acceptor) : -1
    world.connections.set(id, copy)
  }
  for (const [pair, id] of part.latest) world.latest.set(pair, id)
  for (const [pair, number] of part.attempts) world.attempts.set(pair, number)
  for (const [who, offer] of part.offers) world.offers.set(who, offer)
  for (const form of part.formats) world.formats.add(form)
  for (const item of part.pending) {
    const { sequence, at } = put(world.eventQueue, world.now, item)
    if (item.kind === 'timer') world.timers.set(timerKey(item.actor, item.id), { sequence, at })
  }
  return world
}

/** Whether this is about the nodes and the levels, and not about connections. */
function isOfNodes({ actors }: World, item: Happening): boolean {
  if (item.kind === 'rise') return true
  return item.kind === 'timer' && actors.get(item.actor)?.machine === 'node'
}

/** What a part takes, in bytes, by estimate. */
export function sizeOf({ actors, connections, pending }: Part): number {
  return 400 + actors.size * 200 + connections.size * 1_500 + pending.length * 200
}
