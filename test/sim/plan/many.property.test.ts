/** Nodes that nothing tells apart are counted: what is said of few of them holds of many. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { precedencesOf } from '#sim/plan/precedence.ts'
import { exploreSpace } from '#sim/plan/search/explore.ts'
import { bestOrder, solve } from '#sim/plan/search/solve.ts'
import { walk } from '#sim/plan/search/walk.ts'
import { effortWith, limitOf } from '#sim/plan/space/effort.ts'
import { judgeIn } from '#sim/plan/space/judge.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import { spaceOf } from '#sim/plan/space/space.ts'
import { isAllThatMatters } from '#sim/plan/suffice.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { planSteps, startValues, unitsOf } from '#sim/scenario/order/units.ts'
import { anything, levelled, planned } from './arbitraries.ts'
import { judgeValues } from './judge-values.ts'
import { manyOf, originalOf } from './many.ts'
import { plainConnections, plainService } from './plain-rules.ts'
import { plainOf, plainWalk } from './plain-steps.ts'

const runs = Number(process.env.RUNS ?? 200)

/** Where connectedness counts every single node, a few more of each kind are many more states: nobody waits for those here. */
const mostStates = 3_000

const either = fc.oneof(planned, levelled)

const problem = (scenario: Scenario) => problemOf(scenario, unitsOf(scenario))

const sayGroup = ({ units: [first = ''], to }: { readonly units: readonly string[]; readonly to: string }) =>
  `${originalOf(first)} to ${to}`

/** What is said of an upgrade, in words that do not depend on how many there are of each node. */
function answerTo(scenario: Scenario) {
  const solution = solve(problem(scenario), effortWith(limitOf(mostStates)))
  fc.pre(solution.explored.limit === null)
  const isSafe = solution.verdict === 'safe'
  const precedences = isSafe ? precedencesOf(solution.space, solution.explored) : []
  const effort = effortWith({ ...limitOf(), steps: 20 * mostStates })
  const isAll = isSafe && isAllThatMatters(solution, precedences, effort)
  fc.pre(effort.met() === null)
  return {
    verdict: solution.verdict,
    precedences: precedences.map(({ before, after }) => `${sayGroup(before)} before ${sayGroup(after)}`),
    isAll,
    // Which of several equally good ways is taken may depend on their number.
    phases: bestOrder(solution)?.phases.length,
  }
}

describe('of many nodes that are alike', () => {
  test('the same is said, however many they are, where no rule depends on their number', () => {
    fc.assert(
      fc.property(either, (scenario) => {
        fc.pre(scenario.service === undefined)
        const answer = answerTo(manyOf(scenario, 6))
        for (const count of [3, 4]) expect(answerTo(manyOf(scenario, count))).toEqual(answer)
      }),
      { numRuns: Math.ceil(runs / 12) },
    )
  })

  test('no more are searched than make a difference: to search all comes to the same', () => {
    fc.assert(
      fc.property(planned, (scenario) => {
        const many = manyOf(scenario, 3)
        const space = spaceOf(problem(many))
        const explored = exploreSpace(space, judgeIn(space), effortWith(limitOf(10_000)))
        fc.pre(explored.limit === null)
        const few = solve(problem(many), effortWith(limitOf(mostStates)))
        fc.pre(few.explored.limit === null)
        expect(few.explored.alive).toBe(explored.alive)
        if (!explored.alive) return
        const texts = (found: ReturnType<typeof precedencesOf>) => found.map(({ text }) => text)
        expect(texts(precedencesOf(few.space, few.explored))).toEqual(texts(precedencesOf(space, explored)))
      }),
      { numRuns: Math.ceil(runs / 12) },
    )
  })

  test('each is named in a phase, and any order of its steps is safe', () => {
    fc.assert(
      fc.property(planned, fc.constantFrom(4, 7), fc.infiniteStream(fc.nat()), (scenario, count, choices) => {
        const many = manyOf(scenario, count)
        const solution = solve(problem(many), effortWith(limitOf(mostStates)))
        const best = solution.explored.limit !== null ? null : bestOrder(solution)
        fc.pre(best !== null)
        const order = (best?.phases ?? []).flatMap((phase) =>
          phase
            .map((step) => ({ step, key: choices.next().value }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ step }) => step),
        )
        expect(order).toHaveLength(many.upgrade.steps.length)
        expect(plainWalk(plainOf(many), order)).not.toBeNull()
      }),
      { numRuns: Math.ceil(runs / 12) },
    )
  })

  test('a state is judged as node by node, whatever was judged before it', () => {
    fc.assert(
      fc.property(anything, fc.infiniteStream(fc.nat()), (scenario, choices) => {
        fc.pre(
          !scenario.levels?.some(
            ({ raised, isTransitional }) => raised === 'automatically' || isTransitional,
          ),
        )
        const many = manyOf(scenario, 3)
        const units = unitsOf(many)
        const own = problem(many)
        const judge = judgeIn(spaceOf(own))
        for (const _ of [1, 2, 3]) {
          const keyed = many.upgrade.steps.map((step) => ({ step, key: choices.next().value }))
          const places = keyed.toSorted((a, b) => a.key - b.key).map(({ step }) => step.node)
          const steps = inOrder(many, places)
          const { judgements } = walk(judge, own, planSteps(units, steps, startValues(many)))
          const values = new Map(startValues(many))
          for (const [i, { node, to }] of steps.entries()) {
            const owner = ownerOf(node)
            const isServed =
              !many.nodes.some(({ id }) => id === owner) ||
              (plainService(many, values, owner) && plainConnections(many, values, own.keep, owner))
            values.set(node, to)
            if (judgements[i + 1]?.faults.some(({ isAlways }) => isAlways)) continue
            // What was written before is another matter.
            const found = judgements[i + 1]?.faults.filter(({ rule }) => rule !== 'data') ?? []
            const keep = own.keep
            const plain = judgeValues(many, values, keep).faults.filter(({ rule }) => rule !== 'data')
            expect(found.some(({ severity }) => severity === 'unsafe')).toBe(
              !isServed || plain.some(({ severity }) => severity === 'unsafe'),
            )
          }
        }
      }),
      { numRuns: Math.ceil(runs / 12) },
    )
  })
})

const ownerOf = (unit: string) => unit.split('.')[0] ?? unit

/** The steps of units in this order, each of which takes its next one. */
function inOrder({ upgrade: { steps } }: Scenario, units: readonly string[]): Scenario['upgrade']['steps'] {
  const taken = new Map<string, number>()
  return units.map((node) => {
    const place = taken.get(node) ?? 0
    taken.set(node, place + 1)
    return { node, to: steps.filter((step) => step.node === node)[place]?.to ?? '' }
  })
}
