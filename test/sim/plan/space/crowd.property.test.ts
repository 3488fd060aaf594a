/** Nodes that are too many to be told apart: what is said of some that stand for all is what all of them come to. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { precedencesOf } from '#sim/plan/precedence.ts'
import { shrink } from '#sim/plan/search/shrink.ts'
import { bestOrder, solve } from '#sim/plan/search/solve.ts'
import { tooMany, whyCounted } from '#sim/plan/space/crowd.ts'
import { effortWith, limitOf } from '#sim/plan/space/effort.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import { isAllThatMatters } from '#sim/plan/suffice.ts'
import type { Scenario, ServiceRules } from '#sim/scenario/model.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { scenarioOf } from '../../scenario/broken.ts'
import { levelled, planned } from '../arbitraries.ts'
import { manyOf, originalOf } from '../many.ts'

const runs = Number(process.env.RUNS ?? 200)

/** A cluster of which a rule counts the nodes: `all` of each kind, of which `few` are told apart and the last stands for the rest. */
function crowdOf(scenario: Scenario, few: number, all: number): Scenario {
  const many = manyOf(scenario, few)
  const nodes = many.nodes.map((node) =>
    node.id.endsWith(`x${few}`) ? { ...node, standsFor: all - few + 1 } : node,
  )
  return { ...many, nodes }
}

function answerTo(scenario: Scenario) {
  const solution = solve(problemOf(scenario, unitsOf(scenario)), effortWith(limitOf(60_000)))
  const isSafe = solution.verdict === 'safe'
  const precedences = isSafe ? precedencesOf(solution.space, solution.explored) : []
  const sayGroup = ({
    units: [first = ''],
    to,
  }: {
    readonly units: readonly string[]
    readonly to: string
  }) => `${originalOf(first)} to ${to}`
  const { start } = solution.explored
  return {
    verdict: solution.verdict,
    isCut: solution.explored.limit !== null,
    first: solution.explored.first,
    // What is said of the first steps has the numbers of all nodes in it.
    steps: start?.blocked.map(({ judgement }) => judgement.faults.map(({ reason }) => reason)),
    edges: start?.edges.map(({ to }) => [to.judgement, to.alive]),
    precedences: precedences.map(({ before, after }) => `${sayGroup(before)} before ${sayGroup(after)}`),
    isAll: isSafe && isAllThatMatters(solution, precedences),
    phases: bestOrder(solution)?.phases.length,
  }
}

