/** What is found in runs, and until when: small clusters to which something is done at a time. */
import { describe, expect, test } from 'vitest'
import type { Intervention } from '#sim/engine/intervention.ts'
import { runOf, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { summarise } from '#sim/views/summary.ts'
import { scenarioOf } from '../scenario/broken.ts'
import { small } from '../small.ts'

/** What is found, a line each: when, in which steps, and why. */
function found(scenario: Scenario, ...interventions: Intervention[]): string[] {
  const run = simulate({ scenario, seed: 1, interventions, until: 1 })
  return summarise(run).observed.map(
    ({ at, from, until, severity, reason }) => `${at} ${from}-${until ?? ''} ${severity}: ${reason}`,
  )
}

const upgrade = (at: number, node: string, to: string): Intervention => ({ at, do: 'upgrade', node, to })
const kill = (at: number, node: string): Intervention => ({ at, do: 'kill', node })

const system = (parts: { link?: string; server?: string; servers?: string; rest?: string }) =>
  scenarioOf(`
versions: [V1, V2]
roles:
  client: { c-1: { speaks: at once, offers: V1, accepts: V1 }, c-2: { offers: V2 } }
  server:
    s-1: { speaks: after the peer, offers: V1, accepts: V1 ${parts.server ?? ''} }
    s-2: { offers: V2, accepts: V2 }
links: [{ from: client, to: server ${parts.link ?? ''} }]
network: { latency: 5 ms }
timing: { drain: 0, down: 200 ms, start: 0, settle: 1 s }
cluster: { client: c-1, server: ${parts.servers ?? '2 × s-1'} }
upgrade: { to: { client: c-2 } }
${parts.rest ?? ''}
`)

test('nobody is there for who needs any one, though nothing is said of what the cluster is there for', () => {
  const any = system({ link: ', needs: any' })
  const nobody = 'unsafe: c1 has nobody to connect to while s1 and s2 are down'
  // At the moment at which the last one goes, before anybody has dialled in vain.
  const lasts = `5000 0- ${nobody}`
  const isOver = `5000 0-0 ${nobody}`
  expect(found(any, kill(5_000, 's1'), kill(5_000, 's2'))).toEqual([lasts])
  expect(found(any, kill(5_000, 's1'))).toEqual([])
  expect(found(system({}), kill(5_000, 's1'), kill(5_000, 's2'))).toEqual([])
  const back: Intervention = { at: 30_000, do: 'restart', node: 's1' }
  expect(found(any, kill(5_000, 's1'), kill(5_000, 's2'), back)).toEqual([isOver])
})

test('what was wrong with a connection is over once somebody has mended it', () => {
  const refused = 'unsafe: s1 does not accept V1 and closes'
  const mixed = system({ servers: '{ s1: s-2 }' })
  const [still] = found(mixed)
  expect(still).toMatch(new RegExp(`^\\d+ 0- ${refused}$`))
  const [over, ...others] = found(mixed, upgrade(20_000, 's1', 's-1'))
  expect(over).toMatch(new RegExp(`^\\d+ 0-0 ${refused}$`))
  expect(others).toEqual([])
})

test('what has come to rest where a run is cut is looked at there, though more was to come', () => {
  const deaf = system({ servers: '{ s1: s-2 }', server: ', otherwise: stall' })
  const run = simulate({ scenario: deaf, seed: 1, interventions: [kill(60_000, 's1')], until: 1, cut: 2_000 })
  expect(run.end).toMatchObject({ why: 'cut', at: 2_000 })
  expect(summarise(run).observed).toMatchObject([
    { reason: 's1 does not accept V1 and stays in its handshake', at: 2_000, until: null },
  ])
})

test('who has dialled often while nobody was there is not restless when somebody is', () => {
  const back: Intervention = { at: 60_000, do: 'restart', node: 's1' }
  expect(found(small, kill(100, 's1'), back)).toEqual([])
})

test('who dials again and again for ever is, and the run ends all the same', () => {
  const peers = scenarioOf(`
versions: [V1, V2]
roles:
  peer:
    p-1: { speaks: at once, offers: V1, answers: lower, accepts: V1, otherwise: close }
    p-2: { offers: V2, accepts: V2 }
links: [{ from: peer, to: peer }]
network: { latency: 5 ms }
cluster: { peer: { p1: p-1, p2: p-2 } }
upgrade: { to: { peer: p-2 } }
`)
  const said = found(peers).map((line) => line.replace(/^.*: /, ''))
  expect(said).toContain('p1 dials p2 again and again, and no connection lasts')
})

test('a form that one node is configured to write has to be readable to the others', () => {
  const scenario = scenarioOf(`
versions: [V1]
roles:
  server:
    s-1:
      speaks: at once
      offers: V1
      accepts: V1
      data: { writes: F1, reads: F1 }
      with: { mode: { high: { data: { writes: F2, reads: [F1, F2] } } } }
    s-2: {}
links: [{ from: server, to: server }]
levels: { mode: { values: [low, high], raised: on each node, of: server } }
network: { latency: 5 ms }
cluster: { server: 2 × s-1 }
upgrade: { to: { server: s-2 }, keep: [readable] }
`)
  expect(found(scenario)).toEqual([])
  const [unreadable = ''] = found(scenario, upgrade(5_000, 's1.mode', 'high'))
  expect(unreadable).toMatch(/unsafe: server s-1 cannot read F2, in which data was written$/)
})

describe('a link on which one connection spoils the others', () => {
  const calls = (links: string, servers: string) => {
    const scenario = scenarioOf(`
versions: [V1, V2]
roles:
  client: { c-1: { speaks: at once, offers: V1, accepts: V1 } }
  server: { s-1: { speaks: after the peer, offers: V1, accepts: V1 }, s-2: { offers: V2, accepts: V2 } }
  depot: { d-1: { speaks: after the peer, offers: V2, accepts: V2 } }
links: [${links}]
calls: { client: { load: V1 } }
traffic: { repeat: { load: 1 s } }
network: { latency: 5 ms }
cluster: { client: c-1, server: ${servers}, depot: d-1 }
`)
    const { trace } = simulate({ scenario, seed: 1, interventions: [], until: 4_000, cut: 4_000 })
    return new Set(
      [...trace].flatMap((event) =>
        event.kind === 'call' && /^c1-s\d#/.test(event.connection)
          ? [`${event.status} ${event.reason ?? ''}`.trim()]
          : [],
      ),
    )
  }
  const spoils = '{ from: client, to: server, needs: any, spoils: yes }'

  test('fails the calls on those that work', () => {
    expect(calls(spoils, '{ s1: s-1, s2: s-2 }')).toContain('failed s2 is incompatible, so no other is used')
    expect(calls(spoils.replace(', spoils: yes', ''), '{ s1: s-1, s2: s-2 }')).toEqual(
      new Set(['made', 'answered']),
    )
  })

  test('is spoilt by its own connections only', () => {
    const other = '{ from: client, to: depot }'
    expect(calls(`${spoils}, ${other}`, '2 × s-1')).toEqual(new Set(['made', 'answered']))
  })
})

test('a run along a path is made of it', () => {
  const path = ['c1-s1: dial reaches s1']
  expect(runOf(small, { path })).toMatchObject({ path })
  expect(runOf(small)).not.toHaveProperty('path')
})
