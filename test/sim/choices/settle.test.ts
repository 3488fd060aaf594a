/** How far a walk goes with a budget. */
import { expect, test } from 'vitest'
import { createBudget } from '#sim/choices/budget.ts'
import { happen } from '#sim/choices/event.ts'
import { settle } from '#sim/choices/settle.ts'
import { buildCluster } from '#sim/engine/cluster.ts'
import { createWorld } from '#sim/engine/world.ts'
import { small } from '../small.ts'

test('gives up as soon as its budget is spent, also where the way does not part', () => {
  const cluster = buildCluster(small, 0)
  const met = (states: number) => {
    let seen = 0
    const world = createWorld(cluster)
    happen(cluster, world, { kind: 'begins' })
    const budget = createBudget({ states, bytes: 1e12 }, () => {})
    settle(cluster, world, budget, false, () => {
      seen++
    })
    return seen
  }
  const all = met(1e6)
  expect(all).toBeGreaterThan(5)
  for (let states = 1; states < all; states++) expect(met(states)).toBe(states + 1)
})
