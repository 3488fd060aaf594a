import { expect, test } from 'vitest'
import { leavesOf } from '#sim/protocol/leaves.ts'

test('leaves are paths', () => {
  expect(leavesOf('running')).toEqual(['running'])
  expect(leavesOf({ handshake: 'open', queue: { a: 'b' } })).toEqual(['handshake.open', 'queue.a.b'])
})
