/** Which mixed states safe orders pass: those that can be reached from the start, and from which the goal can. */

import { madeIn } from '../../memo/made-in.ts'
import { type Judge, type JudgedStep, joined } from '../space/judge.ts'
import type { Judgement, StateVerdict } from '../space/judgement.ts'
import { isGoal, keyOf, type Space, type SpaceState } from '../space/space.ts'

interface Edge {
  readonly step: JudgedStep
  readonly to: Node
}

/** A state that was reached by way of states that may be passed. */
export interface Node {
  readonly key: string
  readonly state: SpaceState
  /** How many steps lead here. */
  readonly rank: number
  /** What is said of the state; its verdict may be passed. */
  readonly judgement: Judgement
  /** The steps into states that may be passed. */
  readonly edges: Edge[]
  /** The steps that may not be taken, with what is said of them and of the state that they lead to. */
  readonly blocked: { readonly step: JudgedStep; readonly judgement: Judgement }[]
  /** Whether the goal can be reached from here. */
  alive: boolean
}

export interface ExploredSpace {
  readonly start: Node | null
  /** What is said of the start. */
  readonly first: Judgement
  /** By rank, the start first. */
  readonly nodes: readonly Node[]
  readonly byKey: ReadonlyMap<string, Node>
  /** Whether there were more states than the limit. */
  readonly isCut: boolean
  /** Whether a safe order reaches the goal. */
  readonly alive: boolean
  /** Whether nothing was met that may not be passed. */
  readonly isSafe: boolean
}

const deadEnds = new WeakMap<ExploredSpace, ReadonlyMap<Node, Node>>()

/**
 * For each state that does not lead to the goal where one gets farthest from there: a state from which no step may be taken. What
 * is wrong with those steps is what blocks; what can be gone around does not.
 */
export function deadEndsOf(explored: ExploredSpace): ReadonlyMap<Node, Node> {
  return madeIn(deadEnds, explored, findDeadEnds)
}

function findDeadEnds({ nodes }: ExploredSpace): ReadonlyMap<Node, Node> {
  const ends = new Map<Node, Node>()
  for (const node of nodes.toReversed()) {
    if (node.alive) continue
    const last = node.edges.map(({ to }) => ends.get(to) ?? to)
    ends.set(
      node,
      last.reduce((best, each) => (each.rank > best.rank ? each : best), last[0] ?? node),
    )
  }
  return ends
}

/**
 * Explores the states that orders pass.
 *
 * @param passes the verdicts of states that may be passed
 * @param limit how many states at most
 */
export function exploreSpace(
  space: Space,
  judge: Judge,
  limit: number,
  passes: (verdict: StateVerdict) => boolean = (verdict) => verdict === 'safe',
): ExploredSpace {
  const first = judge.state(judge.start)
  const byKey = new Map<string, Node>()
  if (!passes(first.verdict))
    return { start: null, first, nodes: [], byKey, isCut: false, alive: false, isSafe: false }
  const node = (state: SpaceState, rank: number, judgement: Judgement): Node => {
    const made: Node = { key: keyOf(state), state, rank, judgement, edges: [], blocked: [], alive: false }
    byKey.set(made.key, made)
    return made
  }
  const start = node(judge.start, 0, first)
  const nodes = [start]
  let isCut = false
  // A list goes on to what is added to it on the way.
  for (const from of nodes) {
    for (const step of judge.steps(from.state)) {
      const way = judge.step(from.state, step)
      const known = byKey.get(keyOf(step.to))
      if (known !== undefined && passes(way.verdict)) {
        from.edges.push({ step, to: known })
        continue
      }
      const there = joined(way, judge.state(step.to))
      if (!passes(there.verdict)) from.blocked.push({ step, judgement: there })
      else if (nodes.length >= limit) isCut = true
      else {
        const to = node(step.to, from.rank + 1, judge.state(step.to))
        nodes.push(to)
        from.edges.push({ step, to })
      }
    }
  }
  for (const each of nodes.toReversed()) {
    each.alive = isGoal(space, each.state) || each.edges.some(({ to }) => to.alive)
  }
  const isSafe = !isCut && nodes.every(({ blocked }) => blocked.length === 0)
  return { start, first, nodes, byKey, isCut, alive: start.alive, isSafe }
}
