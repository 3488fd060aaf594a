// What can happen next, by name, whatever the times say.
import { describe, expect, test } from 'vitest'
import { type Choice, choicesIn, everyChoice, take, takeUrgent } from '#sim/choices/choices.ts'
import { silently } from '#sim/choices/settle.ts'
import { buildCluster } from '#sim/engine/cluster.ts'
import { begin } from '#sim/engine/kernel.ts'
import { createWorld } from '#sim/engine/world.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { easy, release, role, small } from '../small.ts'

/** What happens where each time the first or the last is taken of what can, until nothing can any more; and what is left then. */
function walk(scenario: Scenario, pick: 0 | -1 = 0) {
  const cluster = buildCluster(scenario, 0)
  const sim = silently(cluster, createWorld(cluster))
  begin(sim)
  takeUrgent(sim)
  const names: string[] = []
  for (;;) {
    const choice: Choice | undefined = choicesIn(cluster, sim.world).at(pick)
    if (choice === undefined) break
    names.push(choice.name)
    take(sim, choice)
    takeUrgent(sim)
  }
  return { names, left: everyChoice(cluster, sim.world) }
}

const count = (names: readonly string[], name: string) => names.filter((each) => each === name).length

test('a connection comes about word by word', () => {
  expect(walk(small).names).toEqual([
    'c1-s1: dial reaches s1',
    'c1-s1: accept reaches c1',
    'c1-s1: version B reaches s1',
    'c1-s1: the queue of s1 goes on',
    'c1-s1: version B reaches c1',
    'c1-s1: the queue of c1 goes on',
    'c1-s1: call ping reaches s1',
    'c1-s1: reply ping reaches c1',
  ])
})

describe('a call that is made again and again', () => {
  const repeating: Scenario = {
    ...small,
    traffic: { test: [], start: [], repeat: [{ call: 'load', every: 10 }] },
  }
  const bounded = release('r1', { ...easy, queue: { bound: 3, whenFull: 'close' } })
  const heldBack: Scenario = {
    ...repeating,
    roles: [role('client', release('r1', easy)), role('server', bounded)],
  }

  test.each([
    ['twice', repeating, 2],
    ['or once more than its acceptor can hold replies to', heldBack, 4],
  ])('is made %s, and once more would be in vain', (_, scenario, times) => {
    for (const pick of [0, -1] as const) {
      const { names, left } = walk(scenario, pick)
      expect(count(names, 'c1-s1: c1 calls load')).toBe(times)
      expect(count(names, 'c1-s1: call load reaches s1')).toBe(times)
      expect(left).toMatchObject([{ name: 'c1-s1: c1 calls load', when: 'in vain' }])
    }
  })
})
