/**
 * The shortest way through releases that lie between, where no order goes straight: with the fewest steps, and of those
 * with the fewest phases; or a proof that there is none within the known releases.
 */
import type { Condition, Scenario } from '../scenario/model.ts'
import { type Judge, judgeIn } from './judge.ts'
import type { PlanStep, Unit } from './model.ts'
import { bestWay, namePhase, startPositions } from './phases.ts'
import { type Problem, problemOf } from './problem.ts'
import { fewest } from './size.ts'
import { isGoal, keyOf, type Space, type State, sizeOf, spaceOf } from './space.ts'

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

/** Finds a route for these units, of which each keeps its first and its last value. */
export function findRoute(
  scenario: Scenario,
  units: readonly Unit[],
  keep?: readonly Condition[],
): RouteResult {
  const through = (unit: Unit) => wayThrough(scenario, unit)
  const problem = problemOf(scenario, units, { ...(keep && { keep }), through })
  const alike = spaceOf(problem, fewest(problem))
  const isSmall = sizeOf(alike) <= mostStates
  const space = isSmall
    ? alike
    : spaceOf(
        problem,
        problem.classes.map(({ members }) => Math.min(2, members.length)),
      )
  const judge = judgeIn(space)
  const fewestSteps = isSmall ? stepsToGoal(space, judge) : null
  if (isSmall && fewestSteps === null) return { phases: null, isProven: true }
  const way = bestWay(space, judge, judge.start)
  if (way === null) return { phases: null, isProven: false }
  const positions = startPositions(problem)
  const phases = way.phases.map((phase) => namePhase(problem, phase, positions))
  const sameSizes = space.classes.every(({ size, unitClass }) => size === unitClass.members.length)
  const steps = phases.flat().length
  const isShortest = sameSizes
    ? steps === fewestSteps
    : isSmall && shortestFor(problem, space, phases, fewestSteps)
  return { phases, units: routed(units, phases), isShortest }
}

/** With fewer members of a class: whether no way of those is shorter than this one would be for them. */
function shortestFor(
  { classes }: Problem,
  space: Space,
  phases: readonly (readonly PlanStep[])[],
  fewestSteps: number | null,
): boolean {
  const steps = phases.flat()
  const ofFewer = classes.reduce((sum, { members }, axis) => {
    const each = steps.filter(({ unit }) => unit === members[0]).length
    return sum + each * (space.classes[axis]?.size ?? 0)
  }, 0)
  return ofFewer === fewestSteps
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
  const isAllowed = (a: string, b: string) => own.edges?.[a]?.includes(b) ?? own.edges === undefined
  const edges = between.flatMap((a, i) =>
    between.slice(i + 1).flatMap((b, j) => (isAllowed(a, b) ? [[i, i + 1 + j] as const] : [])),
  )
  return { values: between, edges }
}

/** The fewest steps from the start to the goal by way of safe states, found one by one; null where there are none. */
function stepsToGoal(space: Space, judge: Judge): number | null {
  if (judge.state(judge.start).verdict !== 'safe') return null
  const seen = new Set([keyOf(judge.start)])
  let layer: State[] = [judge.start]
  for (let steps = 0; layer.length > 0; steps++) {
    const next: State[] = []
    for (const state of layer) {
      if (isGoal(space, state)) return steps
      for (const step of judge.steps(state)) {
        const key = keyOf(step.to)
        if (seen.has(key) || judge.step(state, step).verdict !== 'safe') continue
        if (judge.state(step.to).verdict !== 'safe') continue
        seen.add(key)
        next.push(step.to)
      }
    }
    layer = next
  }
  return null
}

function routed(units: readonly Unit[], phases: readonly (readonly PlanStep[])[]): Unit[] {
  const steps = phases.flat()
  return units.map((unit) => ({
    ...unit,
    path: [unit.path[0] ?? '', ...steps.filter((step) => step.unit === unit.id).map(({ to }) => to)],
  }))
}
