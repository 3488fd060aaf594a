import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { simulate, stateAfter } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { fewestUp } from '#sim/views/capacity.ts'
import { costOf, type Phases, wavesOf } from '#sim/views/cost.ts'
import { summarise } from '#sim/views/summary.ts'
import { viewOf } from '#sim/views/view.ts'
import { timesWithoutService } from '#sim/views/without-service.ts'
import { runSpec } from '../arbitraries.ts'
import { levelled, levelledSpec } from '../levelled.ts'
import { zeo } from '../zeo.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const to = 'ZODB-3.2'
const phase = (...units: string[]) => units.map((unit) => ({ unit, to }))
const clientsFirst: Phases = [phase('c1', 'c2', 'c3'), phase('s1', 's2')]
const seeds = [1, 2, 3, 4]

const anyServer: Scenario = { ...zeo, links: zeo.links.map((link) => ({ ...link, needs: 'any' })) }

describe('what an order costs', () => {
  it('is no more for each client of ZEO 2002 where all three are upgraded at once', () => {
    const { waves, gentlest } = costOf(zeo, clientsFirst, seeds, [1, 2, 3])
    const [single, , triple] = waves
    expect(waves.map(({ wave, kept }) => ({ wave, kept }))).toEqual([
      { wave: 1, kept: true },
      { wave: 2, kept: true },
      { wave: 3, kept: true },
    ])
    // Each client needs both servers, so that both at once are one outage in place of two.
    expect(triple?.withoutService.client?.worst).toBeLessThan(single?.withoutService.client?.worst ?? 0)
    // Yet nobody would be up meanwhile to whom clients connect.
    expect(gentlest).toBe(1)
    expect(costOf(zeo, [phase('c1', 'c2', 'c3')], seeds, [3]).gentlest).toBe(3)
    const onlyClients = costOf(zeo, clientsFirst.slice(0, 1), seeds, [3])
    const [one, three] = onlyClients.waves.map(({ withoutService }) => withoutService.client?.worst ?? 0)
    expect(three).toBeLessThanOrEqual((one ?? 0) * 1.01)
    // Down and starting for 1.3 s, and then a handshake of a few trips.
    expect(one).toBeGreaterThan(1_300)
    expect(one).toBeLessThan(1_600)
  })

  it('is more where any server would do and both are down at once', () => {
    const { waves, gentlest } = costOf(anyServer, clientsFirst, seeds, [2])
    const [single, double] = waves.map(({ withoutService }) => withoutService.client?.worst ?? 0)
    expect(double).toBeGreaterThan((single ?? 0) * 1.5)
    expect(gentlest).toBe(1)
  })

  it('has the fewest nodes of each role that are up, and how long it takes', () => {
    const [single, double, all] = costOf(zeo, clientsFirst, [1], [2, 3]).waves
    expect(single).toMatchObject({ smallestCapacity: { client: 2, server: 1 }, duration: 5 * 7_500 })
    expect(double).toMatchObject({ smallestCapacity: { client: 1, server: 0 }, duration: 3 * 7_500 })
    expect(all).toMatchObject({ smallestCapacity: { client: 0, server: 0 }, duration: 2 * 7_500 })
  })

  it('keeps the floor and the quorum of the service', () => {
    const floored = { ...zeo, service: { floor: { server: 1 } } }
    const kept = (scenario: Scenario) =>
      costOf(scenario, clientsFirst, [1], [2, 3]).waves.map((each) => each.kept)
    expect(kept(floored)).toEqual([true, false, false])
    expect(costOf(floored, clientsFirst, [1], [2, 3]).gentlest).toBe(1)
    // Three of the five have to be connected with each other, which no clients are while both servers are down.
    expect(kept({ ...zeo, service: { quorum: ['client', 'server'] } })).toEqual([true, false, false])
  })

  it('is not kept where something breaks, or where the rollout never ends', () => {
    const serversFirst = clientsFirst.toReversed()
    expect(costOf(zeo, serversFirst, [1], [1]).waves).toMatchObject([{ kept: false }])
    // Where any server will do, one that does not work is no loss; where none does, it is.
    const first = [phase('s1')]
    expect(costOf(anyServer, first, [1], [1]).waves).toMatchObject([{ kept: true }])
    expect(costOf(zeo, first, [1], [1]).waves).toMatchObject([{ kept: false }])
    expect(costOf(anyServer, [phase('s1', 's2')], [1], [1]).waves).toMatchObject([{ kept: false }])
    const lax = { ...zeo, upgrade: { ...zeo.upgrade, keep: ['readable'] } } satisfies Scenario
    expect(costOf(lax, first, [1], [1]).waves).toMatchObject([{ kept: true }])
    const stuck = costOf(levelled, [[{ unit: 'b1.ibp', to: '2' }]], [1], [])
    expect(stuck.waves).toMatchObject([{ wave: 1, kept: false }])
    expect(stuck.waves[0]?.duration).toBeGreaterThan(350)
  })

  it('has a mean over seeds that is at most the worst', () => {
    const { seeds: told, waves } = costOf(zeo, clientsFirst, seeds, [2])
    expect(told).toEqual(seeds)
    for (const { withoutService } of waves) {
      expect(Object.keys(withoutService)).toEqual(['client'])
      const { mean, worst } = withoutService.client ?? { mean: 0, worst: 0 }
      expect(mean).toBeGreaterThan(0)
      expect(mean).toBeLessThanOrEqual(worst)
    }
  })
})

