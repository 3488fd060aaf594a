/** What is said to be to blame was found to be. */
import { expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { scenarioOf } from '../scenario/broken.ts'

const scenario = scenarioOf(`versions: [V1, V2]
roles:
  client:
    r1: { speaks: at once, offers: V1, accepts: V1 }
    r2: { offers: V2, accepts: V2 }
  server:
    r1: { speaks: at once, offers: V1, accepts: V1 }
    r2: { offers: V2, accepts: V2 }
links: [{ from: client, to: server }]
cluster: { client: r1, server: r1 }
upgrade: { to: { client: r2, server: r2 } }
`)

test('by a look at all mixed states that there are without it', () => {
  const { blame, limits } = plan(scenario)
  expect(blame.map(({ rule, isAlone }) => [rule, isAlone])).toEqual([['link client-server', true]])
  expect(limits.notProven).toEqual([])
})

test('where that is more than the limit, nothing is said to be', () => {
  const { states } = plan(scenario).limits
  const { blame, limits } = plan(scenario, { limit: states })
  expect(blame).toEqual([])
  expect(limits.proven.join()).toContain('which of the mixed states that straight orders pass are safe')
  expect(limits.notProven).toContain('which rules are to blame')
})
