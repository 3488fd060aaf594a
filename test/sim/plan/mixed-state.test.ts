import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MixedState, mixedStates } from '#sim/plan/mixed-state.ts'
import { rolloutOf, simulate, stateAt } from '#sim/run/run.ts'
import type { Scenario, Upgrade } from '#sim/scenario/model.ts'
import { isBroken } from '#sim/scenario/outcome.ts'
import { type PairStatus, viewOf } from '#sim/views/view.ts'
import { firstFailingStep } from '../first-failing-step.ts'
import { zeo } from '../zeo.ts'

type Steps = Upgrade['steps']

/** As the comment in the source says, in place of what the source does. */
const closing: Scenario = {
  ...zeo,
  roles: zeo.roles.map((role) => ({
    ...role,
    releases: role.releases.map((release) => ({
      ...release,
      rules: { ...release.rules, otherwise: 'close' },
    })),
  })),
}
const anyServer: Scenario = { ...zeo, links: zeo.links.map((link) => ({ ...link, needs: 'any' })) }

const order = (...ids: string[]): Steps => ids.map((node) => ({ node, to: 'ZODB-3.2' }))
const serverFirst = order('s1', 'c3', 'c2', 'c1', 's2')
const clientsFirst = order('c1', 'c2', 'c3', 's1', 's2')

const summary = ({ counts, worst, broken }: MixedState) => ({
  counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  worst,
  broken,
})

/** Every order of ZEO's five nodes, as likely as the next. */
const anyOrder = fc
  .shuffledSubarray([...clientsFirst], { minLength: 5, maxLength: 5 })
  .map((steps): Steps => steps)

describe('mixed states', () => {
  test('the start is one of them, and each step gives another', () => {
    const states = mixedStates(zeo, serverFirst)
    expect(states).toHaveLength(6)
    expect([...(states[0]?.releases.values() ?? [])]).toEqual(Array(5).fill('ZODB-3.1'))
    expect(states[2]?.releases).toEqual(
      new Map([
        ['c1', 'ZODB-3.1'],
        ['c2', 'ZODB-3.1'],
        ['c3', 'ZODB-3.2'],
        ['s1', 'ZODB-3.2'],
        ['s2', 'ZODB-3.1'],
      ]),
    )
  })

  test('a server first leaves every old client half-open with it', () => {
    expect(mixedStates(zeo, serverFirst).map(summary)).toEqual([
      { counts: { open: 6 }, worst: 'open', broken: false },
      { counts: { open: 3, 'half-open': 3 }, worst: 'half-open', broken: true },
      { counts: { open: 3, degraded: 1, 'half-open': 2 }, worst: 'half-open', broken: true },
      { counts: { open: 3, degraded: 2, 'half-open': 1 }, worst: 'half-open', broken: true },
      { counts: { open: 3, degraded: 3 }, worst: 'degraded', broken: false },
      { counts: { open: 6 }, worst: 'open', broken: false },
    ])
    expect(firstFailingStep(zeo, serverFirst)).toBe(0)
  })

  test('clients first loses something on the way and breaks nothing', () => {
    expect(mixedStates(zeo, clientsFirst).map(({ worst }) => worst)).toEqual([
      'open',
      'degraded',
      'degraded',
      'degraded',
      'degraded',
      'open',
    ])
    expect(firstFailingStep(zeo, clientsFirst)).toBeNull()
  })

  test('the step that fails first need not be the first', () => {
    expect(firstFailingStep(zeo, order('c1', 'c2', 's1', 'c3', 's2'))).toBe(2)
  })

  test('a connection says what it speaks and why it stands as it does', () => {
    const [start, first] = mixedStates(zeo, serverFirst)
    expect(start?.outcomes[0]).toEqual({
      pair: 'c1-s1',
      dialer: 'c1',
      acceptor: 's1',
      outcome: 'open',
      negotiated: 'Z200',
      reason: 'both ends agree on Z200',
    })
    expect(first?.outcomes[0]?.reason).toContain('does not accept Z201')
  })

  test('where any acceptor will do, a dialer is broken when it has none left', () => {
    expect(mixedStates(anyServer, order('s1', 's2')).map(({ broken }) => broken)).toEqual([
      false,
      false,
      true,
    ])
    expect(firstFailingStep(anyServer, order('s1', 's2'))).toBe(1)
    expect(mixedStates(anyServer, order('s1', 's2'))[1]?.worst).toBe('half-open')
  })

  test('a scenario without connections has nothing to break', () => {
    const lonely: Scenario = { ...zeo, links: [] }
    expect(mixedStates(lonely, serverFirst).map(summary)).toEqual(
      Array(6).fill({ counts: {}, worst: 'open', broken: false }),
    )
  })

  test('nobody to connect to is nothing that an upgrade broke', () => {
    const noServers = { ...anyServer, nodes: anyServer.nodes.filter(({ role }) => role === 'client') }
    expect(firstFailingStep(noServers, order('c1', 'c2', 'c3'))).toBeNull()
  })

  test('a node may take more than one step', () => {
    const route: Steps = [
      { node: 's1', to: 'ZODB-3.2' },
      { node: 's1', to: 'ZODB-3.1' },
    ]
    expect(mixedStates(zeo, route).map(({ broken }) => broken)).toEqual([false, true, false])
  })
})

