/** Whether anything more comes of the connections of a cluster, and what would come of them if they were made anew. */
import { describe, expect, test } from 'vitest'
import type { Intervention } from '#sim/engine/intervention.ts'
import { foundAnew, isAtRest, isServiceAtRest, judgeRestless, observedLinks } from '#sim/observed/observed.ts'
import { simulate, stateAt } from '#sim/run/run.ts'
import type { Condition, Scenario } from '#sim/scenario/model.ts'
import { scenarioOf } from '../scenario/broken.ts'
import { easy, release, role, small } from '../small.ts'

function seen(scenario: Scenario, time: number, interventions: readonly Intervention[] = []) {
  const { cluster, ...run } = simulate({ scenario, seed: 1, interventions, until: time, cut: time })
  return { cluster, world: stateAt({ cluster, ...run }, time) }
}

describe('connections are at rest', () => {
  const rests = (scenario: Scenario, times: readonly number[], ...interventions: Intervention[]) =>
    times.map((time) => {
      const { cluster, world } = seen(scenario, time, interventions)
      const each = [...cluster.services.values()].map((service) => isServiceAtRest(cluster, world, service))
      return [isAtRest(cluster, world), ...each]
    })
  const [yes, no] = [
    [true, true],
    [false, false],
  ]

  test('once they are made, and tested', () => {
    // Connected at 20, tested at 40, with a call under way before and after that.
    const busy: Scenario = {
      ...small,
      traffic: { test: ['ping'], start: [], repeat: [{ call: 'load', every: 100 }] },
    }
    expect(rests(busy, [5, 15, 25, 39])).toEqual([no, no, no, no])
    expect(rests(busy, [41, 100, 145, 155])).toEqual([yes, yes, yes, yes])
  })

  test('not while somebody waits for a word with patience', () => {
    const mute = release('r1', {
      ...easy,
      speaks: 'after the peer',
      accepts: [],
      answers: 'theirs',
      otherwise: 'stall',
    })
    const waiting = (patience?: number): Scenario => ({
      ...small,
      roles: [
        role('client', release('r1', { ...easy, ...(patience && { patience }) })),
        role('server', mute),
      ],
      traffic: { test: [], start: [], repeat: [] },
    })
    expect(rests(waiting(), [200])).toEqual([yes])
    expect(rests(waiting(300), [200])).toEqual([no])
  })

  test('while a pause ends in nothing new, as nobody is there', () => {
    const dead: Intervention = { at: 100, do: 'kill', node: 's1' }
    expect(rests(small, [500, 3_000], dead)).toEqual([yes, yes])
  })

  test('not while a pause will end with somebody who was down', () => {
    const again: Intervention = { at: 150, do: 'restart', node: 's1' }
    expect(rests(small, [500, 3_000], { at: 100, do: 'kill', node: 's1' }, again)).toEqual([no, yes])
  })

  test('of one connector whatever becomes of others', () => {
    const two: Scenario = { ...small, nodes: [...small.nodes, { id: 's2', role: 'server', release: 'r1' }] }
    const slow: Intervention = { at: 0, do: 'slow', pair: 'c1-s2', latency: { kind: 'fixed', ms: 200 } }
    expect(rests(two, [100], slow)).toEqual([[false, true, false]])
    expect(rests(two, [5], { at: 1, do: 'cut', pair: 'c1-s2' })).toEqual([[false, false, true]])
    expect(rests(two, [100], { at: 1, do: 'cut', pair: 'c1-s2' })[0]?.slice(1)).toEqual([true, true])
  })

  test('where the dialer is dead', () => {
    expect(rests(small, [25], { at: 15, do: 'kill', node: 'c1' })[0]?.[1]).toBe(true)
  })
})

const system = (servers: string, link = '', rest = '') =>
  scenarioOf(`
versions: [V1, V2, V3]
roles:
  client: { c-1: { speaks: at once, offers: V2, accepts: V1..V2 } }
  server:
    s-1: { speaks: after the peer, offers: V2, answers: lower, accepts: V1..V2 }
    s-2: { offers: V1, accepts: V1 }
    s-3: { offers: V2, accepts: V1..V2, lacks: vote }
    s-4: { lacks: load }
    s-5: { answers: own, offers: V3, accepts: V3, otherwise: close ${rest.includes('levels') ? ', with: { mode: { low: { offers: V2, accepts: V2..V3 } } }' : ''} }
    s-6: { answers: lower, offers: V2, accepts: V1..V2, lacks: none ${rest.includes('levels') ? ', with: { mode: { high: { offers: V1, accepts: V1 } } }' : ''} }
links: [{ from: client, to: server ${link} }]
calls: { client: { load: { since: V1, without: its index }, vote: { since: V1, missing: fail }, fast: { since: V2, without: speed } } }
traffic: { start: [load, vote, fast] }
network: { latency: 5 ms }
cluster: { client: c-1, server: { ${servers} } }
${rest}
`)

