/** All states that a pair can come to, and the moves between them. Nothing is ever undone, so there are no circles. */
import type { PairMoves } from './pair-moves.ts'
import { isSettled, type PairState } from './pair-state.ts'
import { createTuples, longer } from './tuples.ts'

/** States by their numbers. That of the first one is 0. */
export interface PairGraph {
  /** Every state, behind all that its moves lead to: as they are come to, depth first, in the order of the moves. */
  readonly order: Int32Array
  /** How many moves lead on: none where the pair has come to rest, or where nothing can change any more what comes of it. */
  readonly degree: (state: number) => number
  /** What a move leads to, by its place among those of the state. */
  readonly after: (state: number, move: number) => number
  /** Makes `into` stand as a state does. */
  readonly read: (state: number, into: PairState) => void
  /** Every offer with which another connection is dialled, in the order in which they were come to. */
  readonly redials: readonly string[]
}

const fewest = 64

/** The numbers of a state beside those of its repeated calls. */
const ownNumbers = 5

/** Walks through all that may happen to a pair. */
export function walkPair({ start, each, streams, repeats }: PairMoves): PairGraph {
  const tuple = new Int32Array(ownNumbers + repeats.all.length)
  const states = createTuples(tuple.length)
  const from = start()
  const next = start()
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

  function numberOf({ dialer, acceptor, testCalls, isTested, repeats }: PairState): number {
    tuple[0] = dialer.end.number
    tuple[1] = acceptor.end.number
    tuple[2] = dialer.sent.number
    tuple[3] = acceptor.sent.number
    tuple[4] = testCalls * 2 + Number(isTested)
    for (let i = 0; i < repeats.length; i++) tuple[ownNumbers + i] = repeats[i] as number
    return states.numberOf(tuple)
  }

  function read(state: number, into: PairState): void {
    const { dialer, acceptor, repeats } = into
    dialer.end = dialer.automaton.at(states.at(state, 0))
    acceptor.end = acceptor.automaton.at(states.at(state, 1))
    dialer.sent = streams.at(states.at(state, 2))
    acceptor.sent = streams.at(states.at(state, 3))
    into.testCalls = states.at(state, 4) >> 1
    into.isTested = (states.at(state, 4) & 1) === 1
    for (let i = 0; i < repeats.length; i++) repeats[i] = states.at(state, ownNumbers + i)
  }

  function connect(): void {
    const target = numberOf(next)
    if (next.redial !== null) redialled.set(target, next.redial)
    if (edges === targets.length) targets = longer(targets, edges)
    targets[edges++] = target
  }

  const isSeen = (state: number) => state < degree.length && (degree[state] as number) >= 0

  function walk(state: number): void {
    const begin = edges
    read(state, from)
    if (!isSettled(from, streams)) each(from, next, connect)
    const end = edges
    if (state >= degree.length) {
      first = longer(first, states.size())
      const more = new Int16Array(first.length).fill(-1)
      more.set(degree)
      degree = more
      order = longer(order, states.size())
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

  walk(numberOf(start()))
  return {
    order: order.subarray(0, done),
    degree: (state) => degree[state] as number,
    after: (state, move) => targets[(first[state] as number) + move] as number,
    read,
    redials,
  }
}
