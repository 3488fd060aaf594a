import { describe, expect, test } from 'vitest'
import { pairScenario } from '#sim/pair/pair-scenario.ts'
import { matrix } from '#sim/rules/matrix.ts'
import { simulate, stateAt } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { variantOf, variantsOf } from '#sim/scenario/variant.ts'
import { summarise } from '#sim/views/summary.ts'
import { viewOf } from '#sim/views/view.ts'
import { levelled } from '../levelled.ts'
import { link, release, role, small } from '../small.ts'
import { zeo } from '../zeo.ts'

const pair = (dialer: string, acceptor: string) => ({ link: 'client-server', dialer, acceptor })

describe('a pair on its own', () => {
  test('is one node at each release, by names that the cluster has, and nothing to upgrade', () => {
    const own = pairScenario(zeo, pair('ZODB-3.1', 'ZODB-3.2'))
    expect(own?.nodes).toEqual([
      { id: 'c1', role: 'client', release: 'ZODB-3.1' },
      { id: 's1', role: 'server', release: 'ZODB-3.2' },
    ])
    expect(own?.upgrade.steps).toEqual([])
    expect(own).toMatchObject({ name: zeo.name, roles: zeo.roles, calls: zeo.calls, latency: zeo.latency })
  })

  test.each(matrix(zeo))('comes to what the matrix says: $dialer dials $acceptor', (result) => {
    const own = pairScenario(zeo, result) as Scenario
    const run = simulate({ scenario: own, seed: 3, interventions: [], until: 1_500 })
    expect(viewOf(run.cluster, stateAt(run, 1_500)).pairs.map(({ status }) => status)).toEqual([
      result.outcome,
    ])
  })

  test('lasts as long as its ends are patient, once for each version that they try', () => {
    const patient = (patience: number): Scenario => ({
      ...small,
      roles: small.roles.map(({ name, releases }) =>
        role(name, ...releases.map((each) => release(each.name, { ...each.rules, patience }))),
      ),
    })
    const lasts = (scenario: Scenario) =>
      pairScenario(scenario, { link: 'client-server', dialer: 'r1', acceptor: 'r1' })?.until ?? 0
    expect(lasts(patient(30_000)) - lasts(small)).toBe(30_000 * 3)
  })

  test('of one role with itself is two nodes', () => {
    const peers: Scenario = {
      ...small,
      roles: [role('peer', release('r1', small.roles[0]?.releases[0]?.rules as never))],
      links: [link('peer', 'peer')],
      nodes: [],
    }
    const own = pairScenario(peers, { link: 'peer-peer', dialer: 'r1', acceptor: 'r1' })
    expect(new Set(own?.nodes.map(({ id }) => id)).size).toBe(2)
  })

  test('keeps to its own link where two roles have several', () => {
    const second = { ...link('client', 'server'), name: 'admin' }
    const own = pairScenario(
      { ...small, links: [...small.links, second] },
      { link: 'admin', dialer: 'r1', acceptor: 'r1' },
    )
    expect(own?.links).toEqual([second])
  })

  test('is held to nothing that a whole cluster is held to, and goes by the rules of the matrix', () => {
    const whole = { ...levelled, service: { quorum: ['broker'], floor: { broker: 2 } } }
    const own = pairScenario(whole, { link: 'client-broker', dialer: 'r1', acceptor: 'r2' }) as Scenario
    const { verdict, observed } = summarise(
      simulate({ scenario: own, seed: 1, interventions: [], until: 5_000 }),
    )
    expect({ verdict, observed }).toEqual({ verdict: 'safe', observed: [] })
  })

  test.each([
    { ...pair('ZODB-3.1', 'ZODB-3.2'), link: 'server-client' },
    pair('ZODB-3.1', 'ZODB-9'),
    pair('toString', 'ZODB-3.1'),
    { ...pair('ZODB-3.1', 'ZODB-3.1'), variant: 'as dreamt of' },
  ])('is none where the scenario has no $link, $dialer, $acceptor', (choice) => {
    expect(pairScenario(zeo, choice)).toBeNull()
  })

  test('can be taken from a variant, and is still known by the name of the scenario', () => {
    const documented: Scenario = { ...zeo, name: 'other', title: 'As documented' }
    const whole = { ...zeo, variants: [{ name: 'as documented', about: '', scenario: documented }] }
    const own = pairScenario(whole, { ...pair('ZODB-3.1', 'ZODB-3.2'), variant: 'as documented' })
    expect(own).toMatchObject({ name: zeo.name, title: 'As documented' })
    expect(variantsOf(whole).map(({ name }) => name)).toEqual(['as shipped', 'as documented'])
    expect(variantOf(whole, undefined)).toBe(whole)
  })
})
