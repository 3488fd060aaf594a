/** The first draft of a scenario, word for word. */
import { expect, test } from 'vitest'
import { type Draft, draftScenario } from '#sim/scenario/draft.ts'

const said: Draft = {
  title: 'Mine',
  versions: ['V1', 'V2', 'V3', 'V4'],
  dialer: 'client',
  acceptor: 'server',
  releases: ['1.0', '1.5', '2.0'],
  first: 'acceptor',
}

/** What the roles of a draft are, without the rest of it. */
const rolesOf = (draft: Draft) => draftScenario(draft).split('roles:\n')[1]?.split('\n\n')[0]?.split('\n')

test('says everything once, with a remark where there is something to decide', () => {
  expect(draftScenario(said)).toBe(`# yaml-language-server: $schema=./scenario.schema.json
title: Mine
about: One line that says what it shows.

# sources: { manual: "Where the facts come from, with a date" }

versions: [V1, V2, V3, V4] # oldest first

roles:
  client:
    1.0: { speaks: after the peer, answers: lower, offers: V1, accepts: V1, otherwise: close }
    1.5: { offers: V3, accepts: V1..V3 } # what it does not say, it does as 1.0 does
    2.0: { offers: V4, accepts: V1..V4 }
  server:
    1.0: { speaks: at once, answers: theirs, offers: V1, accepts: V1, otherwise: close }
    1.5: { offers: V3, accepts: V1..V3 } # what it does not say, it does as 1.0 does
    2.0: { offers: V4, accepts: V1..V4 }

links:
  - { from: client, to: server, needs: every } # needs: any, if one connection is enough

calls: # and the version since which they exist
  client:
    call: V1

traffic: { test: call, repeat: { call: 2 s } }

cluster: { client: 3 × 1.0, server: 2 × 1.0 }
network: { latency: 20 ms ± 5 ms }

upgrade:
  to: { client: 2.0, server: 2.0 }
  order: [server, client] # try it the other way round, too
`)
})

test('peers are one role, which has no order of roles', () => {
  const text = draftScenario({ ...said, dialer: 'peer', acceptor: 'peer', releases: ['1.0', '2.0'] })
  // Once with its releases, and once with its calls.
  expect(text.match(/^ {2}peer:$/gm)).toHaveLength(2)
  expect(text).toContain('cluster: { peer: 3 × 1.0 }')
  expect(text.endsWith('upgrade:\n  to: { peer: 2.0 }\n')).toBe(true)
})

test('one release is upgraded to nothing', () => {
  const text = draftScenario({ ...said, releases: ['1.0'] })
  expect(text.endsWith('network: { latency: 20 ms ± 5 ms }\n')).toBe(true)
  expect(rolesOf({ ...said, releases: ['1.0'] })?.[1]).toContain('offers: V4, accepts: V1..V4')
})

test.each([
  ['dialer', 'speaks: at once, answers: theirs', 'speaks: after the peer, answers: lower'],
  ['acceptor', 'speaks: after the peer, answers: lower', 'speaks: at once, answers: theirs'],
  ['both', 'speaks: at once, answers: lower', 'speaks: at once, answers: lower'],
] as const)('where the %s speaks first', (first, client, server) => {
  const [, ofClient, , , , ofServer] = rolesOf({ ...said, first }) ?? []
  expect(ofClient).toContain(client)
  expect(ofServer).toContain(server)
})
