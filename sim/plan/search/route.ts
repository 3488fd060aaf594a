/**
 * The shortest way through releases that lie between, where no order goes straight: with the fewest steps, and of those
 * with the fewest phases; or a proof that there is none within the known releases.
 */
import { lookUp } from '#machines/look-up.ts'
import type { Condition, Scenario } from '../../scenario/model.ts'
import type { PlanStep, Unit } from '../../scenario/order/units.ts'
import { type Effort, effortWith } from '../space/effort.ts'
import { judgeIn } from '../space/judge.ts'
import { type Problem, problemOf } from '../space/problem.ts'
import { fewest } from '../space/size.ts'
import { keyOf, type Space, sizeOf, spaceOf } from '../space/space.ts'
import { bestWay, distancesOf } from './phases.ts'
import { namePhase, startPositions } from './positions.ts'
import { shortestWays } from './shortest-ways.ts'
import { someWay } from './some-way.ts'
import { wholeWay } from './whole.ts'

/** So many states are searched one by one to prove that no way is shorter, or that there is none. */
const mostStates = 400_000

export interface FoundRoute {
  readonly phases: readonly (readonly PlanStep[])[]
  /** The units with the values that they go through. */
  readonly units: readonly Unit[]
  readonly isShortest: boolean
}

/** The route; or that there is none, and whether that is proven. */
export type RouteResult = FoundRoute | { readonly phases: null; readonly isProven: boolean }

/**
 * Finds a route for these units, of which each keeps its first and its last value.
 *
 * @param effort how far it is searched
 */
export function findRoute(
  scenario: Scenario,
  units: readonly Unit[],
  { keep, effort = effortWith() }: { readonly keep?: readonly Condition[]; readonly effort?: Effort } = {},
): RouteResult {
  const through = (unit: Unit) => wayThrough(scenario, unit)
  const problem = problemOf(scenario, units, { ...(keep && { keep }), through })
  const alike = spaceOf(problem, fewest(problem))
  const isSmall = sizeOf(alike) <= mostStates
  const two = problem.classes.map(({ members }) => Math.min(2, members.length))
  const space = isSmall ? alike : spaceOf(problem, two)
  const judge = judgeIn(space)
  const weights = weightsOf(space)
  const shortest = shortestWays(space, judge, weights, effort)
  if (shortest === null) return { phases: null, isProven: isSmall }
  const onWay = shortest === 'unknown' ? someWay(space, judge, weights, effort.beyond()) : shortest
  if (onWay === null) return { phases: null, isProven: false }
  const few = bestWay(
    space,
    judge,
    judge.start,
    (from, to, phase) => {
      const steps = phase.reduce((sum, { axis, members }) => sum + members * (weights[axis] ?? 1), 0)
      return onWay.get(keyOf(to)) === (onWay.get(keyOf(from)) ?? 0) + steps
    },
    effort.beyond(),
  )
  // Of more units than were searched it is for others to find out whether it is safe.
  const way = few && (wholeWay(space, few, effort.beyond()) ?? (isSmall ? null : few))
  if (way === null) return { phases: null, isProven: false }
  const positions = startPositions(problem)
  const phases = way.phases.map((phase) => namePhase(problem, phase, positions))
  const isWhole = space.classes.every(
    ({ size, unitClass: { members, moves } }) => size === members.length || moves.length === 0,
  )
  return {
    phases,
    units: routed(units, phases),
    isShortest: (isWhole && shortest !== 'unknown') || phases.flat().length === fewestOf(problem),
  }
}

/** The releases that a node can go through, and which may follow which. Levels go from value to value in any case. */
function wayThrough({ roles }: Scenario, { kind, role, path }: Unit) {
  const [first = ''] = path
  const last = path.at(-1) ?? ''
  const own = roles.find(({ name }) => name === role)
  if (kind !== 'node' || own === undefined || path.length < 2) return null
  const names = own.releases.map(({ name }) => name)
  const [from, to] = [names.indexOf(first), names.indexOf(last)]
  const between = from <= to ? names.slice(from, to + 1) : names.slice(to, from + 1).toReversed()
  const isAllowed = (a: string, b: string) => lookUp(own.edges, a)?.includes(b) ?? own.edges === undefined
  const edges = between.flatMap((a, i) =>
    between.slice(i + 1).flatMap((b, j) => (isAllowed(a, b) ? [[i, i + 1 + j] as const] : [])),
  )
  return { values: between, edges }
}

/** How many steps it takes at least, whatever the rules: as few as each member needs by itself. */
function fewestOf({ classes }: Problem): number {
  return classes.reduce((sum, own) => sum + own.members.length * (distancesOf(own)[0] ?? 0), 0)
}

/** For how much a step of each class counts: one that was made smaller for all that it stands for. Whole numbers. */
function weightsOf({ classes }: Space): readonly number[] {
  const whole = classes.reduce((product, { size }) => product * (product % size === 0 ? 1 : size), 1)
  return classes.map(({ size, unitClass }) => (unitClass.members.length * whole) / size)
}

function routed(units: readonly Unit[], phases: readonly (readonly PlanStep[])[]): Unit[] {
  const steps = phases.flat()
  return units.map((unit) => ({
    ...unit,
    path: [unit.path[0] ?? '', ...steps.filter((step) => step.unit === unit.id).map(({ to }) => to)],
  }))
}
