/**
 * Every way in which the connections of a group come to rest while nodes and levels stay as they are: depth first, over rows of
 * numbers. It takes what `settle` takes, in the same order, and is held against it by the tests.
 */

import type { Budget } from '../choices/budget.ts'
import { createRows, hashOf } from './rows.ts'
import type { Leap, Move, Steps } from './steps.ts'

export interface ToRest {
  /** The cells of each state at rest, in the order in which they were met. */
  readonly rests: readonly Uint16Array[]
  /** The first of the ways without an end that were met; null where each comes to rest. */
  readonly round: EndlessWay | null
  /** The names of the choices that lead to the rest of this place, or to where the way without an end was before. */
  readonly wayTo: (rest: number | 'round') => readonly string[]
}

/** A way that leads back to where it was before, so that somebody dials for ever: where that is, and who dials. */
interface EndlessWay {
  readonly cells: Uint16Array
  readonly pairs: ReadonlySet<string>
}

/** A state on the way that is being walked. */
interface Frame {
  readonly row: number
  readonly hash: number
  readonly connections: number
  readonly active: readonly number[]
  readonly moves: readonly Move[]
  /** What has led there. */
  readonly leap: Leap | null
  /** The place of the next move to take. */
  next: number
}

/** What a frame takes, in bytes, by estimate. */
const bytesOfFrame = 160

/** A state with more connections than so many for each pair counts for more than one. */
const connectionsPerPair = 4

/**
 * Walks from these cells to every rest. Gives up with what it has found as soon as the budget is spent.
 *
 * @param width how many of the cells are a row; what is behind them stays as it is
 * @param connections how many connections there are
 * @param pairs how many pairs
 */
export function toRest(
  { activeAt, activeAfter, movesAt, leapOf }: Steps,
  start: Uint16Array,
  width: number,
  { connections, pairs }: { readonly connections: number; readonly pairs: number },
  budget: Budget,
): ToRest {
  const rows = createRows(width)
  const here = start.slice()
  const rests: number[] = []
  const frames: Frame[] = []
  const onWay = new Set<number>()
  let kept = 0
  let round: { readonly back: number; readonly from: number; readonly leap: Leap } | null = null

  function keep(): void {
    const bytes = rows.bytes() + frames.length * bytesOfFrame
    budget.keep(bytes - kept)
    kept = bytes
  }

  /** Goes on from the state that is here, if it was not met before. */
  function enter(from: Frame | null, leap: Leap | null): void {
    const hash = from === null || leap === null ? hashOf(here, width) : (from.hash + leap.hash) | 0
    const there = from === null || leap === null ? connections : from.connections + leap.more
    // Where one connection after the other is left behind, every state takes as long to walk through as several others.
    if (there >= connectionsPerPair * pairs) budget.spend(Math.floor(there / (connectionsPerPair * pairs)))
    const row = rows.add(here, hash, from === null ? -1 : from.row)
    if (row < 0) {
      if (round === null && from !== null && leap !== null && onWay.has(-1 - row)) {
        round = { back: -1 - row, from: from.row, leap }
        dialledOnRound(-1 - row, leap)
      }
      return
    }
    budget.spend()
    const active = from === null || leap === null ? activeAt(here) : activeAfter(from.active, leap, here)
    const moves = movesAt(active, here)
    if (moves.length === 0) {
      rests.push(row)
      return
    }
    frames.push({ row, hash, connections: there, active, moves, leap, next: 0 })
    if (round === null) onWay.add(row)
    keep()
  }

  const dialled = new Set<string>()
  function dialledOnRound(back: number, last: Leap): void {
    const since = frames.slice(frames.findIndex(({ row }) => row === back) + 1)
    for (const leap of [...since.map((frame) => frame.leap), last]) {
      for (const pair of leap?.dialled ?? []) dialled.add(pair)
    }
  }

  enter(null, null)
  let isThere = true
  for (let frame = frames.at(-1); frame !== undefined && budget.spent() === null; frame = frames.at(-1)) {
    const move = frame.moves[frame.next++]
    if (move === undefined) {
      frames.pop()
      onWay.delete(frame.row)
      isThere = false
      continue
    }
    if (!isThere) rows.read(frame.row, here)
    const leap = leapOf(move, here)
    make(leap, here)
    enter(frame, leap)
    isThere = frames.at(-1) !== frame
  }
  budget.keep(-kept)

  const cellsOf = (row: number) => {
    const cells = start.slice()
    rows.read(row, cells)
    return cells
  }

  /** The name of the move that leads from a row to these cells. */
  function nameBetween(from: number, to: Uint16Array): string {
    const before = cellsOf(from)
    const move = movesAt(activeAt(before), before).find((each) => {
      const after = before.slice()
      make(leapOf(each, before), after)
      return after.every((cell, i) => cell === to[i])
    })
    if (move === undefined) throw new Error('Nothing leads from a state to the one after it')
    return move.name
  }

  function wayToRow(row: number): string[] {
    const names: string[] = []
    for (let at = row; rows.from(at) >= 0; at = rows.from(at)) {
      names.unshift(nameBetween(rows.from(at), cellsOf(at)))
    }
    return names
  }

  const end = round as { readonly back: number; readonly from: number; readonly leap: Leap } | null
  return {
    rests: rests.map(cellsOf),
    round: end && { cells: cellsOf(end.back), pairs: dialled },
    wayTo(rest) {
      if (rest !== 'round') return wayToRow(rests[rest] ?? 0)
      if (end === null) return []
      return [...wayToRow(end.from), nameBetween(end.from, cellsOf(end.back))]
    },
  }
}

function make({ columns, cells }: Leap, here: Uint16Array): void {
  for (let i = 0; i < columns.length; i++) here[columns[i] as number] = cells[i] as number
}
