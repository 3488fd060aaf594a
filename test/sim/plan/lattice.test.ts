import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latticeOf } from '#sim/plan/lattice.ts'
import type { Lattice } from '#sim/plan/model.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { readScenario } from '../../scenarios/shipped.ts'
import { zeo } from '../zeo.ts'
import { levelled, planned } from './arbitraries.ts'
import { forward, plainOf, plainStart, plainWalk, type Standing, waysFrom } from './plain-steps.ts'

const runs = Number(process.env.RUNS ?? 200)

/** How many members of each axis are at each of its places, by the words for places. */
function countsIn({ nodes, levels = [] }: Scenario, { axes }: Lattice, { values }: Standing): string {
  const configured = levels.filter(({ raised }) => raised === 'on each node').map(({ name }) => name)
  const placeOf = (member: string) => {
    const own = nodes.some(({ id }) => id === member) ? configured : []
    const told = own.flatMap((name) => {
      const value = values.get(`${member}.${name}`)
      return value === undefined ? [] : [`${name} ${value}`]
    })
    return [values.get(member), ...told].join(', ')
  }
  return JSON.stringify(
    axes.map(({ members, places }) =>
      places.map((place) => members.filter((member) => placeOf(member) === place).length),
    ),
  )
}

const combinations = (n: number, k: number): number => (k === 0 ? 1 : (combinations(n - 1, k - 1) * n) / k)

describe('the lattice', () => {
  test('is alive where, and only where, safe orders pass', () => {
    fc.assert(
      fc.property(fc.oneof(planned, levelled), (scenario) => {
        const lattice = latticeOf(scenario)
        const plain = plainOf(scenario)
        const start = plainStart(plain)
        const passed = new Set<string>()
        const taken = new Set<string>()
        for (const way of start === null ? [] : waysFrom(plain, start, forward)) {
          const counts = [...way.keys(), way.length].map((n) => {
            const standing = plainWalk(plain, way.slice(0, n))
            return standing === null ? '' : countsIn(scenario, lattice, standing)
          })
          for (const [i, each] of counts.entries()) {
            passed.add(each)
            if (i > 0) taken.add(`${counts[i - 1]} ${each}`)
          }
        }
        const counts = new Map(lattice.states.map((state) => [state.key, JSON.stringify(state.counts)]))
        const alive = lattice.states.filter((state) => state.alive)
        expect(new Set(alive.map(({ key }) => counts.get(key)))).toEqual(passed)
        const edges = lattice.edges.filter((edge) => edge.alive)
        expect(new Set(edges.map(({ from, to }) => `${counts.get(from)} ${counts.get(to)}`))).toEqual(taken)
        for (const { verdict, reasons } of lattice.states)
          if (verdict !== 'safe') expect(reasons).not.toEqual([])
        expect(alive.every(({ verdict }) => verdict === 'safe')).toBe(true)
        expect(alive.some(({ key }) => key === lattice.goal)).toBe(passed.size > 0)
      }),
      { numRuns: Math.ceil(runs / 6) },
    )
  })

  test('has a state for every choice of counts, as many steps from the start as they tell, and an edge for every step', () => {
    fc.assert(
      fc.property(planned, (scenario) => {
        fc.pre(!scenario.levels?.some(({ raised }) => raised === 'automatically'))
        // What was written tells states apart that have the same counts, where it has to be read and levels decide it.
        const { keep = [] } = scenario.upgrade
        fc.pre(!keep.includes('readable') || scenario.levels === undefined)
        const { axes, states, edges, start, goal, isWhole } = latticeOf(scenario)
        expect(isWhole).toBe(true)
        const all = axes.map(({ members, places }) =>
          combinations(members.length + places.length - 1, places.length - 1),
        )
        const orders = new Set(states.map(({ counts }) => JSON.stringify(counts)))
        expect(orders.size).toBe(all.reduce((product, each) => product * each, 1))
        expect(states).toHaveLength(orders.size)
        const byKey = new Map(states.map((state) => [state.key, state]))
        expect(byKey.get(start)?.rank).toBe(0)
        expect(byKey.get(goal)?.rank).toBe(scenario.upgrade.steps.length)
        for (const { from, to, axis } of edges) {
          const [before, after] = [byKey.get(from), byKey.get(to)]
          expect(after?.rank).toBe((before?.rank ?? 0) + 1)
          const changed = axes.flatMap((_, i) =>
            JSON.stringify(before?.counts[i]) === JSON.stringify(after?.counts[i]) ? [] : [i],
          )
          expect(changed).toEqual([axis])
        }
        const leaving = new Map<string, number>()
        for (const { from } of edges) leaving.set(from, (leaving.get(from) ?? 0) + 1)
        expect(states.filter(({ key }) => !leaving.has(key)).map(({ key }) => key)).toEqual([goal])
      }),
      { numRuns: Math.ceil(runs / 6) },
    )
  })

  test('counts connections: of three clients and two servers each connects to each', () => {
    const { states } = latticeOf(zeo)
    for (const { counts, outcomes } of states) {
      const [[oldClients = 0, newClients = 0] = [], [oldServers = 0, newServers = 0] = []] = counts
      expect(outcomes).toEqual({
        open: oldClients * oldServers + newClients * newServers,
        degraded: newClients * oldServers,
        'half-open': oldClients * newServers,
        rejected: 0,
        stalled: 0,
      })
    }
  })

  test('counts no connection of a node with itself', () => {
    const { states, axes } = latticeOf(readScenario('kafka-ibp'))
    expect(axes.map(({ members }) => members.length)).toEqual([3])
    for (const { outcomes } of states) {
      expect(Object.values(outcomes).reduce((sum, each) => sum + each, 0)).toBe(6)
    }
  })

  test('of too many states shows those that safe orders pass, and their neighbours', () => {
    const ids = (role: string) => Array.from({ length: 300 }, (_, i) => ({ id: `${role}${i}`, role }))
    const nodes = [...ids('client'), ...ids('server')].map((node) => ({ ...node, release: 'ZODB-3.1' }))
    const steps = nodes.map(({ id }) => ({ node: id, to: 'ZODB-3.2' }))
    const { states, edges, isWhole, goal } = latticeOf({ ...zeo, nodes, upgrade: { at: 0, steps } })
    expect(isWhole).toBe(false)
    // Up one side and down the other; off it one may step to where a server is new and a client is not.
    expect(states.filter(({ alive }) => alive)).toHaveLength(601)
    expect(states.filter(({ alive }) => !alive)).toHaveLength(300)
    expect(edges.filter(({ alive }) => alive)).toHaveLength(600)
    expect(states.find(({ key }) => key === goal)).toMatchObject({ alive: true, rank: 600 })
  })
})
