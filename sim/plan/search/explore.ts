/** Which mixed states safe orders pass: those that can be reached from the start, and from which the goal can. */

import { madeIn } from '../../memo/made-in.ts'
import { type Effort, effortWith, type Limit } from '../space/effort.ts'
import { type Judge, joined } from '../space/judge.ts'
import type { Judgement, StateVerdict } from '../space/judgement.ts'
import type { ClassMove } from '../space/on-the-way.ts'
import { isGoal, keyOf, type Space, type SpaceState } from '../space/space.ts'

interface Edge {
  readonly step: ClassMove
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
  readonly blocked: { readonly step: ClassMove; readonly judgement: Judgement }[]
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
  /** Which limit was met, so that not all was looked at; null where none was. */
  readonly limit: keyof Limit | null
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
 * Explores the states that orders pass, rank by rank. Where that meets a limit before the goal is seen, it goes straight on from
 * where it was, to find a way at least.
 *
 * @param effort how far it goes; straight on a quarter as far again
 * @param along a way that is known, which is gone first where a limit is met
 * @param passes the verdicts of states that may be passed
 */
export function exploreSpace(
  space: Space,
  judge: Judge,
  effort: Effort = effortWith(),
  passes: (verdict: StateVerdict) => boolean = (verdict) => verdict === 'safe',
  along: readonly ClassMove[] = [],
): ExploredSpace {
  const first = judge.state(judge.start)
  const byKey = new Map<string, Node>()
  if (!passes(first.verdict))
    return { start: null, first, nodes: [], byKey, limit: null, alive: false, isSafe: false }
  const nodes: Node[] = []
  const node = (state: SpaceState, rank: number, judgement: Judgement): Node => {
    const made: Node = { key: keyOf(state), state, rank, judgement, edges: [], blocked: [], alive: false }
    byKey.set(made.key, made)
    nodes.push(made)
    return made
  }
  let limit: keyof Limit | null = null
  /** Looks at every step from a node, as long as there may be more of them. */
  const leave = (from: Node, own: Effort) => {
    const steps = judge.steps(from.state)
    own.look(steps.length * space.breadth)
    for (const { to: state, ...step } of steps) {
      const way = judge.step(from.state, step)
      const known = byKey.get(keyOf(state))
      if (known !== undefined && passes(way.verdict)) {
        from.edges.push({ step, to: known })
        continue
      }
      const there = joined(way, judge.state(state))
      const met = own.met()
      if (!passes(there.verdict)) from.blocked.push({ step, judgement: there })
      else if (met !== null) limit = met
      else {
        const to = node(state, from.rank + 1, judge.state(state))
        own.meet(bytesOf(to, steps.length))
        from.edges.push({ step, to })
      }
    }
  }
  const start = node(judge.start, 0, first)
  effort.meet(0)
  let left = 0
  for (; left < nodes.length && limit === null; left++) {
    leave(nodes[left] as Node, effort)
    // As many states as there may be can be all that there are.
    if (effort.met() !== 'states' && left + 1 < nodes.length) limit ??= effort.met()
  }
  if (limit !== null) {
    const rest = effort.beyond()
    const open = nodes.slice(left)
    let last = start
    for (const { axis, move } of along) {
      if (!isLeft(last)) leave(last, rest)
      const edge = last.edges.find(({ step }) => step.axis === axis && step.move === move)
      if (edge === undefined) break
      last = edge.to
    }
    if (!isGoal(space, last.state)) open.push(last)
    else open.length = 0
    for (let here = open.pop(); here !== undefined && rest.met() === null; here = open.pop()) {
      const known = nodes.length
      if (!isLeft(here)) leave(here, rest)
      open.push(...nodes.slice(known))
      if (nodes.slice(known).some(({ state }) => isGoal(space, state))) break
    }
    nodes.sort((a, b) => a.rank - b.rank)
  }
  for (const each of nodes.toReversed()) {
    each.alive = isGoal(space, each.state) || each.edges.some(({ to }) => to.alive)
  }
  const isSafe = limit === null && nodes.every(({ blocked }) => blocked.length === 0)
  return { start, first, nodes, byKey, limit, alive: start.alive, isSafe }
}

const isLeft = ({ edges, blocked }: Node) => edges.length + blocked.length > 0

/** What is kept of a node, and of about as many steps as lead on from it, in bytes, by estimate. */
const bytesOf = ({ key, state }: Node, steps: number) => 600 + 2 * key.length + 8 * state.length + 100 * steps
