// How fast one pair of releases is explored under every delivery order.

import { explore } from '#sim/checker.ts'
import { matrix } from '#sim/matrix.ts'
import { race, say, short } from './measure.ts'
import { zeo } from './workload.ts'

const scenario = zeo()
const [client, server] = scenario.roles
const dialer = client?.releases[1]?.rules
const acceptor = server?.releases[1]?.rules
if (dialer === undefined || acceptor === undefined) throw new Error('zeo-2002 has no second release')
const tables = { dialer, acceptor }
const look = (calls: number) => explore(tables, calls, () => [])

const all = 'matrix of zeo-2002, two calls'
const two = 'a pair, two calls'
const eight = 'a pair, eight calls'
const times = await race(
  { [all]: () => matrix(scenario), [two]: () => look(2), [eight]: () => look(8) },
  { time: 800 },
)

console.log('\nexploring')
for (const [name, { ms, n }] of Object.entries(times)) say(name, `${ms.toPrecision(3)} ms`, n)
for (const [name, calls] of [
  [two, 2],
  [eight, 8],
] as const) {
  const { states, schedules } = look(calls)
  const { ms = Number.NaN } = times[name] ?? {}
  say(`${name}: ${states} states`, `${short((states / ms) * 1_000)} states/s`)
  say(`${name}: schedules covered`, short(Number(schedules)))
}
