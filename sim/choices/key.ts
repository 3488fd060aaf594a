/**
 * What tells two states of a cluster's connections apart: everything that decides what can still happen to them and what is
 * seen of them, and nothing that depends on the way there, such as times, numbers of attempts and counters.
 */
import type { ConnectorContext } from '#machines/connector.ts'
import { isFlushing } from '../effects/ends.ts'
import type { Cluster } from '../engine/cluster.ts'
import { entriesOf } from '../engine/event-queue.ts'
import {
  type Actor,
  type Connection,
  type ConnectionEnd,
  type Happening,
  type Packet,
  processOf,
  type World,
} from '../engine/world.ts'
import { madeIn } from '../memo/made-in.ts'
import { handshakeOf, isGoneState } from '../protocol/outcome-of.ts'
import type { TransitionTable } from '../protocol/transition-table.ts'
import type { Levels } from '../scenario/release.ts'
import { sides } from '../scenario/side.ts'

/** The key of what the nodes of a cluster are at, and where everything stands. */
export function nodesKey(cluster: Cluster, world: World): string {
  const nodes = [...cluster.nodes.keys()].map((id) => world.nodes.get(id)?.state)
  return JSON.stringify([nodes, [...world.values.values()], [...world.configured]])
}

/**
 * The key of the connections of a cluster, of what is on its way on them, and of what their dialers remember.
 *
 * @param isWatched whether it matters elsewhere what has become of a connection
 */
export function connectionsKey(cluster: Cluster, world: World, isWatched: boolean): string {
  const { connections, eventQueue } = world
  const items = entriesOf(eventQueue).map(({ item }) => item)
  return partKey(cluster, world, connections.values(), items, isWatched) + memoryKey(world)
}

/** The part of that key that is about these connectors and pairs, of which there are these connections and happenings. */
export function partKey(
  cluster: Pick<Cluster, 'services' | 'pairs'>,
  world: World,
  connections: Iterable<Connection>,
  items: Iterable<Happening>,
  isWatched: boolean,
): string {
  const repeats = repeatsIn(world, items)
  const byPair = new Map<string, Connection[]>()
  for (const connection of connections) {
    madeIn(byPair, connection.pair.id, (): Connection[] => []).push(connection)
  }
  let key = ''
  for (const id of cluster.services.keys()) {
    const connector = world.connectors.get(id)
    if (connector !== undefined) key += `${connectorKey(connector)};`
  }
  for (const id of cluster.pairs.keys()) {
    key += '|'
    for (const connection of byPair.get(id) ?? []) {
      key += `${connectionKey(world, connection, isWatched)}${repeats.get(connection.id) ?? ''};`
    }
  }
  return key
}

/** The part that is about what dialers remember, and what calls have written. */
export function memoryKey({ offers, formats }: Pick<World, 'offers' | 'formats'>): string {
  let key = ''
  if (offers.size > 0) key += `|${JSON.stringify([...offers].toSorted(byFirst))}`
  if (formats.size > 0) key += `|${JSON.stringify([...formats].toSorted())}`
  return key
}

const byFirst = ([a]: readonly [string, string], [b]: readonly [string, string]) =>
  a < b ? -1 : a > b ? 1 : 0

/** How often each call that is made again and again was made, by connection. */
function repeatsIn(world: World, items: Iterable<Happening>): Map<string, string> {
  const found = new Map<string, string>()
  for (const item of items) {
    if (item.kind !== 'repeat') continue
    const { connection, index } = item
    const before = found.get(connection) ?? ''
    const own = `~${index}:${world.connections.get(connection)?.repeated[index] ?? 0}`
    // In an order that does not depend on which was put down first.
    found.set(connection, before < own ? before + own : own + before)
  }
  return found
}

function connectionKey(world: World, connection: Connection, isWatched: boolean): string {
  const { id, pair, acceptor } = connection
  const isCurrent = acceptor.process === processOf(world, pair.acceptor)
  connection.key ??= ownKey(connection)
  const key = `${world.latest.get(pair.id) === id ? '' : 'before '}${isCurrent ? '' : 'p'}${connection.key}`
  return isWatched ? `${key}o${connection.outcome ?? `before ${connection.before}`}` : key
}

/** What a connection is, whatever is around it. */
function ownKey(connection: Connection): string {
  const { tested, abandoned, broken, unreadable, calls } = connection
  const waiting = calls.map(({ number }) => number)
  let key = ''
  for (const side of sides) {
    const end = connection[side]
    const { actor, release, levels, flushing } = end
    key += `${endKey(actor)}(${release?.name ?? ''}${madeIn(levelKeys, levels, levelsKey)})`
    key += wordsKey(end, waiting)
    if (flushing && isFlushing(connection, side)) key += `^${flushing}`
  }
  key += `${tested ? 't' : ''}${abandoned ? 'a' : ''}${broken ? 'b' : ''}`
  for (const { name, isTest, data } of calls) key += `?${name}${isTest ? '!' : ''}${data ?? ''}`
  return unreadable === null ? key : `${key}u${unreadable}`
}

function wordsKey({ flights, held }: ConnectionEnd, waiting: readonly number[]): string {
  let key = ''
  for (const flight of flights) key += `>${wordKey(flight, waiting)}`
  for (const packet of held) key += `=${wordKey(packet, waiting)}`
  return key
}

/** A call that nobody waits for any more is one like any other. */
function wordKey({ content, call }: Packet, waiting: readonly number[]): string {
  const { kind, name, said, again, written } = content.words
  const place = call === 0 ? '' : `#${waiting.indexOf(call)}`
  return `${kind} ${name}${said === undefined ? '' : `/${said}`}${again ? '+' : ''}${written == null ? '' : `@${written}`}${place}`
}

const levelKeys = new WeakMap<Levels, string>()

function levelsKey(levels: Levels): string {
  const entries = Object.entries(levels)
  return entries.length === 0 ? '' : JSON.stringify(entries)
}

const tables = new WeakMap<TransitionTable, { readonly number: number; readonly states: string[] }>()
let tablesSeen = 0

/** The keys of the states of a machine, made as they are asked for. */
function stateKey({ table, state }: Actor, make: (number: number) => string): string {
  const { number, states } = madeIn(tables, table, () => ({ number: tablesSeen++, states: [] }))
  states[state] ??= make(number)
  return states[state]
}

/** By what it goes by and where it stands; of an end that is gone nothing is left but how it went. */
function endKey(actor: Actor | null): string {
  if (actor === null) return '-'
  return stateKey(actor, (number) => {
    const state = handshakeOf(actor.table.leaves(actor.state))
    return isGoneState(state) ? `${number}${state}` : `${number}.${actor.state}`
  })
}

/** How long its next pause is does not matter. */
function connectorKey(actor: Actor): string {
  return stateKey(actor, () => {
    const { pending } = actor.table.snapshot(actor.state).context as ConnectorContext
    const [state] = actor.table.leaves(actor.state)
    return state === 'trying' || state === 'testing' ? `${state}${pending}` : (state ?? '')
  })
}
