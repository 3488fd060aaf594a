/** At what pace the waves of a plan are taken, in numbers and in words. */
import { expect, test } from 'vitest'
import { sizesAtPace, wordsOfPace } from '#sim/plan/pace-of-way.ts'
import type { Wave } from '#sim/plan/search/walk-way.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { easy, link, release, role, small } from '../small.ts'

const releases = [release('old', easy), release('new', easy)]
const ids = (letter: string, role: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `${letter}${i + 1}`, role, release: 'old' }))

/** Three clients and four servers. */
const scenario: Scenario = {
  ...small,
  roles: [role('client', ...releases), role('server', ...releases)],
  links: [link('client', 'server')],
  nodes: [...ids('c', 'client', 3), ...ids('s', 'server', 4)],
}

const phase = (...units: string[]) =>
  units.map(
    (unit): PlanStep => ({ unit, role: unit.startsWith('c') ? 'client' : 'server', from: 'old', to: 'new' }),
  )

const wave = (pace: Record<string, number>, most: number | null = null): Wave => ({
  pace: Object.entries(pace).map(([role, most]) => ({ role, most })),
  most,
  alone: [],
  losses: [],
})

const clients = phase('c1', 'c2', 'c3')
const servers = phase('s1', 's2', 's3', 's4')

test.each([
  [[clients, servers], [wave({ client: 1 }), wave({ server: 1 })], [1, 1, 1, 1, 1, 1, 1], null],
  [[clients, servers], [wave({ client: 3 }), wave({ server: 2 })], [3, 2, 2], 'client=all,server=2'],
  [[clients, servers], [wave({ client: 9 }), wave({ server: 1 })], [3, 1, 1, 1, 1], 'client=all'],
  [[clients, servers], [wave({ client: 2 }), wave({ server: 3 })], [2, 1, 3, 1], 'client=2,server=3'],
  // What has to be taken one after the other has no pace of its own.
  [[clients, servers], [wave({ client: 3 }, 1), wave({ server: 4 })], [1, 1, 1, 4], 'server=all'],
  // The second wave of one role is slower, for which there are no words.
  // Slower than it may be, the first would fall apart: nor are there words for that.
  [[phase('s1', 's2', 's3'), phase('s4')], [wave({ server: 3 }), wave({ server: 1 })], [3, 1], null],
  [[phase('s1', 's2'), phase('s3', 's4')], [wave({ server: 2 }), wave({ server: 1 })], [2, 1, 1], null],
  [[phase('s1', 's2'), phase('s3', 's4')], [wave({ server: 2 }), wave({ server: 2 })], [2, 2], 'server=2'],
  [[clients], [], [1, 1, 1], null],
])('%#', (phases, waves, sizes, words) => {
  expect(sizesAtPace(scenario, { phases, waves })).toEqual(sizes)
  expect(wordsOfPace(scenario, { phases, waves })).toBe(words)
})
