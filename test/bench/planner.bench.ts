// How long a plan takes, against the brute force that walks every order, and how it grows with the cluster.

import { exhaustive } from '#sim/brute/exhaustive.ts'
import { plan } from '#sim/plan/plan.ts'
import { findRoute } from '#sim/plan/search/route.ts'
import { bestOrder, countOrders, solve } from '#sim/plan/search/solve.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { retarget } from '#sim/scenario/order/target.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import kafkaText from '../../scenarios/kafka-4.0.yaml?raw'
import zeoText from '../../scenarios/zeo.yaml?raw'
import { meets } from './goals.ts'
import { race, say } from './measure.ts'
import { wide } from './wide.ts'
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

function shipped(text: string, name: string): Scenario {
  const read = parseScenario(text, name)
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.scenario
}

const kafka = () => shipped(kafkaText, 'kafka-4.0.yaml')

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
const grownMs = (name: string) => grown[name]?.ms ?? Number.NaN
meets('plan of 500 × 500, verdict and phases', grownMs('500 × 500, verdict and phases'), {
  unit: 'ms',
  atMost: 10,
})
meets('plan of 1000 × 1000, with the exact count', grownMs('1000 × 1000, with the exact count'), {
  unit: 'ms',
  atMost: 30,
})
for (const [name, { ms, n }] of Object.entries(grown)) say(name, `${ms.toPrecision(3)} ms`, n)

const years = { from: 'ZODB-3.1', to: 'ZEO-5.4' }
const longAgo = retarget(shipped(zeoText, 'zeo.yaml'), years)
const route = 'zeo, from 2002 to 2023, the route'
const routed = await race({ [route]: () => findRoute(longAgo, unitsOf(longAgo)) }, { time: 1_500 })
console.log('\nthrough other releases')
for (const [name, { ms, n }] of Object.entries(routed)) {
  say(name, `${ms.toPrecision(3)} ms`, n)
  meets(name, ms, { unit: 'ms', atMost: 50, why: 'each mixed state is judged anew, calls and data with it' })
}

console.log('\nmore mixed states than may be met')
const tooWide = {
  '10 roles of 10 releases, one straight step': wide({ roles: 10, releases: 10, nodes: 2, window: 9 }),
  '10 roles of 10 releases, a route': wide({ roles: 10, releases: 10, nodes: 2, window: 3 }),
  '30 units, each by itself': wide({ roles: 30, releases: 2, nodes: 1, window: 1 }),
  '30 units, none of which can go': wide({ roles: 30, releases: 2, nodes: 1, window: 0 }),
}
for (const [name, scenario] of Object.entries(tooWide)) {
  const before = process.cpuUsage()
  const { verdict } = plan(scenario)
  const { user, system } = process.cpuUsage(before)
  const { rss } = process.memoryUsage()
  meets(`plan of ${name}`, (user + system) / 1e6, { unit: 's', atMost: 10 })
  meets('the same, memory', rss / 1e6, { unit: 'MB', atMost: 500 })
  say(name, `${verdict}, ${((user + system) / 1e6).toPrecision(3)} s, ${Math.round(rss / 1e6)} MB`, 1)
}
