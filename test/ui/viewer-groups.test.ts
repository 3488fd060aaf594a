import { expect, test } from 'vitest'
import { groupsOf } from '#ui/viewer/groups.ts'
import type { SeenMachine } from '#ui/viewer/model.ts'
import { standingOf } from '#ui/viewer/standing.ts'

const seen = (id: string): SeenMachine => ({
  id,
  kind: id.split(' ')[0] ?? '',
  machine: { id, events: [], resolveState: () => ({ nextEvents: [] }) },
  state: {} as SeenMachine['state'],
  leaves: [],
  events: [],
})

test('machines are listed by kind, by name, and a dialer before its acceptor', () => {
  const ids = [
    'rollout',
    'node c10',
    'node c2',
    'connector c1-s1',
    'end c10-s1#1 dialer',
    'end c2-s1#3 acceptor',
    'end c2-s1#3 dialer',
  ]

  const groups = groupsOf(ids.map(seen))

  expect(groups.map(({ title }) => title)).toEqual(['Connections', 'Connectors', 'Nodes', 'Rollout'])
  const rows = groups.flatMap((group) => group.rows)
  expect(rows.map(({ subject, part, isRepeated }) => [subject, part, isRepeated])).toEqual([
    ['c2-s1#3', 'dialer', false],
    ['c2-s1#3', 'acceptor', true],
    ['c10-s1#1', 'dialer', false],
    ['c1-s1', '', false],
    ['c2', '', false],
    ['c10', '', false],
    ['rollout', '', false],
  ])
})

test('an end stands as its handshake does, other machines rest, go or have stopped', () => {
  const end = (leaf: string) => standingOf({ kind: 'end', leaves: [leaf, 'queue.passing'] })
  expect(end('handshake.stalled')).toEqual({ kind: 'outcome', outcome: 'stalled' })
  expect(end('handshake.retrying')).toEqual({ kind: 'outcome', outcome: 'down' })
  expect(end('handshake.awaiting')).toEqual({ kind: 'outcome', outcome: 'handshake' })
  expect(end('handshake.closed')).toEqual({ kind: 'outcome', outcome: 'down' })
  expect(standingOf({ kind: 'node', leaves: ['running'] })).toEqual({ kind: 'rests' })
  expect(standingOf({ kind: 'node', leaves: ['draining'] })).toEqual({ kind: 'goes' })
  expect(standingOf({ kind: 'node', leaves: ['crashed'] })).toEqual({ kind: 'stopped' })
})
