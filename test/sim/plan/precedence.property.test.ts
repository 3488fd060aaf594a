/** What all safe orders have in common, against every order, written out. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Precedence, StepGroup } from '#sim/plan/model.ts'
import { precedencesOf } from '#sim/plan/precedence.ts'
import { solve } from '#sim/plan/search/solve.ts'
import { type Problem, problemOf } from '#sim/plan/space/problem.ts'
import { isAllThatMatters } from '#sim/plan/suffice.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { scenarioOf } from '../scenario/broken.ts'
import { levelled, planned } from './arbitraries.ts'
import { allOrders, forward, type PlainStep, plainOf, plainStart, waysFrom } from './plain-steps.ts'

/** Two or three nodes that nothing tells apart, each with a level in its configuration. */
const configured = fc
  .record({
    nodes: fc.integer({ min: 2, max: 3 }),
    through: fc.boolean(),
    able: fc.array(fc.constantFrom('L1', 'L2', '[L1, L2]'), { minLength: 2, maxLength: 2 }),
  })
  .map(({ nodes, through, able: [middle, last] }) => {
    const isLong = through && nodes === 2
    return scenarioOf(`
title: Configured
about: Each has a level of its own.
versions: [V1]
roles:
  a: { r1: { speaks: at once, offers: V1, accepts: V1 } }
  b:
    r1: { speaks: after the peer, offers: V1, accepts: V1, levels: { lev: [L1, L2] } }
    r2: { levels: { lev: ${middle} } }
    r3: { levels: { lev: ${last} } }
links: [{ from: a, to: b }]
levels: { lev: { values: [L1, L2], of: b, raised: on each node, about: a level } }
cluster: { a: 1 × r1, b: ${nodes} × r1 }
network: { latency: 5 ms }
upgrade: { to: { b: ${isLong ? 'r3' : 'r2'}, lev: L2 }${isLong ? ', through: { b: r2 }' : ''} }
`)
  })

const runs = Number(process.env.RUNS ?? 200)

function found(scenario: Scenario) {
  const solution = solve(problemOf(scenario, unitsOf(scenario)))
  const precedences = solution.verdict === 'safe' ? precedencesOf(solution.space, solution.explored) : []
  const plain = plainOf(scenario)
  const start = plainStart(plain)
  const safe = start === null ? [] : [...waysFrom(plain, start, forward)]
  return { solution, precedences, plain, safe }
}

/** A step of one unit, such as `s1 to ZODB-3.2`. */
type Atom = string

const atom = (unit: string, to: string): Atom => `${unit} to ${to}`

/** The pairs of steps of which a precedence says that one comes before the other. */
function pairsOf({ before, after, isOwn }: Precedence): (readonly [Atom, Atom])[] {
  const atoms = ({ units, to }: StepGroup) => units.map((unit) => atom(unit, to))
  const [firsts, seconds] = [atoms(before), atoms(after)]
  return isOwn
    ? firsts.map((first, i) => [first, seconds[i] ?? ''] as const)
    : firsts.flatMap((first) =>
        seconds.filter((second) => second !== first).map((second) => [first, second] as const),
      )
}

function keeps(order: readonly PlainStep[], precedence: Precedence): boolean {
  const places = new Map(order.map(({ unit, to }, i) => [atom(unit, to), i]))
  return pairsOf(precedence).every(([a, b]) => (places.get(a) ?? 0) < (places.get(b) ?? 0))
}

/** Everything that follows from some precedences, and from each unit taking its own steps in order. */
function closureOf({ units }: Problem, some: readonly Precedence[]): ReadonlySet<string> {
  const own = units.flatMap(({ id, path }) =>
    path.slice(2).map((to, i) => [atom(id, path[i + 1] ?? ''), atom(id, to)] as const),
  )
  const held = new Map<Atom, Set<Atom>>()
  for (const [a, b] of [...own, ...some.flatMap(pairsOf)]) held.set(a, (held.get(a) ?? new Set()).add(b))
  // A set goes on to what is added to it on the way.
  for (const after of held.values())
    for (const next of after) for (const each of held.get(next) ?? []) after.add(each)
  return new Set([...held].flatMap(([a, all]) => [...all].map((b) => `${a}, ${b}`)))
}

test('every precedence that all safe orders keep is said, or follows; and none is said that follows', () => {
  fc.assert(
    fc.property(fc.oneof(planned, levelled, configured), (scenario) => {
      const { solution, precedences, safe } = found(scenario)
      if (safe.length === 0) {
        expect(precedences).toEqual([])
        return
      }
      const [first = []] = safe
      const kept = first.flatMap(({ unit: a, to }) =>
        first
          .filter((b) => b.unit !== a || b.to !== to)
          .map((b) => [atom(a, to), atom(b.unit, b.to)] as const)
          .filter(([before, after]) =>
            safe.every((order) => {
              const at = (each: Atom) => order.findIndex(({ unit, to: value }) => atom(unit, value) === each)
              return at(before) < at(after)
            }),
          ),
      )
      const said = kept.map(([before, after]) => `${before}, ${after}`).toSorted()
      expect([...closureOf(solution.problem, precedences)].toSorted()).toEqual(said)
      for (const one of precedences) {
        const others = closureOf(
          solution.problem,
          precedences.filter((other) => other !== one),
        )
        expect(pairsOf(one).every(([a, b]) => others.has(`${a}, ${b}`))).toBe(false)
      }
    }),
    { numRuns: Math.ceil(runs / 4) },
  )
})

test('nothing else matters where, and only where, every order that keeps the precedences is safe', () => {
  fc.assert(
    fc.property(fc.oneof(planned, levelled, configured), (scenario) => {
      const { solution, precedences, plain, safe } = found(scenario)
      fc.pre(solution.verdict === 'safe')
      const keeping = [...allOrders(plain)].filter((order) => precedences.every((each) => keeps(order, each)))
      expect(isAllThatMatters(solution, precedences)).toBe(keeping.length === safe.length)
    }),
    { numRuns: Math.ceil(runs / 12) },
  )
})