describe('waves', () => {
  it('have the nodes of one phase only, and what is raised for all alone', () => {
    const steps = (...texts: string[]) =>
      texts.map((text) => {
        const [unit = '', to = ''] = text.split(' ')
        return { unit, to }
      })
    const phases = [
      steps('b1 r2', 'b2 r2', 'fcv y', 'c1 r1', 'b1.ibp 2', 'b2.ibp 2'),
      steps('repair running'),
    ]
    const names = (size: number) =>
      wavesOf(levelled, phases, size).map((wave) => wave.map(({ node }) => node).join(' '))
    expect(names(1)).toEqual(['b1', 'b2', 'fcv', 'c1', 'b1.ibp', 'b2.ibp', 'repair'])
    expect(names(2)).toEqual(['b1 b2', 'fcv', 'c1 b1.ibp', 'b2.ibp', 'repair'])
    expect(names(9)).toEqual(['b1 b2', 'fcv', 'c1 b1.ibp b2.ibp', 'repair'])
  })

  it('never take two steps of the same node', () => {
    const both = [[...phase('b1', 'b1.ibp', 'b2', 'b2.ibp')]]
    const nodes = wavesOf(levelled, both, 4).map((wave) => wave.map(({ node }) => node))
    expect(nodes).toEqual([['b1'], ['b1.ibp', 'b2'], ['b2.ibp']])
  })
})

describe('what is counted in a run', () => {
  it('time without service before and after a time is all of it', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.oneof(runSpec(), levelledSpec), share, (spec, place) => {
        const from = Math.round(place * spec.until)
        const whole = simulate(spec)
        const before = timesWithoutService(simulate({ ...spec, cut: from }))
        const after = timesWithoutService(whole, from)
        for (const [node, total] of summarise(whole).withoutService) {
          expect((before.get(node) ?? 0) + (after.get(node) ?? 0)).toBeCloseTo(total, 2)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('the fewest nodes up are those of the barest moment', () => {
    fc.assert(
      fc.property(levelledSpec, (spec) => {
        const run = simulate(spec)
        const upAt = (moment: number, roles: readonly string[]) =>
          viewOf(run.cluster, stateAfter(run, moment)).nodes.filter(
            ({ role, state }) => roles.includes(role) && state === 'running',
          ).length
        const groups = [['client'], ['broker'], ['client', 'broker']]
        const moments = Array.from({ length: run.moments + 1 }, (_, moment) => moment)
        const barest = groups.map((roles) => Math.min(...moments.map((moment) => upAt(moment, roles))))
        expect(fewestUp(run, groups)).toEqual(barest)
      }),
      { numRuns: 15 },
    )
  })
})
