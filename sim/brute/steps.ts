/**
 * What can happen to the connections of a group, and what comes of it: worked out through the machines and the handlers of a run,
 * once, and remembered by what was looked at for it. Most of what happens on a connection looks at nothing else.
 */

import { type Choice, everyChoice, take, takeUrgent } from '../choices/choices.ts'
import { inOrder, turnOf, turns } from '../choices/order.ts'
import { firstWith, silently } from '../choices/settle.ts'
import type { Cluster } from '../engine/cluster.ts'
import type { World } from '../engine/world.ts'
import type { Column, Columns } from './columns.ts'
import { type Known, learn, recall } from './looked-up.ts'
import { added } from './rows.ts'
import { type WatchedWorld, watchedWorld } from './watched-world.ts'

export interface Move {
  /** See `Choice`. */
  readonly name: string
  readonly column: number
  /** Its place among all that can ever happen to its column as it is. */
  readonly place: number
  /** Those that have to be taken next by what this one is, of all that can; null where it does not decide that. */
  first: readonly Move[] | null
  leaps: Known<Leap> | undefined
}

/** What comes of a move: other cells in some columns. */
export interface Leap {
  readonly columns: readonly number[]
  readonly cells: readonly number[]
  /** What that adds to the hash of the row. */
  readonly hash: number
  /** How many connections there are more. */
  readonly more: number
  /** The pairs whose dialers dial. */
  readonly dialled: readonly string[]
}

/** What can happen to a column, by the turns that it has. */
interface Moving {
  readonly arrivals: readonly Move[]
  readonly others: readonly Move[]
  readonly dials: readonly Move[]
  /** The first that decides what has to be taken next, of the arrivals and of the others. */
  readonly firstOfAll: readonly Move[] | null
  readonly firstOfOthers: readonly Move[] | null
  /** Whether anything else can happen to its pair than that its connector dials. */
  readonly isBusy: boolean
}

export interface Steps {
  /** The columns to which anything can happen where they and what is around them are at this, in order; see `Columns.read`. */
  readonly activeAt: (cells: Uint16Array) => readonly number[]
  /** The same after a leap to these cells, by which of them were active before it. */
  readonly activeAfter: (active: readonly number[], leap: Leap, cells: Uint16Array) => readonly number[]
  /** What may be taken next where these columns are active. */
  readonly movesAt: (active: readonly number[], cells: Uint16Array) => readonly Move[]
  readonly leapOf: (move: Move, cells: Uint16Array) => Leap
}

/**
 * Everything that can happen to the connections of a group.
 *
 * @param isWatched whether it matters elsewhere what has become of a connection, so that all moves have to be taken in every order
 * @returns takes the world whose nodes and levels the connections are between
 */
