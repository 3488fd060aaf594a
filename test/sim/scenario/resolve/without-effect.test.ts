/** What is said and can have no effect is a mistake, told where it is said. */
import { expect, test } from 'vitest'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'

const file = (client: string, server: string) => `versions: [V1, V2]
roles:
  client:
    old: { speaks: at once, offers: V2, accepts: V1..V2 }
    new: { ${client} }
  server:
    old: { speaks: after the peer, offers: V2, accepts: V1..V2 }
    new: { ${server} }
links: [{ from: client, to: server }]
cluster: { client: old, server: old }
`

const problemsOf = (text: string) => {
  const read = parseScenario(text, 'a.yaml')
  return read.ok ? [] : read.faults.map((problem) => formatFaults([problem], text).split('\n')[0])
}

const again = 'when refused: { retry: next lower, by: same connection }'

test.each([
  [
    again,
    '',
    'a.yaml:5:51: found the same connection, which every peer closes when it refuses, expected a new connection, or a peer with otherwise: error, then wait',
  ],
  [
    'when refused: { retry: next lower, on: silence }',
    '',
    'a.yaml:5:26: takes silence for a refusal and would wait for it for ever, expected “patience” beside it: how long',
  ],
  [
    'replies: own offer',
    '',
    'a.yaml:5:12: has no effect: who speaks at once has nothing left to reply, expected speaks: after the peer',
  ],
  [
    'falls to: V1',
    '',
    'a.yaml:5:12: has no effect: no release of this role goes on without agreement, expected otherwise: go on, or when refused: go on',
  ],
])('%s is told', (client, server, problem) => {
  expect(problemsOf(file(client, server))).toEqual([problem])
})

test.each([
  [again, 'otherwise: error then wait'],
  ['when refused: { retry: next lower, on: silence }, patience: 1 s', ''],
  ['replies: own offer, as: { dialer: { speaks: after the peer } }', ''],
  ['', 'replies: own offer'],
  ['falls to: V1, when refused: go on', ''],
])('%s has an effect with a server of “%s”', (client, server) => {
  expect(problemsOf(file(client, server))).toEqual([])
})

test('one direction is enough only where there are two', () => {
  const links = (text: string) => file('', '').replace('{ from: client, to: server }', text)
  expect(problemsOf(links('{ from: client, to: server, one direction: enough }'))).toEqual([
    'a.yaml:9:37: has no effect: no link leads from server to client, so that there is one direction only',
  ])
  const both = '{ from: client, to: server, one direction: enough }, { from: server, to: client }'
  expect(problemsOf(links(both))).toEqual([])
})