describe('properties of mixed states', () => {
  test('how one got there does not matter', () => {
    fc.assert(
      fc.property(anyOrder, fc.nat(5), fc.infiniteStream(fc.nat()), (steps, length, keys) => {
        const taken = steps.slice(0, length)
        const shuffled = taken
          .map((step) => ({ step, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ step }) => step)
        expect(mixedStates(zeo, shuffled).at(-1)).toEqual(mixedStates(zeo, taken).at(-1))
      }),
    )
  })

  test('the way back goes through the same states', () => {
    fc.assert(
      fc.property(anyOrder, (steps) => {
        const there = mixedStates(zeo, steps)
        const upgraded = {
          ...zeo,
          nodes: zeo.nodes.map((node) => ({ ...node, release: there.at(-1)?.releases.get(node.id) ?? '' })),
        }
        const back = steps.toReversed().map(({ node }) => ({ node, to: 'ZODB-3.1' }))
        expect(mixedStates(upgraded, back)).toEqual(there.toReversed())
      }),
    )
  })

  test('the counts are the outcomes, counted', () => {
    fc.assert(
      fc.property(anyOrder, (steps) => {
        for (const { counts, outcomes, worst, broken } of mixedStates(zeo, steps)) {
          for (const [outcome, count] of Object.entries(counts)) {
            expect(outcomes.filter((pair) => pair.outcome === outcome)).toHaveLength(count)
          }
          expect(broken).toBe(outcomes.some(({ outcome }) => isBroken(outcome)))
          expect(isBroken(worst)).toBe(broken)
        }
      }),
    )
  })

  /** How the connections of a run stand at the end of each step's pause, by pair. */
  function settled(scenario: Scenario, steps: Steps, seed: number): [string, PairStatus][][] {
    const run = simulate({ scenario, seed, interventions: rolloutOf(scenario, steps), until: 120_000 })
    return [...run.trace].flatMap((event) => {
      if (event.kind !== 'transition' || event.actor !== 'rollout' || event.from[0] !== 'settling') return []
      const { pairs } = viewOf(run.cluster, stateAt(run, event.at - 1))
      return [pairs.map(({ id, status }): [string, PairStatus] => [id, status])]
    })
  }

  const expected = (scenario: Scenario, steps: Steps) =>
    mixedStates(scenario, steps)
      .slice(1)
      .map(({ outcomes }) => outcomes.map(({ pair, outcome }): [string, PairStatus] => [pair, outcome]))

  test.each([
    ['as shipped', zeo],
    ['as documented', closing],
  ])('a run shows the same once it has settled, %s', (_, scenario) => {
    fc.assert(
      fc.property(anyOrder, fc.integer(), (steps, seed) => {
        expect(settled(scenario, steps, seed)).toEqual(expected(scenario, steps))
      }),
      { numRuns: 20 },
    )
  })

  test('where any server will do, a run shows the same for the connections that are kept', () => {
    fc.assert(
      fc.property(anyOrder, fc.integer(), (steps, seed) => {
        const found = settled(anyServer, steps, seed)
        const kept = expected(anyServer, steps).map((pairs, step) =>
          pairs.map(([pair, outcome], i) => [pair, found[step]?.[i]?.[1] === 'down' ? 'down' : outcome]),
        )
        expect(found).toEqual(kept)
      }),
      { numRuns: 20 },
    )
  })
})
