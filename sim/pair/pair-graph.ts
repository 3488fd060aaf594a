/**
 * All states that a pair can come to, and the moves between them. A state is a configuration, and how often each repeated call is
 * still to be made. Nothing is ever undone, so there are no circles.
 */
import type { Configuration, PairMove } from './configuration.ts'
import type { PairMoves } from './pair-moves.ts'
import type { Repeats } from './repeats.ts'
import { createTuples, longer } from './tuples.ts'

/** States by their numbers, from 0 up: that of the first one is 0. */
export interface PairGraph {
  /** Every state, behind all that its moves lead to: as they are come to, depth first, in the order of the moves. */
  readonly order: Int32Array
  /** How many moves lead on: none where the pair has come to rest, or where nothing can change any more what comes of it. */
  readonly degree: (state: number) => number
  /** What a move leads to, by its place among those of the state. */
  readonly after: (state: number, move: number) => number
  readonly configuration: (state: number) => Configuration
  /** How often each repeated call is still to be made: packed. */
  readonly left: (state: number) => Int32Array
  /** Every offer with which another connection is dialled, in the order in which they were come to. */
  readonly redials: readonly string[]
}

/** Told of a move, of what is left behind it, which is written over by the next one, and of the place of the call that it repeats. */
type OnMove = (move: PairMove, left: Int32Array, call: number) => void

/** Gives a function that tells of all that may happen next, in order. */
export function movesFrom(
  { moves, repeat }: PairMoves,
  repeats: Repeats,
): (from: Configuration, left: Int32Array, onMove: OnMove) => void {
  const fewer = repeats.all.slice()
  return (from, left, onMove) => {
    for (const move of moves(from)) onMove(move, move.redial === null ? left : repeats.all, 0)
    for (const call of from.repeatable) {
      if (repeats.left(left, call) === 0) continue
      for (let i = 0; i < left.length; i++) fewer[i] = left[i] as number
      repeats.make(fewer, call)
      const move = repeat(from)
      onMove(move, move.redial === null ? fewer : repeats.all, call)
    }
  }
}

const fewest = 64

/** Walks through all that may happen to a pair. */
export function walkPair(pair: PairMoves, repeats: Repeats): PairGraph {
  const each = movesFrom(pair, repeats)
  const tuple = new Int32Array(1 + repeats.all.length)
  const left = repeats.all.slice()
  const states = createTuples(tuple.length)
  /** By state: where the moves begin that lead on from it, and how many they are; -1 where it was not walked through yet. */
  let first = new Int32Array(fewest)
  let degree = new Int16Array(fewest).fill(-1)
  /** Where each move leads. */
  let targets = new Int32Array(fewest)
  let edges = 0
  let order = new Int32Array(fewest)
  let done = 0
  const redialled = new Map<number, string>()
  const redials: string[] = []

  function numberOf({ number }: Configuration, left: Int32Array): number {
    tuple[0] = number
    for (let i = 0; i < left.length; i++) tuple[i + 1] = left[i] as number
    return states.numberOf(tuple)
  }

  function readLeft(state: number, into: Int32Array): Int32Array {
    for (let i = 0; i < into.length; i++) into[i] = states.at(state, i + 1)
    return into
  }

  const configuration = (state: number) => pair.at(states.at(state, 0))

  function connect({ to, redial }: PairMove, left: Int32Array): void {
    const target = numberOf(to, left)
    if (redial !== null) redialled.set(target, redial)
    if (edges === targets.length) targets = longer(targets, edges)
    targets[edges++] = target
  }

  const isSeen = (state: number) => state < degree.length && (degree[state] as number) >= 0

  function walk(state: number): void {
    const begin = edges
    const from = configuration(state)
    if (!from.isSettled) each(from, readLeft(state, left), connect)
    const end = edges
    if (state >= degree.length) {
      first = longer(first, states.size())
      const more = new Int16Array(first.length).fill(-1)
      more.set(degree)
      degree = more
    }
    first[state] = begin
    degree[state] = end - begin
    for (let edge = begin; edge < end; edge++) {
      const target = targets[edge] as number
      if (isSeen(target)) continue
      const offers = redialled.get(target)
      if (offers !== undefined) redials.push(offers)
      walk(target)
    }
    if (done === order.length) order = longer(order, states.size())
    order[done++] = state
  }

  walk(numberOf(pair.start, repeats.all))
  return {
    order: order.subarray(0, done),
    degree: (state) => degree[state] as number,
    after: (state, move) => targets[(first[state] as number) + move] as number,
    configuration,
    left: (state) => readLeft(state, repeats.all.slice()),
    redials,
  }
}