/** Of each role of the scenarios there are one or two kinds of nodes, `all` of each. */
const service = (all: number): fc.Arbitrary<ServiceRules> => {
  const least = fc.constantFrom(1, 2, all - 2, all - 1, all, 2 * all - 2)
  return fc.record(
    {
      quorum: fc.constantFrom(['b'], ['b'], ['a', 'b']),
      connected: fc.constantFrom(['b'], ['a', 'b']),
      floor: fc.record({ a: least, b: least }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
}

describe('a crowd of which a rule counts the nodes', () => {
  test('has the same answer as all of its nodes one by one', () => {
    const [few, all] = [5, 8]
    const met = { safe: 0, unsafe: 0, service: 0 }
    fc.assert(
      fc.property(fc.oneof(planned, levelled), service(all), (scenario, service) => {
        const { floor = {}, ...whole } = service
        const own = Object.entries(floor).filter(
          ([role, least]) => least <= all * scenario.nodes.filter((node) => node.role === role).length,
        )
        const isMesh = scenario.links.some(({ dialer, acceptor }) => dialer === acceptor)
        const asked: Scenario = {
          ...scenario,
          service: { ...(isMesh && whole), floor: Object.fromEntries(own) },
        }
        const crowd = crowdOf(asked, few, all)
        // Every kind of node has more places than are told apart only where it goes through two of them.
        fc.pre(problemOf(crowd, unitsOf(crowd)).classes.every(({ places }) => places.length <= 2))
        fc.pre(crowd.roles.every(({ name }) => whyCounted(crowd, name) === null))
        const listed = answerTo(manyOf(asked, all))
        fc.pre(!listed.isCut && listed.verdict !== 'unknown')
        expect(answerTo(crowd)).toEqual(listed)
        met[listed.verdict]++
        if (JSON.stringify(listed).match(/quorum|needed/)) met.service++
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
    expect(Math.min(met.safe, met.unsafe, met.service)).toBeGreaterThan(0)
  })

  const peers = (more: string, cluster = 'a: 9999999 × r1', goal = 'a: r2') =>
    scenarioOf(`
title: Ten million
versions: [V1, V2]
roles:
  a:
    r1: { speaks: at once, offers: V1, accepts: V1, answers: lower, as: { acceptor: { speaks: after the peer } } }
    r2: { offers: V2, accepts: V1..V2 }
    r3: { accepts: V2 }
  b: { r1: { speaks: at once, offers: V1, accepts: V1 } }
links: [{ from: a, to: a, needs: any }]
cluster: { ${cluster} }
upgrade: { to: { ${goal} } }
${more}
`)

  const stepsIn = ({ phases }: ReturnType<typeof plan>) =>
    phases.flat().reduce((sum, { alike = 0 }) => sum + 1 + alike, 0)

  test.each([
    ['a quorum', 'service: { quorum: a }', {}],
    ['a floor of a few', 'service: { floor: { a: 3 } }', {}],
    ['a floor of half of them', 'service: { floor: { a: 5000000 } }', {}],
    ['a floor that leaves one to be down and one that asks', 'service: { floor: { a: 9999997 } }', {}],
    ['all of it', 'service: { quorum: a, connected: a, floor: { a: 7 } }', {}],
    [
      'several releases at first',
      'service: { quorum: a }',
      { cluster: 'a: [9000000 × r1, 999998 × r2, r1]' },
    ],
    [
      'a level of each node',
      'service: { quorum: a }\nlevels: { mode: { values: [low, high], raised: on each node } }',
      { goal: 'a: r2, mode: high', steps: 19_999_998 },
    ],
  ])('%s is kept by ten million', (_, more, { cluster, goal, steps }: Asked) => {
    const scenario = peers(more, cluster, goal)
    const found = plan(scenario)
    expect(found.verdict).toBe('safe')
    expect(stepsIn(found)).toBe(steps ?? (cluster === undefined ? 9_999_999 : 9_000_001))
    expect(found.precedences).toEqual([])
    expect(found.precedencesSuffice).toBe(true)
    expect(scenario.nodes.length).toBeLessThan(100)
  })

  test('a floor of all is told with their number', () => {
    const found = plan(peers('service: { floor: { a: 9999998 } }'))
    expect(found.verdict).toBe('unsafe')
    expect(found.blame.map(({ reason }) => reason)).toEqual([
      'a r1 can use only 9999997 of a while one of a is down, where 9999998 are needed',
    ])
  })

  test.each([
    [
      'service: { quorum: a }',
      'found 9,999,999 nodes of a, expected at most 10,000 where their numbers decide: a r1 and a r3 vote and do not reach each other',
    ],
    [
      'service: { floor: { a: 2 } }',
      'found 9,999,999 nodes of a, expected at most 10,000 where their numbers decide: a r1 and a r3 cannot work together, and there is a floor of a',
    ],
  ])('%s that depends on how many run what is too much', (more, message) => {
    const scenario = peers(more, undefined, 'a: r3')
    expect(tooMany(scenario)).toBe(message)
    expect(() => shrink(scenario)).toThrow(new RangeError(message))
  })

  test('so few that each is named are no crowd, whoever else there is', () => {
    const scenario = peers('service: { quorum: a }', 'a: 40 × r1, b: 9999999 × r1', 'a: r3')
    expect(scenario.nodes.filter(({ role }) => role === 'a')).toHaveLength(40)
    expect(tooMany(scenario)).toBeNull()
    const { verdict, route } = plan(scenario)
    expect(verdict).toBe('safe')
    expect(route).not.toBeNull()
  })
})

interface Asked {
  readonly cluster?: string
  readonly goal?: string
  readonly steps?: number
}
