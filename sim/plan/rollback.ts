/** The way back from every state of a plan, and the step after which there is none. */

import { lookUp } from '#machines/look-up.ts'
import type { Scenario } from '../scenario/model.ts'
import type { PlanStep, Unit } from '../scenario/order/units.ts'
import { startValues } from '../scenario/order/units.ts'
import { blameOf, faultsIn } from './blame.ts'
import type { Rollback, WayBack } from './model.ts'
import { gathered, type Shrunk } from './search/shrink.ts'
import { bestOrder, countOrders, type Solution, solve } from './search/solve.ts'
import { judgementsOf, walk } from './search/walk.ts'
import { type Effort, effortWith } from './space/effort.ts'
import { judgeIn } from './space/judge.ts'
import { type Problem, problemOf } from './space/problem.ts'
import { risenIn, spaceOf } from './space/space.ts'

/** Beyond these a way back is found, but not counted. */
const mostCounted = { states: 200_000 }

/**
 * Works out the ways back from the start and from after each phase of a plan.
 *
 * @param effort how far all of them are searched; where that is not far enough for one, nothing is known of those after it
 */
export function rollbackOf(
  problem: Problem,
  phases: readonly (readonly PlanStep[])[],
  shrunk: Shrunk,
  effort: Effort = effortWith(),
): Rollback {
  const ways: WayBack[] = []
  for (let after = 0; after <= phases.length; after++) {
    const solution =
      ways.at(-1)?.isCut === true ? null : solveBack(problem, phases.slice(0, after).flat(), effort.part({}))
    ways.push(solution === null ? notKnown(after) : wayBack(solution, after, shrunk, effort))
  }
  // From the start there is nothing to go back from.
  const [, ...after] = ways
  const phase = after.findIndex(({ phases: back, isCut }) => back === null && !isCut)
  const before = phases.slice(0, phase).flat()
  const steps = phases[phase] ?? []
  // More steps do not bring back a way that fewer have lost.
  let [low, high] = [0, steps.length]
  while (low < high - 1) {
    const middle = Math.floor((low + high) / 2)
    if (solveBack(problem, [...before, ...steps.slice(0, middle)], effort.part({})).explored.alive)
      low = middle
    else high = middle
  }
  const step = steps[high - 1]
  const reason = after[phase]?.reason ?? ''
  return { ways, pointOfNoReturn: step === undefined ? null : { phase, step, reason } }
}

/** Where a limit was met before a way back was found, or was known not to be. */
function notKnown(after: number): WayBack {
  return {
    after,
    phases: null,
    isKnown: false,
    isCut: true,
    losses: [],
    safeOrders: null,
    reason: 'a limit was met',
  }
}

function wayBack(solution: Solution, after: number, shrunk: Shrunk, effort: Effort): WayBack {
  const found = bestOrder(solution, effort.part({}))
  if (found === null && solution.verdict !== 'unsafe') return notKnown(after)
  const blocks = found === null ? (blameOf(solution, effort.part({})) ?? faultsIn(solution.explored)) : []
  const counts =
    found === null || shrunk.alike.size > 0 ? null : countOrders(solution, effort.part(mostCounted))
  const steps = found?.phases.flat() ?? []
  const lost = steps.length === 0 ? [] : judgementsOf(solution.problem, steps).flatMap(({ losses }) => losses)
  const losses = [...new Set(lost.filter(({ rule }) => rule === 'data').map(({ reason }) => reason))]
  return {
    after,
    losses,
    phases: found?.phases.map((phase) => gathered(phase, shrunk)) ?? null,
    isKnown:
      losses.length === 0 &&
      (found?.phases.flat().every((step) => isSaidBack(solution.problem.scenario, step)) ?? false),
    safeOrders: found === null ? '0' : (counts?.safe?.toString() ?? null),
    reason: blocks[0]?.reason ?? '',
  }
}

/** Whether a scenario says that a step can be taken back: of the release that is left, by a path that leads there, or of the level. */
export function isSaidBack(
  { nodes, roles, levels = [], operations = [] }: Scenario,
  step: PlanStep,
): boolean {
  const { unit, from, to } = step
  const node = nodes.find(({ id }) => id === unit)
  if (node !== undefined) {
    const role = roles.find(({ name }) => name === node.role)
    const release = role?.releases.find(({ name }) => name === from)
    return release?.wayBack === 'open' || (lookUp(role?.edges, from)?.includes(to) ?? false)
  }
  const level = levels.find(({ name }) => unit === name || unit.endsWith(`.${name}`))
  return operations.some(({ name }) => name === unit) || (level?.isReversibleSaid ?? false)
}

/**
 * What is known of the ways back from the waves of a plan, as far as there are any: that each is `safe`, as the scenario says of all
 * that has to be taken back; that one `loses` data; or that `nothing` was found against them.
 */
export function backsOf({ ways }: Pick<Rollback, 'ways'>): 'safe' | 'loses' | 'nothing' {
  const there = ways.filter(({ after, phases }) => after > 0 && phases !== null)
  if (there.some(({ losses }) => losses.length > 0)) return 'loses'
  return there.every(({ isKnown }) => isKnown) ? 'safe' : 'nothing'
}

/** The same as a sentence about every state. */
export const sayBacks: Readonly<Record<ReturnType<typeof backsOf>, string>> = {
  safe: 'There is a safe way back from every state.',
  loses: 'A way leads back from every state, and data is lost on it.',
  nothing: 'Nothing was found against going back, from any state.',
}

/** The problem of going back to the start after these steps. What was written and what has risen stays. */
function solveBack(
  { scenario, units, keep, risen, written }: Problem,
  taken: readonly PlanStep[],
  effort: Effort,
): Solution {
  const values = startValues(scenario)
  const ways = new Map(units.map(({ id, path }) => [id, [path[0] ?? '']]))
  for (const { unit, to } of taken) {
    values.set(unit, to)
    ways.get(unit)?.unshift(to)
  }
  const back = units.flatMap((unit): Unit[] => {
    const path = unit.kind === 'operation' ? operationBack(values.get(unit.id)) : (ways.get(unit.id) ?? [])
    return path.length < 2 ? [] : [{ ...unit, path }]
  })
  const after = stateAfter({ scenario, units, keep, risen, written }, taken)
  return solve(problemOf(scenario, back, { keep: [...keep], isBack: true, values, ...after }), effort)
}

/** What was begun is brought to its end; what is done cannot be undone. */
const operationBack = (value: string | undefined) => (value === 'running' ? ['running', 'done'] : [])

/** What stays for good after these steps: the forms that data was written in, and levels that rose by themselves. */
function stateAfter(
  {
    scenario,
    units,
    keep,
    risen,
    written,
  }: Pick<Problem, 'scenario' | 'units' | 'keep' | 'risen' | 'written'>,
  taken: readonly PlanStep[],
): Pick<Problem, 'risen' | 'written'> {
  const problem = problemOf(scenario, units, { keep: [...keep], risen, written })
  const space = spaceOf(problem)
  const judge = judgeIn(space)
  const state = walk(judge, problem, taken).states.at(-1) ?? judge.start
  const levels = risenIn(space, state).map((value, i) => [space.rising[i]?.name ?? '', value] as const)
  return { written: judge.view(state).written, risen: new Map(levels) }
}
