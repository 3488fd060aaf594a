/** What else could be changed where nothing leads to the goal. */
import { expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { scenarioOf } from '../scenario/broken.ts'

/** Servers that run at high only, where nobody raises the mode beforehand. */
const strict = (to: string, more = '') =>
  scenarioOf(`
title: Strict
about: Where does the mode stand?
versions: [V1, V2]
roles:
  client: { old: { speaks: after the peer, offers: V1, accepts: V1${more} }, new: { accepts: V1..V2 } }
  server:
    old: { speaks: at once, offers: V1, accepts: V1, levels: { mode: low..high } }
    new: { offers: V2, accepts: V2, levels: { mode: high } }
links: [{ from: client, to: server }]
levels: { mode: { values: [low, high], of: server, about: a mode, raised: by an operator } }
cluster: { client: 1 × old, server: 1 × old }
network: { latency: 5 ms }
upgrade: { to: { ${to} } }
`)

const helpOf = (scenario: ReturnType<typeof strict>) => plan(scenario).wouldHelp.map(({ text }) => text)

test('a level that stands too low would have to be raised', () => {
  expect(helpOf(strict('client: new, server: new'))).toEqual(['with mode raised to high as well'])
})

test('what is on the way already is not said once more', () => {
  expect(helpOf(strict('server: new, mode: high'))).toEqual(['with every client moved to new as well'])
  expect(helpOf(strict('client: new, server: new, mode: high'))).toEqual([])
})

test('where two things would be needed, neither is said', () => {
  expect(helpOf(strict('server: new'))).toEqual([])
})
