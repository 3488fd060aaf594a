/**
 * A part of the connections of a group by itself, without the nodes between which they are: so that the same part between nodes that
 * are alike is walked once, whatever the rest of the cluster has come to meanwhile.
 */
import { entriesOf, put } from '../engine/event-queue.ts'
import { isAlive } from '../engine/kernel.ts'
import {
  actorOf,
  type Connection,
  copyActor,
  type Happening,
  type Owner,
  processOf,
  type World,
} from '../engine/world.ts'

/** What belongs to some connections in a world. Whoever works with it lays it into one first. */
export interface Part
  extends Pick<World, 'connectors' | 'connections' | 'latest' | 'attempts' | 'offers' | 'formats'> {
  readonly pending: readonly Happening[]
}

/** A part without anything in it. */
export const emptyPart = (): Part & { readonly pending: Happening[] } => ({
  connectors: new Map(),
  connections: new Map(),
  latest: new Map(),
  attempts: new Map(),
  offers: new Map(),
  formats: new Set(),
  pending: [],
})

/** Whoever changes a connection of a part has to copy it. */
const nobody: Owner = {}

/** A connection by itself: of a process nothing is left but whether it still lives, so that the same are the same again. */
export function byItself(world: World, connection: Connection): Connection {
  const { acceptor, pair, owner } = connection
  const process = acceptor.process === processOf(world, pair.acceptor) ? 0 : -1
  if (owner === nobody && acceptor.process === process) return connection
  return { ...connection, owner: nobody, acceptor: { ...acceptor, process } }
}

/** What is still to happen to the connections of a world. Words under way are there as such. */
export function pendingIn(world: World): Happening[] {
  return entriesOf(world.eventQueue)
    .filter((entry) => isAlive(world, entry) && !isOfNodes(entry.item))
    .map(({ item }) => item)
}

/**
 * Lays a part into a world where nothing of it is yet. Connections stay shared with the part, until they change. The processes of
 * such a world have to be counted from those that live.
 */
export function lay(world: World, part: Part): void {
  for (const [id, actor] of part.connectors) world.connectors.set(id, copyActor(actor))
  for (const [id, connection] of part.connections) world.connections.set(id, connection)
  for (const [pair, id] of part.latest) world.latest.set(pair, id)
  for (const [pair, number] of part.attempts) world.attempts.set(pair, number)
  for (const [who, offer] of part.offers) world.offers.set(who, offer)
  for (const form of part.formats) world.formats.add(form)
  for (const item of part.pending) {
    const { sequence, at } = put(world.eventQueue, world.now, item)
    const actor = item.kind === 'timer' ? actorOf(world, item.who) : null
    if (item.kind === 'timer' && actor !== null) actor.timer = { id: item.id, sequence, at }
  }
}

/** Whether this is about the nodes and the levels, and not about connections; or about a word. */
function isOfNodes(item: Happening): boolean {
  if (item.kind === 'rise' || item.kind === 'arrive') return true
  return item.kind === 'timer' && item.who.machine === 'node'
}

/** What a part takes, in bytes, by estimate. */
export function sizeOf({ connectors, connections, pending }: Part): number {
  return 400 + connectors.size * 200 + connections.size * 1_800 + pending.length * 200
}
