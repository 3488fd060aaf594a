// How long a plan takes, against the brute force that walks every order, and how it grows with the cluster.

import { exhaustive } from '#sim/brute/exhaustive.ts'
import { plan } from '#sim/plan/plan.ts'
import { bestOrder, countOrders, solve } from '#sim/plan/search/solve.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import kafkaText from '../../scenarios/kafka-4.0.yaml?raw'
import { race, say } from './measure.ts'
import { zeo } from './workload.ts'

/** ZEO with so many clients and servers, as if just read: nothing that was explored before is kept. */
function sized(clients: number, servers: number): Scenario {
  const scenario = structuredClone(zeo())
  const nodes = [
    ...Array.from({ length: clients }, (_, i) => ({ id: `c${i + 1}`, role: 'client', release: 'ZODB-3.1' })),
    ...Array.from({ length: servers }, (_, i) => ({ id: `s${i + 1}`, role: 'server', release: 'ZODB-3.1' })),
  ]
  const steps = nodes.map(({ id }) => ({ node: id, to: 'ZODB-3.2' }))
  return { ...scenario, nodes, upgrade: { ...scenario.upgrade, steps } }
}

function kafka(): Scenario {
  const read = parseScenario(kafkaText, 'kafka-4.0.yaml')
  if (!read.ok) throw new Error('kafka-4.0 cannot be read')
  return read.scenario
}

/** The verdict, the phases and, where asked for, the exact number of safe orders. */
function answer(scenario: Scenario, counted: boolean) {
  const solution = solve(problemOf(scenario, unitsOf(scenario)))
  return [bestOrder(solution), counted ? countOrders(solution) : null]
}

const brute = '3 × 2, brute force: every order, every delivery'
const small = '3 × 2, verdict, phases and count'
const wider = 'kafka-4.0, nine steps, brute force'
const widerPlan = 'kafka-4.0, verdict, phases and count'
const pairs = await race(
  {
    [brute]: () => exhaustive(sized(3, 2)),
    [small]: () => answer(sized(3, 2), true),
    [wider]: () => exhaustive(kafka()),
    [widerPlan]: () => answer(kafka(), true),
  },
  { time: 1_500 },
)
console.log('\nagainst the brute force')
for (const [name, { ms, n }] of Object.entries(pairs)) say(name, `${ms.toPrecision(3)} ms`, n)
const ratio = (slow: string, fast: string) =>
  `${((pairs[slow]?.ms ?? Number.NaN) / (pairs[fast]?.ms ?? Number.NaN)).toPrecision(3)} ×`
say('3 × 2: the planner is faster by', ratio(brute, small))
say('kafka-4.0: the planner is faster by', ratio(wider, widerPlan))

const sizes = [
  [10, 10],
  [500, 500],
  [1_000, 1_000],
] as const
const tasks = sizes.flatMap(([clients, servers]) => {
  const scenario = sized(clients, servers)
  return [
    [`${clients} × ${servers}, verdict and phases`, () => answer(scenario, false)],
    [`${clients} × ${servers}, with the exact count`, () => answer(scenario, true)],
  ] as const
})
const whole = '1000 × 1000, the whole plan'
const grown = await race(
  { ...Object.fromEntries(tasks), [whole]: () => plan(sized(1_000, 1_000)) },
  { time: 1_500 },
)
console.log('\nas the cluster grows')
for (const [name, { ms, n }] of Object.entries(grown)) say(name, `${ms.toPrecision(3)} ms`, n)
