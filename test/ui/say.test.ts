/** Small pieces of English. */

import { expect, test } from 'vitest'
import { capital } from '#sim/text/say-list.ts'
import { capitalButNodes } from '#ui/kit/words.ts'
import { saySession } from '#ui/session/say-session.ts'
import { openSession } from '#ui/session/session.ts'
import { zeo } from '../sim/zeo.ts'

test('a text begins with a capital, but for the name of a node where that is wanted', () => {
  expect(['the line is cut', 'c1 dials'].map(capital)).toEqual(['The line is cut', 'C1 dials'])
  expect(['the line is cut', 'c1 dials'].map(capitalButNodes)).toEqual(['The line is cut', 'c1 dials'])
})

test('an order is said by the role that comes first, whatever its plural', () => {
  const session = openSession(zeo)
  const { steps } = session
  expect(saySession(session)).toBe('servers first')
  expect(saySession({ ...session, steps: steps.slice(0, 2) })).toBe('servers only')
  expect(saySession({ ...session, steps: [...steps].reverse() })).toBe('clients first')
  expect(saySession({ ...session, steps: [...steps.slice(1), ...steps.slice(0, 1)] })).toBe('mixed order')
  expect(saySession({ ...session, steps: [] })).toBe('no upgrade')

  const nodes = zeo.nodes.map((node) => (node.role === 'server' ? { ...node, role: 'mongos' } : node))
  expect(saySession({ ...session, scenario: { ...zeo, nodes } })).toBe('mongos first')
})
