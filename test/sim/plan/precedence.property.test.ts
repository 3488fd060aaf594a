/** What all safe orders have in common, against every order, written out. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Precedence, StepGroup } from '#sim/plan/model.ts'
import { precedencesOf } from '#sim/plan/precedence.ts'
import { type Problem, problemOf } from '#sim/plan/problem.ts'
import { solve } from '#sim/plan/solve.ts'
import { isAllThatMatters } from '#sim/plan/suffice.ts'
import { unitsOf } from '#sim/plan/units.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { levelled, planned } from './arbitraries.ts'
import { allOrders, forward, type PlainStep, plainOf, plainStart, waysFrom } from './plain-steps.ts'

const runs = Number(process.env.RUNS ?? 200)

function found(scenario: Scenario) {
  const solution = solve(problemOf(scenario, unitsOf(scenario)))
  const precedences = solution.verdict === 'safe' ? precedencesOf(solution.space, solution.explored) : []
  const plain = plainOf(scenario)
  const start = plainStart(plain)
  const safe = start === null ? [] : [...waysFrom(plain, start, forward)]
  return { solution, precedences, plain, safe }
}

type Group = Pick<StepGroup, 'units' | 'from' | 'to'>

/** The steps that units which nothing tells apart take at each place of their paths. */
function groupsOf({ classes, units }: Problem): Group[] {
  return classes.flatMap(({ members, parts }) =>
    parts.flatMap(({ suffix }) => {
      const own = members.map((member) => `${member}${suffix}`)
      const path = units.find(({ id }) => id === own[0])?.path ?? []
      return path.slice(1).map((to, i) => ({ units: own, from: path[i] ?? '', to }))
    }),
  )
}

const keyOf = ({ units, from, to }: Group) => JSON.stringify([units, from, to])

/** Whether all steps of one group come before any of the other. */
function keeps(order: readonly PlainStep[], before: Group, after: Group): boolean {
  const isOne =
    ({ units, to }: Group) =>
    (step: PlainStep) =>
      units.includes(step.unit) && step.to === to
  return order.findLastIndex(isOne(before)) < order.findIndex(isOne(after))
}

/** Everything that follows from some precedences, and from each unit taking its own steps in order. */
function closureOf(groups: readonly Group[], some: readonly Pick<Precedence, 'before' | 'after'>[]) {
  const isEarlier = (a: Group, b: Group) =>
    a.units.join() === b.units.join() && groups.indexOf(a) < groups.indexOf(b)
  const held = new Set(some.map(({ before, after }) => `${keyOf(before)} ${keyOf(after)}`))
  const holds = (a: Group, b: Group) => held.has(`${keyOf(a)} ${keyOf(b)}`)
  for (let size = -1; size !== held.size; ) {
    size = held.size
    for (const a of groups) {
      for (const b of groups) {
        for (const c of groups) {
          const first = holds(a, b) && (holds(b, c) || isEarlier(b, c))
          if (first || (isEarlier(a, b) && holds(b, c))) held.add(`${keyOf(a)} ${keyOf(c)}`)
        }
      }
    }
  }
  return holds
}

test('every precedence that all safe orders keep is said, or follows; and none is said that follows', () => {
  fc.assert(
    fc.property(fc.oneof(planned, levelled), (scenario) => {
      const { solution, precedences, safe } = found(scenario)
      const groups = groupsOf(solution.problem)
      const said = new Set(precedences.map(({ before, after }) => `${keyOf(before)} ${keyOf(after)}`))
      expect(said.size).toBe(precedences.length)
      if (safe.length === 0) {
        expect(precedences).toEqual([])
        return
      }
      const holds = closureOf(groups, precedences)
      for (const before of groups) {
        for (const after of groups) {
          const [own] = before.units
          const isOwn = before.units.length === 1 && after.units[0] === own
          if (before === after || isOwn) continue
          const isKept = safe.every((order) => keeps(order, before, after))
          expect({ before, after, holds: holds(before, after) }).toEqual({ before, after, holds: isKept })
        }
      }
      for (const one of precedences) {
        const others = precedences.filter((other) => other !== one)
        expect(closureOf(groups, others)(one.before, one.after)).toBe(false)
      }
    }),
    { numRuns: Math.ceil(runs / 4) },
  )
})

test('nothing else matters where, and only where, every order that keeps the precedences is safe', () => {
  fc.assert(
    fc.property(fc.oneof(planned, levelled), (scenario) => {
      const { solution, precedences, plain, safe } = found(scenario)
      fc.pre(solution.verdict === 'safe')
      const keeping = [...allOrders(plain)].filter((order) =>
        precedences.every(({ before, after }) => keeps(order, before, after)),
      )
      expect(isAllThatMatters(solution, precedences)).toBe(keeping.length === safe.length)
    }),
    { numRuns: Math.ceil(runs / 12) },
  )
})
