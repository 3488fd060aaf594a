/** Where there is more than may be looked at: what is said, and what is not. */
import { expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { scenarioOf } from '../scenario/broken.ts'

const roles = Array.from({ length: 8 }, (_, i) => `r${i}`)

/** Eight nodes that nothing has in common, each of which may go at any time: 256 mixed states. */
const wide = scenarioOf(`
versions: [V1, V2]
roles:
${roles.map((role) => `  ${role}: { old: { speaks: at once, offers: V1, answers: lower, accepts: V1..V2 }, new: { offers: V2 } }`).join('\n')}
  server: { only: { speaks: after the peer, offers: V2, answers: lower, accepts: V1..V2 } }
links:
${roles.map((role) => `  - { from: ${role}, to: server }`).join('\n')}
cluster: { ${roles.map((role) => `${role}: 1 × old`).join(', ')}, server: 1 × only }
upgrade: { to: { ${roles.map((role) => `${role}: new`).join(', ')} } }
`)

test('a way is found all the same, and it is said what else is not known', () => {
  const { verdict, isExact, safeOrders, phases, limits } = plan(wide, { limit: 80, isConfirmed: false })

  expect({ verdict, isExact, safeOrders }).toEqual({ verdict: 'safe', isExact: false, safeOrders: null })
  expect(phases.flat()).toHaveLength(8)
  expect(limits.notProven).toContainEqual(
    expect.stringMatching(
      /^which of the mixed states .*; there are more of them than may be met, which --limit allows$/,
    ),
  )
  expect(limits.notProven).toContain('that no order falls into fewer waves')
})

test('progress is told as counts that only grow', () => {
  const counts: number[] = []
  plan(wide, { isConfirmed: false, progress: (_, steps) => counts.push(steps) })

  const told = counts.filter((steps) => steps > 0)
  expect(told.length).toBeGreaterThan(0)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
})
