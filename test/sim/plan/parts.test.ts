/** A plan is told part by part, while it is worked out. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'

test.each([
  ['zeo-2002', {}],
  ['zeo-2005-data', {}],
  ['zookeeper-3.5-direct', {}],
  ['zeo', { from: 'ZODB-3.1', to: 'ZEO-5.4' }],
  ['kafka-4.0', { limit: 3 }],
])(
  'the parts of the plan of %s make up the whole, the verdict first, and none comes twice',
  (name, options) => {
    const read = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name)
    if (!read.ok) throw new Error(`${name} cannot be read`)
    const parts: Partial<Plan>[] = []

    const whole = plan(read.scenario, { ...options, known: (part) => parts.push(part) })

    expect(parts[0]).toHaveProperty('verdict', whole.verdict)
    expect(Object.assign({}, ...parts)).toEqual(whole)
    const names = parts.flatMap((part) => Object.keys(part))
    expect(names).toEqual([...new Set(names)])
  },
)

test('where a limit is hit, no step is said to lead nowhere', () => {
  const read = parseScenario(readFileSync('scenarios/kubernetes-1.35-parked.yaml', 'utf8'), 'kubernetes')
  if (!read.ok) throw new Error('it cannot be read')

  const { verdict, firstSteps, limits } = plan(read.scenario, { limit: 2 })

  expect(verdict).toBe('unknown')
  expect(firstSteps.find(({ unit }) => unit === 'parked')).toMatchObject({
    safe: false,
    reason: 'safe by itself, but whether it leads on is not known: a limit was hit',
  })
  expect(limits.notProven).toContain('how many straight orders are safe')
})
