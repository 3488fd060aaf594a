/**
 * What a group of connections falls into, a column each: a pair with its connector, or where a connector looks after several pairs
 * each by itself and the connector beside them; and, last, what dialers remember and calls have written. What a column can be in is
 * numbered as it is met, so that a state of the group is a row of numbers.
 */

import type { Budget } from '../choices/budget.ts'
import { memoryKey, partKey } from '../choices/key.ts'
import type { Cluster, Pair, Service } from '../engine/cluster.ts'
import type { Happening, World } from '../engine/world.ts'
import { byItself, emptyPart, type Part, pendingIn, sizeOf } from './part.ts'
import { mostInCell } from './rows.ts'

/** The connectors and the pairs of a column. */
export interface Column {
  readonly services: ReadonlyMap<string, Service>
  readonly pairs: ReadonlyMap<string, Pair>
}

export interface Columns {
  /** Without the memory. */
  readonly all: readonly Column[]
  /** The column of the memory: the last one. */
  readonly memory: number
  readonly width: number
  /** The nodes between which the connections are. */
  readonly nodes: readonly string[]
  readonly ofPair: (id: string) => number
  readonly ofService: (id: string) => number
  /**
   * What a world stands at: a cell for each column, and behind them one for each node and one for all levels and operations.
   *
   * @param isWatched whether it matters elsewhere what has become of a connection
   */
  readonly read: (world: World, isWatched: boolean) => Uint16Array
  /** The number of what one column of a world is in. */
  readonly cellOf: (world: World, column: number, isWatched: boolean) => number
  /** What a column is in by a number. */
  readonly part: (column: number, cell: number) => Part
}

/** The columns of a group. What they can be in counts as kept. */
export function columnsOf(cluster: Cluster, budget: Budget): Columns {
  const all = [...cluster.services.values()].flatMap(columnsOfService)
  const memory = all.length
  const numbered = (of: (column: Column) => Iterable<string>) =>
    new Map(all.flatMap((column, i) => Array.from(of(column), (id) => [id, i] as const)))
  const byPair = numbered(({ pairs }) => pairs.keys())
  const byService = numbered(({ services }) => services.keys())
  const nodes = [
    ...new Set([...cluster.pairs.values()].flatMap(({ dialer, acceptor }) => [dialer, acceptor])),
  ]
  const known = Array.from({ length: memory + 1 }, () => new Map<string, number>())
  const parts: Part[][] = known.map(() => [])
  const values = new Map<string, number>()

  /** The parts of a world that belong to these columns. */
  function partsIn(world: World, wanted: ReadonlySet<number>): Map<number, Part> {
    const found = new Map(Array.from(wanted, (column) => [column, emptyPart()]))
    for (const connection of world.connections.values()) {
      found
        .get(columnOf(byPair, connection.pair.id))
        ?.connections.set(connection.id, byItself(world, connection))
    }
    for (const item of pendingIn(world)) found.get(ownerOf(world, item))?.pending.push(item)
    for (const [column, part] of found) {
      if (column === memory) {
        for (const [who, offer] of world.offers) part.offers.set(who, offer)
        for (const form of world.formats) part.formats.add(form)
      }
      copy(world.connectors, part.connectors, all[column]?.services.keys())
      copy(world.latest, part.latest, all[column]?.pairs.keys())
      copy(world.attempts, part.attempts, all[column]?.pairs.keys())
    }
    return found
  }

  /** The column of what is still to happen; none where its connection is gone. */
  function ownerOf(world: World, item: Happening): number {
    if (item.kind === 'timer' && item.who.machine === 'connector')
      return columnOf(byService, item.who.subject)
    const connection = 'connection' in item ? item.connection : item.kind === 'timer' ? item.who.subject : ''
    return columnOf(byPair, world.connections.get(connection)?.pair.id ?? '')
  }

  function numberOf(world: World, column: number, part: Part, isWatched: boolean): number {
    const { services, pairs } = all[column] ?? { services: new Map(), pairs: new Map() }
    const key =
      column === memory
        ? memoryKey(world)
        : partKey({ services, pairs }, world, part.connections.values(), part.pending, isWatched)
    const numbers = known[column] as Map<string, number>
    return numberIn(numbers, key, () => {
      parts[column]?.push(part)
      budget.keep(sizeOf(part) + key.length * 2)
    })
  }

  return {
    all,
    memory,
    width: memory + 1,
    nodes,
    ofPair: (id) => columnOf(byPair, id),
    ofService: (id) => columnOf(byService, id),
    read(world, isWatched) {
      const own = partsIn(world, new Set(parts.keys()))
      const stands = [...world.values.values()].join('\n')
      return Uint16Array.from([
        ...Array.from(own, ([column, part]) => numberOf(world, column, part, isWatched)),
        ...nodes.map((id) => world.nodes.get(id)?.state ?? 0),
        numberIn(values, stands, () => {}),
      ])
    },
    cellOf(world, column, isWatched) {
      const [[, part] = [0, emptyPart()]] = partsIn(world, new Set([column]))
      return numberOf(world, column, part, isWatched)
    },
    part(column, cell) {
      const part = parts[column]?.[cell]
      if (part === undefined) throw new RangeError(`Column ${column} was never in ${cell}`)
      return part
    },
  }
}

function columnsOfService(service: Service): Column[] {
  const services = new Map([[service.id, service]])
  const ofPair = (pair: Pair) => new Map([[pair.id, pair]])
  const [first, ...others] = service.pairs
  if (first !== undefined && others.length === 0) return [{ services, pairs: ofPair(first) }]
  return [
    ...service.pairs.map((pair) => ({ services: new Map<string, Service>(), pairs: ofPair(pair) })),
    { services, pairs: new Map<string, Pair>() },
  ]
}

const columnOf = (columns: ReadonlyMap<string, number>, id: string) => columns.get(id) ?? -1

function copy<V>(from: ReadonlyMap<string, V>, to: Map<string, V>, keys: Iterable<string> = []): void {
  for (const key of keys) {
    const value = from.get(key)
    if (value !== undefined) to.set(key, value)
  }
}

/** The number of a key among those that were met; a new one is told of. */
function numberIn(numbers: Map<string, number>, key: string, isNew: () => void): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  if (numbers.size > mostInCell) throw new RangeError('A pair is in more states than a cell can hold')
  numbers.set(key, numbers.size)
  isNew()
  return numbers.size - 1
}