describe('who is of use to whom', () => {
  const useful = (scenario: Scenario, ...interventions: Intervention[]) => {
    const { cluster, world } = seen(scenario, 2_000, interventions)
    return [...cluster.pairs.values()].filter(observedLinks(cluster, world)).map(({ id }) => id)
  }

  test('is who works for it, or would if it turned to it', () => {
    expect(useful(system('a: s-1, b: s-1, c: s-3'))).toEqual(['c1-a', 'c1-b'])
    expect(useful(system('a: s-1, b: s-1, c: s-3', ', needs: any'))).toEqual(['c1-a', 'c1-b'])
  })

  test('is nobody who is down, and nobody to who is', () => {
    for (const link of ['', ', needs: any']) {
      const scenario = system('a: s-1, b: s-1', link)
      expect(useful(scenario, { at: 1_000, do: 'kill', node: 'a' })).toEqual(['c1-b'])
      expect(useful(scenario, { at: 1_000, do: 'kill', node: 'c1' })).toEqual([])
    }
  })
})

describe('what would be wrong if connections were made anew', () => {
  const anew = (scenario: Scenario, ...interventions: Intervention[]) => {
    const { cluster, world } = seen(scenario, 2_000, interventions)
    const keep: ReadonlySet<Condition> = new Set(['open'])
    return foundAnew(cluster, world, keep).map(
      ({ severity, reason, isAnew, pair }) => `${pair?.id} ${severity}: ${reason}${isAnew ? '' : ' now'}`,
    )
  }
  const levels = 'levels: { mode: { values: [low, high], of: server } }'
  const raise: Intervention = { at: 1_000, do: 'upgrade', node: 'mode', to: 'high' }

  const refused = (pair: string) =>
    `${pair} unsafe: c1 does not accept V3 and closes, once c1 has to connect anew`
  const slower = 'c1-b unsafe: both ends agree on V1, with no fast: speed, once c1 has to connect anew'
  const poorer =
    'c1-b unsafe: both ends agree on V2, with no load: its index (s-4 does not serve it), once c1 has to connect anew'

  test('is what was made where levels stood lower, and would not be made, or not as well, where they stand', () => {
    const scenario = system('a: s-5, b: s-6, c: s-1', '', levels)
    expect(anew(scenario)).toEqual([])
    expect(anew(scenario, raise)).toEqual([refused('c1-a'), slower])
  })

  test('is not asked of who is down, nor where a line is cut', () => {
    const scenario = system('a: s-5, b: s-6, c: s-1', '', levels)
    expect(anew(scenario, raise, { at: 1_500, do: 'cut', pair: 'c1-a' })).toEqual([slower])
    expect(anew(scenario, raise, { at: 1_500, do: 'kill', node: 'a' })).toEqual([slower])
    expect(anew(scenario, raise, { at: 1_500, do: 'kill', node: 'c1' })).toEqual([])
  })

  test('is nothing else where every acceptor is needed and no level changes', () => {
    expect(anew(system('a: s-4, b: s-3, c: s-1'))).toEqual([])
  })

  test('is what is lost already', () => {
    const scenario = system('a: s-4, b: s-3, c: s-5', '', levels)
    expect(anew(scenario)).toEqual([])
    expect(anew(scenario, raise)).toEqual([refused('c1-c')])
  })

  describe('for a dialer that needs any one', () => {
    const any = (servers: string, ...interventions: Intervention[]) =>
      anew(system(servers, ', needs: any'), ...interventions)

    test('is that it may stay with one that is less, or of no use', () => {
      expect(any('a: s-1, b: s-4')).toEqual([poorer])
      expect(any('a: s-1, b: s-3')).toEqual([
        'c1-b unsafe: c1 calls vote, which fails: s-3 does not serve it, once c1 has to connect anew',
      ])
      expect(any('a: s-1, b: s-5')).toEqual([])
      expect(any('a: s-4, b: s-4')).toEqual([])
    })

    test('is that nobody is of use', () => {
      expect(any('a: s-5, b: s-5')).toEqual([refused('c1-a'), refused('c1-b')])
    })

    test('is not that it may stay with a fallback, unless it has no better one', () => {
      expect(any('a: s-1, b: { release: s-3, fallback: yes }')).toEqual([])
      expect(any('a: s-1, b: { release: s-4, fallback: yes }')).toEqual([])
      const spare = 'b: { release: s-4, fallback: yes }, c: { release: s-1, fallback: yes }'
      expect(any(`a: s-5, ${spare}`)).toEqual([poorer])
    })

    test('is not asked of who is down, nor where a line is cut', () => {
      expect(any('a: s-1, b: s-4', { at: 1_500, do: 'cut', pair: 'c1-a' })).toEqual([])
      expect(any('a: s-1, b: s-4', { at: 1_500, do: 'kill', node: 'b' })).toEqual([])
    })
  })
})

test('who dials again and again is told of each that is up and that it has dialled', () => {
  const { cluster, world } = seen(system('a: s-5, b: s-1'), 2_000, [{ at: 1_000, do: 'kill', node: 'b' }])
  const found = [...cluster.services.values()].flatMap((service) =>
    judgeRestless(cluster, world, new Set(['working']), service),
  )
  expect(found).toMatchObject([
    {
      reason: 'c1 dials a again and again, and no connection lasts',
      severity: 'unsafe',
      pair: { id: 'c1-a', outcome: 'rejected', dialer: 'c-1', acceptor: 's-5' },
    },
  ])
})
