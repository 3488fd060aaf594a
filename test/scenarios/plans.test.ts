/** The shipped upgrades: what the planner says of them, against what their vendors say. */
import { describe, expect, test } from 'vitest'
import { countOrders } from './brute-orders.ts'
import { vendors } from './vendors.ts'

describe.each(vendors)('$scenario', ({ paths, isSafe, all, safe }) => {
  test('the vendor’s words come to what was counted by hand', () => {
    const counts = countOrders(paths, isSafe)
    expect(counts.all).toBe(all)
    expect(counts.safe).toBe(safe)
  })
})
