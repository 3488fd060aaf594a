/** The shipped upgrades: what the planner says of them, against what their vendors say. */
import { describe, expect, test } from 'vitest'
import { operationValues, type Scenario } from '#sim/scenario/model.ts'
import { countOrders, type Paths } from './brute-orders.ts'
import { readScenario } from './shipped.ts'
import { vendors } from './vendors.ts'

describe.each(vendors)('$scenario', ({ scenario: name, paths, isSafe, all, safe }) => {
  test('the vendor’s words come to what was counted by hand', () => {
    const counts = countOrders(paths, isSafe)
    expect(counts.all).toBe(all)
    expect(counts.safe).toBe(safe)
  })

  test('the file has the same units take the same steps', () => {
    const scenario = readScenario(name)
    const moving = Object.entries(paths).filter(([, path]) => path.length > 1)
    expect(pathsOf(scenario)).toEqual(Object.fromEntries(moving))
  })
})

/** What the units of a scenario’s own upgrade go through. */
function pathsOf({ nodes, levels = [], operations = [], upgrade }: Scenario): Paths {
  const starts = new Map<string, string>(nodes.map(({ id, release }) => [id, release]))
  for (const { name, start } of levels) starts.set(name, start)
  for (const { name } of operations) starts.set(name, operationValues[0])
  const paths: Record<string, string[]> = {}
  for (const { node: unit, to } of upgrade.steps) {
    // A level that each node is configured with is named behind the node.
    const start = starts.get(unit) ?? starts.get(unit.slice(unit.indexOf('.') + 1)) ?? ''
    paths[unit] = [...(paths[unit] ?? [start]), to]
  }
  return paths
}
