/** The walk over rows, where what comes of a move is remembered, against the plain walk over worlds. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf } from '#sim/brute/columns.ts'
import { byItself } from '#sim/brute/part.ts'
import { createSteps } from '#sim/brute/steps.ts'
import { toRest } from '#sim/brute/to-rest.ts'
import { createBudget } from '#sim/choices/budget.ts'
import { type Event, eventOf, happen, nodeChoices } from '#sim/choices/event.ts'
import { groupsOf } from '#sim/choices/groups.ts'
import { settle } from '#sim/choices/settle.ts'
import { buildCluster, type Cluster } from '#sim/engine/cluster.ts'
import { copyWorld, createWorld, type World } from '#sim/engine/world.ts'
import { anything } from '../plan/arbitraries.ts'

const ample = (states: number) => createBudget({ states, bytes: 1e12 }, () => {})

/** Both walks from a world, as far as so many states; gives where they come to rest. */
function walkBoth(cluster: Cluster, memory: ReturnType<typeof rowsOf>, world: World, most: number) {
  const [plain, rows] = [ample(most), ample(most)]
  const isWatched = most % 2 === 1
  const { columns, stepsFor } = memory
  const steps = stepsFor[isWatched ? 1 : 0]
  if (steps === undefined) throw new Error('There are steps for both')
  const size = { connections: world.connections.size, pairs: cluster.pairs.size }
  const cells = columns.read(world, isWatched)
  const found = toRest(steps(world), cells, columns.width, size, rows)
  const settled = settle(cluster, fromNow(copyWorld(world)), plain, isWatched)

  expect(rows.states()).toBe(plain.states())
  expect(rows.spent()).toBe(plain.spent())
  expect(found.rests.map((_, i) => found.wayTo(i))).toEqual(settled.rests.map(({ way }) => way))
  expect(found.rests.map((rest) => rest.join())).toEqual(
    settled.rests.map((rest) => columns.read(rest.world, isWatched).join()),
  )
  expect([...(found.round?.pairs ?? [])].toSorted()).toEqual([...(settled.round?.pairs ?? [])].toSorted())
  expect(found.wayTo('round')).toEqual(settled.round?.way ?? [])
  return settled
}

/** The same world, in which processes are counted from those that live. */
function fromNow(world: World): World {
  const connections = new Map(Array.from(world.connections, ([id, each]) => [id, byItself(world, each)]))
  return { ...world, connections, starts: new Map() }
}

function rowsOf(cluster: Cluster) {
  const columns = columnsOf(cluster, ample(0))
  return { columns, stepsFor: [false, true].map((isWatched) => createSteps(cluster, columns, isWatched)) }
}

test('both take as many states, by the same ways, to the same rests', () => {
  let ends = 0
  fc.assert(
    fc.property(anything, fc.integer({ min: 50, max: 1_001 }), (scenario, most) => {
      const cluster = buildCluster({ ...scenario, latency: { kind: 'fixed', ms: 0 } }, 0)
      for (const group of groupsOf(cluster).slice(0, 3)) {
        const memory = rowsOf(group)
        const steps = scenario.upgrade.steps.slice(0, 3)
        const events: Event[] = steps.map((step) => ({ kind: 'takes', steps: [step], nodes: [step.node] }))
        let world = createWorld(group)
        for (const event of [{ kind: 'begins' } as const, ...events]) {
          happen(group, world, event)
          for (;;) {
            const { rests } = walkBoth(group, memory, world, most)
            const rest = rests.at(-1)
            if (rest === undefined) return
            ends++
            world = copyWorld(rest.world)
            const [choice] = nodeChoices(group, world)
            if (choice === undefined) break
            happen(group, world, eventOf(choice, false))
          }
        }
      }
    }),
    { numRuns: 40 },
  )
  expect(ends).toBeGreaterThan(100)
})

test('also of a cluster as a whole, with every move in every order', () => {
  fc.assert(
    fc.property(anything, (scenario) => {
      const cluster = buildCluster({ ...scenario, latency: { kind: 'fixed', ms: 0 } }, 0)
      const world = createWorld(cluster)
      happen(cluster, world, { kind: 'begins' })
      walkBoth(cluster, rowsOf(cluster), world, 501)
    }),
    { numRuns: 40 },
  )
})
