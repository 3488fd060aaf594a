// The exploration of a pair says what a slow and obvious one says: of random ends, of random pairs of releases, and of all pairs
// of the shipped scenarios.

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { EndRules } from '#machines/rules.ts'
import { pairSpec } from '#sim/pair/exploration.ts'
import { type Exploration, explore, graphOf } from '#sim/pair/explore.ts'
import type { PairSpec } from '#sim/pair/pair-spec.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { releasesOf } from '#sim/scenario/release.ts'
import { readScenario, shipped } from '../../scenarios/shipped.ts'
import { anyEndRules } from '../arbitraries.ts'
import type { Application } from '../brute-force.ts'
import { application } from './application.ts'
import { pairs } from './pairs.ts'
import { exploreSlowly } from './slow/explore.ts'

vi.setConfig({ testTimeout: 240_000 })

/** Everything that an exploration says, in its order. */
const told = (exploration: Exploration) =>
  JSON.stringify(exploration, (_, value) => (typeof value === 'bigint' ? String(value) : value))

/** Explores a pair in both ways, and gives how many states it has. */
function compare(spec: PairSpec): number {
  const { order, degree } = graphOf(spec)
  const degrees = Array.from(order, degree)
  const { graph, said } = exploreSlowly(spec)
  expect({
    states: order.length,
    moves: degrees.reduce((sum, each) => sum + each, 0),
    ends: degrees.filter((each) => each === 0).length,
  }).toEqual(graph)
  expect(told(explore(spec))).toBe(told(said))
  return order.length
}

function specOf(dialer: EndRules, acceptor: EndRules, calls: Application, offers?: string): PairSpec {
  const { test, start, repeat, fate } = calls
  return {
    rules: { dialer, acceptor },
    calls: { test, start, repeat: repeat.map(([name]) => name) },
    fateOf: fate,
    lostAt: ({ dialer: believes }) => (believes === 'V2' ? ['something'] : []),
    offers,
  }
}

/** Every pair of releases of a scenario, and again with every offer that a dialer may come to remember. */
function specsOf(scenario: Scenario): PairSpec[] {
  return scenario.links.flatMap((link) =>
    releasesOf(scenario, link.dialer).flatMap((dialer) =>
      releasesOf(scenario, link.acceptor).flatMap((acceptor) => {
        const spec = (offers?: string) => pairSpec(scenario, link, { dialer, acceptor }, offers)
        return [spec(), ...explore(spec()).remembered.map(spec)]
      }),
    ),
  )
}

describe('an exploration says what a slow one does', () => {
  it('of random ends', () => {
    const offers = fc.option(fc.constantFrom('V1', 'V2', 'V1..V3'), { nil: undefined, freq: 8 })
    fc.assert(
      fc.property(anyEndRules, anyEndRules, application, offers, (dialer, acceptor, calls, offer) => {
        compare(specOf(dialer, acceptor, calls, offer))
      }),
      { numRuns: 1_500 },
    )
  })

  it('of random pairs of releases', () => {
    fc.assert(
      fc.property(pairs, (scenario) => {
        for (const spec of specsOf(scenario)) compare(spec)
      }),
      { numRuns: 400 },
    )
  })

  it.each(shipped)('of every pair of %s', (name) => {
    for (const spec of specsOf(readScenario(name))) compare(spec)
  })

  it('of ends that agree on nothing, with calls by the dozen', () => {
    const believes = (offers: string, bound: number): EndRules => ({
      versions: ['V1', 'V2'],
      speaks: 'at once',
      offers,
      answers: 'theirs',
      accepts: ['V1', 'V2'],
      otherwise: 'close',
      meanwhile: 'queue',
      queue: { bound, whenFull: 'refuse' },
    })
    const calls = (...names: string[]): Application => ({
      test: ['ping'],
      start: ['load', 'load'],
      repeat: names.map((name) => [name, 0]),
      fate: () => 'made',
    })
    const silent = { ...calls('a', 'b', 'c', 'd', 'e'), test: [] }
    expect(compare(specOf(believes('V1', 1), believes('V2', 1), silent))).toBeGreaterThan(3_000)
    expect(
      compare(specOf(believes('V1', 4), believes('V2', 4), { ...calls('a', 'b', 'c'), test: [] })),
    ).toBeGreaterThan(3_000)
    // More repeated calls than one number has room for.
    const many = calls(...Array.from({ length: 16 }, (_, i) => `call ${i}`))
    expect(compare(specOf(believes('V1', 1), believes('V1', 1), many))).toBeGreaterThan(3)
  })
})
