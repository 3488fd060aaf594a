// How fast one pair of releases is explored under every delivery order.

import { explore } from '#sim/pair/explore.ts'
import { matrix } from '#sim/rules/matrix.ts'
import { race, say, short } from './measure.ts'
import { zeo } from './workload.ts'

const scenario = zeo()
const [client, server] = scenario.roles
const dialer = client?.releases[1]?.rules
const acceptor = server?.releases[1]?.rules
if (dialer === undefined || acceptor === undefined) throw new Error('zeo-2002 has no second release')
const rules = { dialer, acceptor }
const look = (repeats: number) => {
  const repeat = Array.from({ length: repeats }, (_, i) => `call ${i}`)
  return explore({
    rules,
    calls: { test: ['test'], start: ['first', 'second'], repeat },
    fateOf: () => 'made',
    lostAt: () => [],
  })
}

const all = 'matrix of zeo-2002'
const one = 'a pair, one call again and again'
const four = 'a pair, four calls again and again'
const times = await race(
  { [all]: () => matrix(scenario), [one]: () => look(1), [four]: () => look(4) },
  { time: 800 },
)

console.log('\nexploring')
for (const [name, { ms, n }] of Object.entries(times)) say(name, `${ms.toPrecision(3)} ms`, n)
for (const [name, repeats] of [
  [one, 1],
  [four, 4],
] as const) {
  const { states, schedules } = look(repeats)
  const { ms = Number.NaN } = times[name] ?? {}
  say(`${name}: ${states} states`, `${short((states / ms) * 1_000)} states/s`)
  say(`${name}: schedules covered`, short(Number(schedules)))
}
