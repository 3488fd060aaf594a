/** A scenario in which levels start somewhere else. */

import { madeIn } from '../memo/made-in.ts'
import type { Level, Scenario } from './model.ts'
import type { Levels } from './release.ts'

const made = new WeakMap<Scenario, Map<string, Scenario>>()

/** The same scenario with levels that start at these values: the same object each time, and itself for none. */
export function startingAt(scenario: Scenario, values: Levels): Scenario {
  const { levels } = scenario
  const other = levels?.filter(({ name, start }) => (values[name] ?? start) !== start) ?? []
  if (levels === undefined || other.length === 0) return scenario
  const key = JSON.stringify(other.map(({ name }) => [name, values[name]]))
  const known = madeIn(made, scenario, () => new Map<string, Scenario>())
  return madeIn(known, key, () => ({
    ...scenario,
    levels: levels.map((level): Level => ({ ...level, start: values[level.name] ?? level.start })),
  }))
}

/** The levels that decide what comes of a pair of releases, or whether it is supported. */
export function decidingLevels({ levels = [], roles }: Scenario): readonly Level[] {
  const named = new Set(
    roles.flatMap(({ releases }) =>
      releases.flatMap(({ with: others = [] }) => others.map(({ level }) => level)),
    ),
  )
  return levels.filter(({ name }) => named.has(name))
}
