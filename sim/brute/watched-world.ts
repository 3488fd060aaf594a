/** A world into which columns are laid as they are looked at, and which tells in which order that was. */

import { createEventQueue } from '../engine/event-queue.ts'
import type { World } from '../engine/world.ts'
import type { Columns } from './columns.ts'
import { lay } from './part.ts'

/** A world, and the places that were looked at in it: columns, nodes, and where levels stand; see `Columns.read`. */
export interface WatchedWorld {
  readonly world: World
  readonly looked: ReadonlySet<number>
  /** Lays a column into it, without having looked at it. */
  readonly lay: (column: number) => void
  /** Does something that looks at nothing. */
  readonly unseen: <T>(act: () => T) => T
}

/** A world with the connections that these cells stand for, between these nodes, which do not change. */
export function watchedWorld(columns: Columns, nodes: World, cells: Uint16Array): WatchedWorld {
  const looked = new Set<number>()
  const laid = new Set<number>()
  let isSeen = true
  const layIn = (column: number) => {
    if (laid.has(column)) return
    laid.add(column)
    lay(world, columns.part(column, cells[column] as number))
  }
  const lookAt = (column: number) => {
    if (column < 0) return
    if (isSeen) looked.add(column)
    layIn(column)
  }
  const lookAtAll = () => {
    if (!isSeen) return
    for (let column = 0; column < columns.width; column++) lookAt(column)
  }
  const lookBehind = (place: number) => {
    if (isSeen) looked.add(columns.width + place)
  }
  const columnsOf = (column: (key: string) => number) => (key: string | null) =>
    key === null ? lookAtAll() : lookAt(column(key))
  const ofPair = columnsOf(columns.ofPair)
  const ofMemory = () => lookAt(columns.memory)
  const formats = new WatchedSet(ofMemory)
  const world: World = {
    ...nodes,
    owner: {},
    eventQueue: createEventQueue(),
    connections: new WatchedMap(columnsOf((id) => columns.ofPair(id.slice(0, id.lastIndexOf('#'))))),
    latest: new WatchedMap(ofPair),
    attempts: new WatchedMap(ofPair),
    connectors: new WatchedMap(columnsOf(columns.ofService)),
    offers: new WatchedMap(ofMemory),
    formats,
    nodes: new WatchedMap((id) => {
      if (id === null) throw new Error('Connections look at single nodes only')
      lookBehind(columns.nodes.indexOf(id))
    }, nodes.nodes),
    values: new WatchedMap(() => lookBehind(columns.nodes.length), nodes.values),
    // Processes are counted from those that live.
    starts: new Map(),
  }
  return {
    world,
    looked,
    lay: layIn,
    unseen(act) {
      isSeen = false
      const result = act()
      isSeen = true
      return result
    },
  }
}

/** A map that tells who looks at it: at a key, or at all of them (null). */
class WatchedMap<V> extends Map<string, V> {
  readonly look: (key: string | null) => void
  readonly source: ReadonlyMap<string, V> | null

  constructor(look: (key: string | null) => void, source: ReadonlyMap<string, V> | null = null) {
    super()
    this.look = look
    this.source = source
  }

  override get(key: string): V | undefined {
    this.look(key)
    return this.source === null ? super.get(key) : this.source.get(key)
  }
  override has(key: string): boolean {
    return this.get(key) !== undefined
  }
  override set(key: string, value: V): this {
    this.look(key)
    return super.set(key, value)
  }
  override delete(key: string): boolean {
    this.look(key)
    return super.delete(key)
  }
  override [Symbol.iterator](): MapIterator<[string, V]> {
    this.look(null)
    return super[Symbol.iterator]()
  }
  override entries(): MapIterator<[string, V]> {
    this.look(null)
    return super.entries()
  }
  override keys(): MapIterator<string> {
    this.look(null)
    return super.keys()
  }
  override values(): MapIterator<V> {
    this.look(null)
    return super.values()
  }
}

/** The same of a set. */
class WatchedSet extends Set<string> {
  readonly look: () => void

  constructor(look: () => void) {
    super()
    this.look = look
  }

  override add(value: string): this {
    this.look?.()
    return super.add(value)
  }
  override [Symbol.iterator](): SetIterator<string> {
    this.look()
    return super[Symbol.iterator]()
  }
  override values(): SetIterator<string> {
    this.look()
    return super.values()
  }
}
