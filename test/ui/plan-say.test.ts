/** What the Plan mode says in numbers and signs. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scenario } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { grouped } from '#sim/text/say-number.ts'
import { signOf } from '#ui/glyphs/sign.ts'
import { abridged, sayPlainly } from '#ui/kit/big.ts'
import { sayWave } from '#ui/plan/waves.ts'
import { orderOf, stepsIn } from '#ui/planning/order-of.ts'
import { zeo } from '../sim/zeo.ts'
import { noOutcomes, zeoPlan } from './plan-fixtures.ts'

describe('a number', () => {
  test.each([
    ['12', '12'],
    ['34650', '34,650'],
    ['1234567', '1,234,567'],
    ['12345678', '1.2 × 10^7'],
    ['19960000', '2.0 × 10^7'],
    ['99600000', '1.0 × 10^8'],
    [`40${'0'.repeat(5734)}`, '4.0 × 10^5735'],
  ])('%s is said as %s', (decimal, said) => {
    expect(sayPlainly(decimal)).toBe(said)
  })

  test('is about what it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 300n }), (number) => {
        const { text, power } = abridged(String(number))
        const said = Number(text.replaceAll(',', '').replace(' × 10', ''))
        expect(Math.abs(said * 10 ** (power ?? 0) - Number(number)) / Number(number || 1)).toBeLessThan(0.051)
      }),
    )
  })

  test('has all its digits on demand', () => {
    expect(grouped('1')).toBe('1')
    expect(grouped('1234567890')).toBe('1,234,567,890')
  })
})

describe('a sign', () => {
  test.each([
    ['safe', { open: 6 }, 'all open'],
    ['safe', { open: 2, degraded: 4 }, '4 degraded'],
    ['safe', { open: 2, rejected: 1 }, '1 rejected, not needed'],
    ['safe', {}, 'safe'],
    ['unsafe', { degraded: 4, 'half-open': 2 }, '2 half-open'],
    ['unsafe', { open: 6 }, 'breaks a rule'],
    ['unsafe', { open: 2, degraded: 4 }, 'breaks a rule'],
    ['unsupported', { open: 6 }, 'unsupported'],
  ] as const)('of a state that is %s with %j is: %s', (verdict, counts, text) => {
    expect(signOf(verdict, { ...noOutcomes, ...counts }).text).toBe(text)
  })

  test('blames connections that lose something where all have to be open', () => {
    expect(signOf('unsafe', { ...noOutcomes, degraded: 4 }, true).text).toBe('4 degraded')
  })
})

describe('an order', () => {
  const many = Array.from({ length: 50 }, (_, i) => ({ id: `c${i}`, role: 'client', release: 'ZODB-3.1' }))
  const servers = zeo.nodes.filter(({ role }) => role === 'server')
  const steps = [...many, ...servers].map(({ id }) => ({ node: id, to: 'ZODB-3.2' }))
  const large: Scenario = { ...zeo, nodes: [...many, ...servers], upgrade: { ...zeo.upgrade, steps } }
  const [first, ...others] = zeoPlan.phases.flat()

  test('has every step, also of those of which one stands for many', () => {
    const one = { ...(first as PlanStep), unit: 'c0', alike: 49 }
    expect(orderOf(large, [one, ...others.filter(({ role }) => role === 'server')])).toEqual(steps)
    expect(stepsIn(one)).toBe(50)
    expect(sayWave([one])).toBe('clients, in any order')
  })

  test('is that of the plan where each step stands for itself', () => {
    expect(orderOf(zeo, zeoPlan.phases.flat()).map(({ node }) => node)).toEqual([
      'c1',
      'c2',
      'c3',
      's1',
      's2',
    ])
    expect(zeoPlan.phases.map(sayWave)).toEqual(['clients, in any order', 'servers, in any order'])
    expect(sayWave([first as PlanStep])).toBe('client c1')
  })
})
