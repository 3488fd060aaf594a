/** Some way to the goal, where there are too many states to find the shortest: always on from the state that is nearest to it. */

import type { Effort } from '../space/effort.ts'
import type { Judge } from '../space/judge.ts'
import { isGoal, keyOf, type Space, type SpaceState } from '../space/space.ts'
import type { OnShortest } from './shortest-ways.ts'

interface Reached {
  readonly state: SpaceState
  readonly steps: number
  readonly before: Reached | null
}

/**
 * The states of one safe way from the start to the goal; null where none is found before a limit is met.
 *
 * @param weights for how much a step of each class counts
 */
export function someWay(
  space: Space,
  judge: Judge,
  weights: readonly number[],
  effort: Effort,
): OnShortest | null {
  const start: Reached = { state: judge.start, steps: 0, before: null }
  const seen = new Set([keyOf(judge.start)])
  const open: Reached[][] = []
  const put = (reached: Reached) => {
    const left = placesLeft(space, reached.state)
    open[left] ??= []
    open[left].push(reached)
  }
  const next = () => open.find((nearest) => nearest !== undefined && nearest.length > 0)?.pop()
  put(start)
  for (let here = next(); here !== undefined && effort.met() === null; here = next()) {
    if (isGoal(space, here.state)) return wayTo(here)
    for (const step of judge.steps(here.state)) {
      effort.look(space.breadth)
      const key = keyOf(step.to)
      if (seen.has(key) || judge.state(step.to).verdict !== 'safe') continue
      if (judge.step(here.state, step).verdict !== 'safe') continue
      seen.add(key)
      effort.meet(200 + 2 * key.length)
      put({ state: step.to, steps: here.steps + (weights[step.axis] ?? 1), before: here })
    }
  }
  return null
}

/** How many places all members have still to go, through every one of them. */
function placesLeft({ classes }: Space, state: SpaceState): number {
  return classes.reduce((sum, { unitClass: { places }, size, state: at }, axis) => {
    const end = places.at(-1)?.rank ?? 0
    return sum + size * end - at(state[axis] ?? 0).rank
  }, 0)
}

function wayTo(goal: Reached): OnShortest {
  const way = new Map<string, number>()
  for (let here: Reached | null = goal; here !== null; here = here.before)
    way.set(keyOf(here.state), here.steps)
  return way
}
