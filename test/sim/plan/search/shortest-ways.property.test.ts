/** What is found from both ends is what a walk from the start finds that judges every step. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortestWays } from '#sim/plan/search/shortest-ways.ts'
import { effortWith } from '#sim/plan/space/effort.ts'
import { type Judge, judgeIn } from '#sim/plan/space/judge.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import { isGoal, keyOf, type Space, type SpaceState, spaceOf } from '#sim/plan/space/space.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { type Unit, unitsOf } from '#sim/scenario/order/units.ts'
import { levelled, planned } from '../arbitraries.ts'

const runs = Number(process.env.RUNS ?? 200)

/** Rank by rank, as each step counts for one: every state by its number of steps, and those before it that are one step nearer. */
function plainWays(space: Space, judge: Judge): ReadonlyMap<string, number> | null {
  if (judge.state(judge.start).verdict !== 'safe') return null
  let layer = new Map<string, SpaceState>([[keyOf(judge.start), judge.start]])
  const ranks: { readonly keys: Set<string>; readonly before: Map<string, Set<string>> }[] = []
  const seen = new Set<string>()
  while (layer.size > 0) {
    for (const key of layer.keys()) seen.add(key)
    const goal = [...layer].find(([, state]) => isGoal(space, state))
    if (goal !== undefined) return backFrom(goal[0], ranks)
    const next = new Map<string, SpaceState>()
    const before = new Map<string, Set<string>>()
    for (const [key, state] of layer) {
      for (const step of judge.steps(state)) {
        const there = keyOf(step.to)
        if (seen.has(there) || judge.step(state, step).verdict !== 'safe') continue
        if (judge.state(step.to).verdict !== 'safe') continue
        next.set(there, step.to)
        before.set(there, (before.get(there) ?? new Set()).add(key))
      }
    }
    ranks.push({ keys: new Set(next.keys()), before })
    layer = next
  }
  return null
}

function backFrom(goal: string, ranks: readonly { readonly before: Map<string, Set<string>> }[]) {
  const found = new Map<string, number>([[goal, ranks.length]])
  let keys = new Set([goal])
  for (const [rank, { before }] of [...ranks.entries()].toReversed()) {
    keys = new Set([...keys].flatMap((key) => [...(before.get(key) ?? [])]))
    for (const key of keys) found.set(key, rank)
  }
  return found
}

function throughAll({ roles }: Scenario, { kind, role, path }: Unit) {
  const names = roles.find(({ name }) => name === role)?.releases.map(({ name }) => name) ?? []
  const [from, to] = [names.indexOf(path[0] ?? ''), names.indexOf(path.at(-1) ?? '')]
  if (kind !== 'node' || from >= to) return null
  const values = names.slice(from, to + 1)
  const edges = values.flatMap((_, i) => values.slice(i + 1).map((__, j) => [i, i + 1 + j] as const))
  return { values, edges }
}

test('every state on a shortest way is found, and no other, or that there is none', () => {
  fc.assert(
    fc.property(fc.oneof(planned, levelled), (scenario) => {
      const problem = problemOf(scenario, unitsOf(scenario), {
        through: (unit) => throughAll(scenario, unit),
      })
      const space = spaceOf(problem)
      const weights = space.classes.map(() => 1)
      const found = shortestWays(space, judgeIn(space), weights, effortWith())
      const plain = plainWays(space, judgeIn(space))
      if (plain === null || found === null || found === 'unknown') expect(found).toBe(plain)
      else expect(new Map([...found].toSorted())).toEqual(new Map([...plain].toSorted()))
    }),
    { numRuns: Math.ceil(runs / 4) },
  )
})
