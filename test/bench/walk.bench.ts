// How fast the brute force walks a cluster as a whole, every move of every pair in every order, and what a state takes.

import { columnsOf } from '#sim/brute/columns.ts'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { createSteps } from '#sim/brute/steps.ts'
import { toRest } from '#sim/brute/to-rest.ts'
import { createBudget } from '#sim/choices/budget.ts'
import { happen } from '#sim/choices/event.ts'
import { settle } from '#sim/choices/settle.ts'
import { buildCluster } from '#sim/engine/cluster.ts'
import { createWorld, type World } from '#sim/engine/world.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { meets } from './goals.ts'
import { cpu, say, short } from './measure.ts'
import { zeo } from './workload.ts'

/** ZEO with so many nodes and no calls but its test: what is walked is how everybody connects. */
function sized(clients: number, servers: number): Scenario {
  const scenario = zeo()
  const nodes = (role: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `${role[0]}${i + 1}`, role, release: 'ZODB-3.2' }))
  return {
    ...scenario,
    latency: { kind: 'fixed', ms: 0 },
    nodes: [...nodes('client', clients), ...nodes('server', servers)],
  }
}

const ample = 1e12

/** A cluster that has just begun, and what walks from there to rest, as far as so many states. */
function walkOf(scenario: Scenario) {
  const cluster = buildCluster(scenario, 0)
  const start = (): World => {
    const world = createWorld(cluster)
    happen(cluster, world, { kind: 'begins' })
    return world
  }
  const columns = columnsOf(
    cluster,
    createBudget({ states: ample, bytes: ample }, () => {}),
  )
  const world = start()
  const steps = createSteps(cluster, columns, true)(world)
  const size = { connections: world.connections.size, pairs: cluster.pairs.size }
  return {
    pairs: cluster.pairs.size,
    byRows(states: number) {
      const budget = createBudget({ states, bytes: ample }, () => {})
      toRest(steps, columns.read(world, true), columns.width, size, budget)
      return { states: budget.states(), bytes: budget.most() }
    },
    byWorlds(states: number) {
      const budget = createBudget({ states, bytes: ample }, () => {})
      settle(cluster, start(), budget, true)
      return { states: budget.states(), bytes: budget.most() }
    },
  }
}

for (const [clients, servers, most] of [
  [3, 2, 3_000_000],
  [20, 20, 300_000],
] as const) {
  const { pairs, byRows, byWorlds } = walkOf(sized(clients, servers))
  console.log(`\n${clients} × ${servers} nodes, ${pairs} pairs as one, every order of everything`)
  const timed = (walk: typeof byRows, states: number) => {
    const before = cpu()
    const walked = walk(states)
    return { ...walked, ms: cpu() - before }
  }
  const worlds = timed(byWorlds, pairs > 100 ? 200 : 20_000)
  byRows(most / 10)
  const rows = timed(byRows, most)
  say('over rows', `${short((rows.states / rows.ms) * 1_000)} states/s`, 1)
  say('over rows, with the way there', `${short(rows.bytes / rows.states)} bytes/state`)
  say('over worlds', `${short((worlds.states / worlds.ms) * 1_000)} states/s`, 1)
  meets(`walk of ${pairs} pairs`, (rows.states / rows.ms) * 1_000, {
    unit: 'states/s',
    atLeast: pairs > 100 ? 0.6e6 : 3e6,
    why: 'most moves lead to states that were met: each is looked up in memory that no cache holds',
  })
  if (pairs === 6)
    meets('walk of 6 pairs, memory', rows.bytes / rows.states, { unit: 'bytes/state', atMost: 32 })
  say('rows ÷ worlds', `${short(worlds.ms / worlds.states / (rows.ms / rows.states))} ×`)
}

const texts: Record<string, string> = import.meta.glob('../../scenarios/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})
let total = 0
let states = 0
for (let round = 0; round < 2; round++) {
  total = 0
  states = 0
  for (const [file, text] of Object.entries(texts)) {
    const read = parseScenario(text, file)
    if (!read.ok) throw new Error(`${file} cannot be read`)
    const before = cpu()
    states += exhaustive(read.scenario).states
    total += cpu() - before
  }
}
console.log('\nevery order of every shipped scenario')
say(`${states} states`, `${total.toFixed(0)} ms of CPU`, 1)