export function createSteps(cluster: Cluster, columns: Columns, isWatched: boolean): (nodes: World) => Steps {
  const moving: (Known<Moving> | undefined)[][] = Array.from({ length: columns.memory }, () => [])
  /** For each place the columns of which it decides what can happen to them. */
  const watchers: Set<number>[] = Array.from({ length: columns.width }, () => new Set())
  /** For each column with a connector those of its pairs, where that are others. */
  const pairsOf = columns.all.map(({ services, pairs }) =>
    pairs.size > 0
      ? []
      : [...services.values()].flatMap((service) => service.pairs.map(({ id }) => columns.ofPair(id))),
  )

  return (nodes) => {
    const lookOn = (cells: Uint16Array, column: number): WatchedWorld => {
      const watched = watchedWorld(columns, nodes, cells)
      watched.lay(column)
      return watched
    }

    function movingAt(column: number, cells: Uint16Array): Moving {
      const own = moving[column] as (Known<Moving> | undefined)[]
      const cell = cells[column] as number
      const known = recall(own[cell], cells)
      if (known !== null) return known
      const { world, looked, unseen } = lookOn(cells, column)
      const choices = choicesOf(column, cell, world)
      const found = unseen(() => movingOf(world, column, choices))
      const others = othersOf(looked, column)
      for (const place of others) watchers[place]?.add(column)
      own[cell] = learn(own[cell], cells, others, found)
      return found
    }

    const isActive = (column: number, cells: Uint16Array) => {
      const { isBusy, dials } = movingAt(column, cells)
      return isBusy || dials.length > 0
    }

    function activeAfter(active: readonly number[], leap: Leap, cells: Uint16Array): readonly number[] {
      let after: number[] | null = null
      const look = (column: number) => {
        if (column === columns.memory) return
        const list = after ?? active
        const place = placeIn(list, column)
        const was = list[place] === column
        if (was === isActive(column, cells)) return
        after ??= active.slice()
        after.splice(place, was ? 1 : 0, ...(was ? [] : [column]))
      }
      for (const column of leap.columns) {
        look(column)
        const watching = watchers[column] as Set<number>
        if (watching.size > 0) for (const other of watching) look(other)
      }
      return after ?? active
    }

    /** In the order of turns, and of columns in each of them. */
    function movesAt(active: readonly number[], cells: Uint16Array): readonly Move[] {
      const all = active.map((column) => movingAt(column, cells))
      if (!isWatched) {
        for (const { firstOfAll } of all) if (firstOfAll !== null) return firstOfAll
        for (const { firstOfOthers } of all) if (firstOfOthers !== null) return firstOfOthers
      }
      const moves: Move[] = []
      for (const { arrivals } of all) for (const move of arrivals) moves.push(move)
      for (const { others } of all) for (const move of others) moves.push(move)
      for (let i = 0; i < all.length; i++) {
        const { dials, isBusy } = all[i] as Moving
        if (dials.length === 0 || isBusy) continue
        const pairs = pairsOf[active[i] as number] as number[]
        if (pairs.some((pair) => movingAt(pair, cells).isBusy)) continue
        for (const move of dials) moves.push(move)
      }
      return moves
    }

    function leapOf(move: Move, cells: Uint16Array): Leap {
      const known = recall(move.leaps, cells)
      if (known !== null) return known
      const { world, looked, unseen } = lookOn(cells, move.column)
      const own = cells[move.column] as number
      const choices = unseen(() => inOrder(cluster, world, choicesOf(move.column, own, world)))
      const choice = choices[move.place]
      if (choice === undefined) throw new Error(`It cannot be that ${move.name}`)
      const sim = silently(cluster, world)
      take(sim, choice)
      takeUrgent(sim)
      const found = unseen(() => leapTo(world, new Set([move.column, ...looked]), cells))
      move.leaps = learn(move.leaps, cells, othersOf(looked, move.column), found)
      return found
    }

    return {
      leapOf,
      movesAt,
      activeAfter,
      activeAt: (cells) => [...columns.all.keys()].filter((column) => isActive(column, cells)),
    }
  }

  /** Everything that can happen to a column that was laid into a world, whatever the times say. */
  function choicesOf(column: number, cell: number, world: World): readonly Choice[] {
    const { pairs, services } = columns.all[column] as Column
    const own = columns.part(column, cell).connections.values()
    return everyChoice(cluster, world, own).filter((choice) =>
      (turnOf(choice) === turns.connectors ? services : pairs).has(choice.subject),
    )
  }

  function movingOf(world: World, column: number, choices: readonly Choice[]): Moving {
    const ordered = inOrder(cluster, world, choices)
    const isFree = ordered.some(({ when }) => when === 'freely')
    const may = ordered.filter(
      (choice) =>
        choice.when === 'freely' ||
        (choice.when === 'after a while' && (turnOf(choice) === turns.connectors || !isFree)),
    )
    const moves = new Map(
      may.map((choice): [Choice, Move] => {
        const { name } = choice
        const place = ordered.indexOf(choice)
        return [choice, { name, column, place, first: null, leaps: undefined }]
      }),
    )
    const movesOf = (some: readonly Choice[]) => some.flatMap((choice) => moves.get(choice) ?? [])
    for (const [choice, move] of moves) {
      const first = firstWith(world, choice, may)
      move.first = first && movesOf(first)
    }
    const [arrivals, others, dials] = Object.values(turns).map((turn) =>
      movesOf(may.filter((choice) => turnOf(choice) === turn)),
    ) as [Move[], Move[], Move[]]
    const firstOf = (some: readonly Move[]) => some.find(({ first }) => first !== null)?.first ?? null
    return {
      arrivals,
      others,
      dials,
      firstOfAll: firstOf(arrivals),
      firstOfOthers: firstOf(others),
      isBusy: arrivals.length + others.length > 0,
    }
  }

  function leapTo(world: World, looked: ReadonlySet<number>, cells: Uint16Array): Leap {
    const own = [...looked].filter((place) => place < columns.width)
    const changed = own.flatMap((column) => {
      const before = cells[column] as number
      const after = columns.cellOf(world, column, isWatched)
      return before === after ? [] : [{ column, before, after }]
    })
    const count = (column: number, cell: number) => columns.part(column, cell).connections.size
    const pairs = own.flatMap((column) => [...(columns.all[column]?.pairs.keys() ?? [])])
    const attempts = (pair: string) => {
      const column = columns.ofPair(pair)
      return columns.part(column, cells[column] as number).attempts.get(pair)
    }
    return {
      columns: changed.map(({ column }) => column),
      cells: changed.map(({ after }) => after),
      hash: changed.reduce((sum, { column, before, after }) => {
        return (sum + added(column, after) - added(column, before)) | 0
      }, 0),
      more: changed.reduce((sum, { column, before, after }) => {
        return sum + count(column, after) - count(column, before)
      }, 0),
      dialled: pairs.filter((pair) => world.attempts.get(pair) !== attempts(pair)),
    }
  }
}

const othersOf = (looked: ReadonlySet<number>, own: number) => [...looked].filter((place) => place !== own)

/** Where a column is in a list in order, or would be. */
function placeIn(active: readonly number[], column: number): number {
  let low = 0
  let high = active.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((active[middle] as number) < column) low = middle + 1
    else high = middle
  }
  return low
}
