/** One problem, searched: which states safe orders pass, and what follows from that. */
import { countAll } from '../../scenario/order/count-orders.ts'
import type { PlanStep } from '../../scenario/order/units.ts'
import { type Effort, effortWith } from '../space/effort.ts'
import { type JudgeOnTheWay, judgeIn } from '../space/judge.ts'
import type { StateVerdict } from '../space/judgement.ts'
import type { Problem } from '../space/problem.ts'
import { fewest } from '../space/size.ts'
import { keyOf, type Space, type SpaceState, spaceOf } from '../space/space.ts'
import { countSafe } from './count.ts'
import { type ExploredSpace, exploreSpace } from './explore.ts'
import { bestWay, type Way } from './phases.ts'
import { movesOf, namePhase, startPositions } from './positions.ts'
import { wholeWay } from './whole.ts'

export interface Solution {
  readonly problem: Problem
  /** The space that was searched: with no more members of a class than make a difference. */
  readonly space: Space
  readonly judge: JudgeOnTheWay
  readonly explored: ExploredSpace
  readonly verdict: 'safe' | 'unsafe' | 'unknown'
}

/**
 * Searches a problem. Where no rule depends on how many units there are, neither does the work.
 *
 * @param known a way that is known to be safe, for where there are too many states
 */
export function solve(
  problem: Problem,
  effort: Effort = effortWith(),
  known: readonly PlanStep[] = [],
): Solution {
  const space = spaceOf(problem, fewest(problem))
  const judge = judgeIn(space)
  const explored = exploreSpace(space, judge, effort, undefined, movesOf(problem, known))
  const verdict = explored.alive ? 'safe' : explored.limit !== null ? 'unknown' : 'unsafe'
  return { problem, space, judge, explored, verdict }
}

export interface Counts {
  readonly all: bigint | null
  readonly safe: bigint | null
  readonly unsupported: bigint | null
  readonly states: number
}

/** How many orders there are, and how many are safe, or safe but for what the vendor does not support. */
export function countOrders({ problem, explored, verdict }: Solution, effort: Effort = effortWith()): Counts {
  const all = countAll(problem.units)
  if (all === null) return { all, safe: null, unsupported: null, states: 0 }
  const space = spaceOf(problem)
  const judge = judgeIn(space)
  const safe = verdict === 'unsafe' ? { orders: 0n, states: 0 } : countSafe(space, judge, effort)
  const meetsUnsupported =
    explored.first.verdict === 'unsupported' ||
    explored.nodes.some(({ blocked }) => blocked.some(({ judgement }) => judgement.verdict === 'unsupported'))
  const passes = (each: StateVerdict) => each !== 'unsafe'
  const lenient = meetsUnsupported ? countSafe(space, judge, effort, passes) : safe
  return {
    all,
    safe: safe?.orders ?? null,
    unsupported: lenient && safe ? lenient.orders - safe.orders : null,
    states: (safe?.states ?? 0) + (meetsUnsupported ? (lenient?.states ?? 0) : 0),
  }
}

/** A best way of a problem that has one, by the states and by the steps. */
export function bestOrder(
  { problem, space, judge, explored }: Solution,
  effort: Effort = effortWith(),
): { readonly way: Way; readonly phases: readonly (readonly PlanStep[])[] } | null {
  if (!explored.alive) return null
  const leads = (_: SpaceState, to: SpaceState) => explored.byKey.get(keyOf(to))?.alive ?? false
  const way = bestWay(space, judge, judge.start, leads, effort)
  const whole = way && wholeWay(space, way, effort)
  if (way === null || whole === null) return null
  const positions = startPositions(problem)
  return { way, phases: whole.phases.map((phase) => namePhase(problem, phase, positions)) }
}
