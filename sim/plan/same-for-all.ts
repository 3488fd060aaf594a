/** Beside a route on which some leave releases out that others go through: the way that is the same for all. */

import type { Scenario } from '../scenario/model.ts'
import type { Unit } from '../scenario/order/units.ts'
import { releasesOf } from '../scenario/release.ts'
import { confirm } from './confirm.ts'
import type { Efforts } from './efforts.ts'
import type { SameWay } from './model.ts'
import { bestOrder, solve } from './search/solve.ts'
import { walkWay } from './search/walk-way.ts'
import { problemOf } from './space/problem.ts'

/**
 * A way on which all nodes of a role that begin and end alike go through the same releases: all those that any of them goes through
 * on a route. Null where they do already, or where no such way holds.
 *
 * @param units those of the route
 */
export function sameForAll(scenario: Scenario, units: readonly Unit[], efforts: Efforts): SameWay | null {
  const same = units.map((unit) => ({ ...unit, path: wholePath(scenario, units, unit) }))
  if (same.every(({ path }, i) => path.length === units[i]?.path.length)) return null
  const solution = solve(problemOf(scenario, same), efforts.search())
  const best = bestOrder(solution, efforts.best())
  if (best === null) return null
  const { waves, faults, isCut } = walkWay(solution.problem, best.way, efforts.waves())
  if (faults.length > 0 || isCut || confirm(scenario, best.phases, waves).doubts.length > 0) return null
  const through = same.map(({ id, role, path }) => ({ unit: id, role, through: path }))
  return { phases: best.phases, waves, units: through }
}

/** What units like this one go through, in the order in which its role lists it. */
function wholePath(
  { roles }: Scenario,
  units: readonly Unit[],
  { kind, role, path }: Unit,
): readonly string[] {
  if (kind !== 'node') return path
  const isLike = (other: Unit) =>
    other.role === role && other.path[0] === path[0] && other.path.at(-1) === path.at(-1)
  const passed = new Set(units.filter(isLike).flatMap((other) => other.path))
  const listed = releasesOf({ roles }, role).map(({ name }) => name)
  const inOrder = listed.filter((name) => passed.has(name))
  return inOrder[0] === path[0] ? inOrder : inOrder.toReversed()
}
