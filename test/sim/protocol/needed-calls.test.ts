/** What a call comes to that a connection does not have: a breach, or a loss, whoever is asked. */
import { expect, test } from 'vitest'
import { check, ownOrder, planOf, read, run, walk } from '../../agreement/answers.ts'

const file = (call: string, traffic: string, needs = '') => `versions: [V1, V2]
roles:
  client: { new: { speaks: at once, offers: V2, accepts: V1..V2 ${needs} } }
  server: { old: { speaks: after the peer, offers: V1, answers: lower, accepts: V1 }, new: { offers: V2, accepts: V1..V2 } }
links: [{ from: client, to: server }]
calls: { client: { push: { since: V2 ${call} }, load: V1 } }
traffic: { start: load ${traffic} }
cluster: { client: new, server: 2 × old }
upgrade: { to: { server: new } }
`

test.each<[call: string, traffic: string, needs: string, verdict: string, reason: RegExp]>([
  [
    ', missing: fail',
    ', test: push',
    '',
    'unsafe',
    /client new calls push, which fails: V1 does not have it/,
  ],
  [', missing: fail', ', repeat: { push: 1 s }', '', 'unsafe', /calls push, which fails/],
  [
    ', missing: wrong data',
    ', repeat: { push: 1 s }',
    '',
    'unsafe',
    /calls push, which brings wrong data: V1/,
  ],
  ['', '', ', needs: push', 'unsafe', /cannot do without push, and V1 does not have it/],
  [', missing: fail', '', ', needs: push', 'unsafe', /cannot do without push/],
  // Nobody calls it.
  [', missing: fail', '', '', 'safe', /with no push: the call fails/],
  [
    ', missing: do without, without: it is slow',
    ', repeat: { push: 1 s }',
    '',
    'safe',
    /with no push: it is slow/,
  ],
  [
    ', without: it is slow, fallback: load',
    ', repeat: { push: 1 s }',
    '',
    'safe',
    /with no push: it is slow/,
  ],
])('push %s, with traffic %s and client %s, is %s', (call, traffic, needs, verdict, reason) => {
  const { scenarios, problem } = read(file(call, traffic, needs))
  expect(problem).toBeNull()
  const [scenario] = scenarios
  if (scenario === undefined) return
  const order = ownOrder(scenario)
  const planned = planOf(scenario)
  const checked = check(scenario, order)
  const said = [planned, checked, run(scenario, order, 7), walk(scenario, order, 10_000)]
  expect(said.map((each) => each.verdict)).toEqual([verdict, verdict, verdict, verdict])
  expect([...checked.reasons, ...checked.losses].join('\n')).toMatch(reason)
})
