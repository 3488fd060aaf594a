/** Random applications of a dialer. */
import fc from 'fast-check'
import type { Application } from '../brute-force.ts'

/** Calls of each kind, with what comes of them at each version. */
export const application: fc.Arbitrary<Application> = fc
  .record({
    test: fc.subarray(['ping', 'fancy']),
    start: fc.subarray(['load', 'fancy', 'ping']),
    repeat: fc.subarray(['load', 'fancy']),
    fancy: fc.constantFrom('none' as const, 'failed' as const),
  })
  .map(({ test, start, repeat, fancy }) => ({
    test,
    start,
    repeat: repeat.map((name) => [name, 2] as const),
    fate: (name, spoken) => (name === 'fancy' && spoken !== null && spoken !== 'V3' ? fancy : 'made'),
  }))
