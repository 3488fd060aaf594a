/** What a step takes where, as rows and sentences tell it. */
import { expect, test } from 'vitest'
import { kindOfStep } from '#sim/scenario/order/step-kind.ts'
import { levelled } from '../../levelled.ts'

test.each([
  [
    { role: 'broker', from: 'r1', to: 'r2' },
    { of: 'release', isBack: false },
  ],
  [
    { role: 'broker', from: 'r2', to: 'r1' },
    { of: 'release', isBack: true },
  ],
  [
    { role: 'client', from: 'r1', to: 'r1' },
    { of: 'release', isBack: false },
  ],
  [
    { role: 'fcv', from: 'x', to: 'y' },
    { of: 'level', isBack: false },
  ],
  [
    { role: 'fcv', from: 'y', to: 'x' },
    { of: 'level', isBack: true },
  ],
  [
    { role: 'ibp', from: '1', to: '2' },
    { of: 'setting', isBack: false },
  ],
  [
    { role: 'repair', from: 'running', to: 'done' },
    { of: 'operation', isBack: false },
  ],
  [
    { role: 'repair', from: 'not yet', to: 'running' },
    { of: 'operation', isBack: false },
  ],
])('%j', (step, kind) => {
  expect(kindOfStep(levelled, step)).toEqual(kind)
})

test('where there are neither levels nor operations', () => {
  const { roles } = levelled
  expect(kindOfStep({ roles }, { role: 'broker', from: 'r2', to: 'r1' })).toEqual({
    of: 'release',
    isBack: true,
  })
})
