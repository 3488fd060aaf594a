import { expect, test } from 'vitest'
import { sayNumber } from '#sim/text/say-number.ts'

test.each([
  ['0', '0'],
  ['999', '999'],
  ['1000', '1,000'],
  ['999999999999999', '999,999,999,999,999'],
  ['1000000000000000', '1.0 × 10^15 (16 digits)'],
  ['9960000000000000', '1.0 × 10^16 (16 digits)'],
  [`4023${'0'.repeat(2563)}`, '4.0 × 10^2566 (2,567 digits)'],
])('%s', (decimal, said) => {
  expect(sayNumber(decimal)).toBe(said)
})
