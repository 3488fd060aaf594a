/**
 * The connections of a group by themselves, without the nodes between which they are: so that the same connections between nodes
 * that are alike are walked once, whatever the rest of the cluster has come to meanwhile.
 */
import { entriesOf, put } from '../engine/event-queue.ts'
import { isAlive } from '../engine/kernel.ts'
import {
  actorOf,
  type Connection,
  copyActor,
  copyWorld,
  type Happening,
  type Owner,
  processOf,
  type World,
} from '../engine/world.ts'

/** What belongs to connections in a world. Whoever works with it joins it to nodes first. */
export interface Part
  extends Pick<World, 'connectors' | 'connections' | 'latest' | 'attempts' | 'offers' | 'formats'> {
  readonly pending: readonly Happening[]
}

/** The connections of a world that is at rest. They are shared with it. */
export function partOf(world: World): Part {
  const { connectors, latest, attempts, offers, formats } = world
  const connections = new Map<string, Connection>()
  for (const [id, connection] of world.connections) {
    const { processes, pair } = connection
    // Of a process nothing is left but whether it still lives: by that the same connections are the same again.
    const acceptor = processes.acceptor === processOf(world, pair.acceptor) ? 0 : -1
    connections.set(id, { ...connection, owner: nobody, processes: { ...processes, acceptor } })
  }
  const pending = entriesOf(world.eventQueue).filter(
    (entry) => isAlive(world, entry) && !isOfNodes(entry.item),
  )
  return {
    connectors,
    connections,
    latest,
    attempts,
    offers,
    formats,
    pending: pending.map(({ item }) => item),
  }
}

/** Whoever changes a connection of a part has to copy it. */
const nobody: Owner = {}

/** A world with these connections, and with the nodes and the levels of another one. Nothing of it is shared with either. */
export function join(nodes: World, part: Part): World {
  const world = copyWorld(nodes)
  for (const [id, actor] of part.connectors) world.connectors.set(id, copyActor(actor))
  for (const [id, connection] of part.connections) {
    const { processes } = connection
    const acceptor = processes.acceptor === 0 ? processOf(nodes, connection.pair.acceptor) : -1
    world.connections.set(id, { ...connection, processes: { ...processes, acceptor } })
  }
  for (const [pair, id] of part.latest) world.latest.set(pair, id)
  for (const [pair, number] of part.attempts) world.attempts.set(pair, number)
  for (const [who, offer] of part.offers) world.offers.set(who, offer)
  for (const form of part.formats) world.formats.add(form)
  for (const item of part.pending) {
    const { sequence, at } = put(world.eventQueue, world.now, item)
    const actor = item.kind === 'timer' ? actorOf(world, item.who) : null
    if (item.kind === 'timer' && actor !== null) actor.timer = { id: item.id, sequence, at }
  }
  return world
}

/** Whether this is about the nodes and the levels, and not about connections. */
function isOfNodes(item: Happening): boolean {
  if (item.kind === 'rise') return true
  return item.kind === 'timer' && item.who.machine === 'node'
}

/** What a part takes, in bytes, by estimate. */
export function sizeOf({ connectors, connections, pending }: Part): number {
  return 400 + connectors.size * 200 + connections.size * 1_800 + pending.length * 200
}
