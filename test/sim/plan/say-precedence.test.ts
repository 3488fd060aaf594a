/** Precedences that are the same on every host, in words. */
import { expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { sayPrecedences } from '#sim/plan/say-precedence.ts'
import { scenarioOf } from '../scenario/broken.ts'

const hosted = (agents: string, runtimes: string) =>
  scenarioOf(`
title: Hosts
about: Each agent talks to the runtimes of its own host.
versions: [V1, V2]
roles:
  agent: { old: { speaks: at once, offers: V1, answers: theirs, accepts: V1 }, new: { offers: V2, accepts: V2 } }
  runtime: { old: { speaks: after the peer, offers: V1, answers: theirs, accepts: V1 }, new: { offers: V2, accepts: V1..V2 } }
links: [{ from: agent, to: runtime, over: same host }]
cluster: { agent: { ${agents} }, runtime: { ${runtimes} } }
network: { latency: 5 ms }
upgrade: { to: { agent: new, runtime: new } }
`)

const said = (agents: string, runtimes: string) => {
  const scenario = hosted(agents, runtimes)
  return sayPrecedences(scenario, plan(scenario)).map(({ text }) => text)
}

const on = (id: string, host: string) => `${id}: { release: old, host: ${host} }`

test('those of all hosts are one', () => {
  expect(
    said(`${on('a1', 'A')}, ${on('a2', 'B')}`, `${on('r1', 'A')}, ${on('r2', 'B')}, ${on('r3', 'B')}`),
  ).toEqual(['every runtime before any agent on the same host'])
})

test('those of one host alone are of their nodes', () => {
  expect(said(on('a1', 'A'), `${on('r1', 'A')}, ${on('r2', 'B')}`)).toEqual(['runtime r1 before agent a1'])
})
