// The simulator against the same work on XState actors, in one process and one run.

import { simulate } from '#sim/run/run.ts'
import { runActors } from './actors.ts'
import { meets, objects } from './goals.ts'
import { bytesOf, race, say, short } from './measure.ts'
import { endOf, workload } from './workload.ts'

for (const [clients, servers] of [
  [3, 2],
  [50, 10],
] as const) {
  const work = workload(clients, servers)
  let steps = 0
  let baseline = 0
  endOf(work, () => steps++)
  runActors(work, () => baseline++)
  if (steps !== baseline) throw new Error(`Not the same work: ${steps} machine events, and ${baseline}`)
  const { trace, moments } = simulate(work.spec)

  console.log(
    `\n${work.name}, ${work.connections} connections, 10 virtual seconds: ` +
      `${steps} machine events, ${trace.size} trace events, ${moments} moments`,
  )
  const run = 'run, with trace and checkpoints'
  const bare = 'run, nothing kept'
  const actors = 'XState actors (baseline)'
  const times = await race({
    [run]: () => simulate(work.spec),
    [bare]: () => endOf(work),
    [actors]: () => runActors(work),
  })
  for (const [name, { ms, n }] of Object.entries(times)) {
    say(name, `${short((steps / ms) * 1_000)} events/s`, n)
  }
  const of = (name: string) => times[name]?.ms ?? Number.NaN
  say('trace events of a run', `${short((trace.size / of(run)) * 1_000)} /s`)
  say('run ÷ XState actors', `${(of(actors) / of(run)).toFixed(2)} ×`)
  say('nothing kept ÷ XState actors', `${(of(actors) / of(bare)).toFixed(2)} ×`)
  if (clients === 50) {
    meets('run of 50 × 10 ÷ XState actors', of(actors) / of(run), { unit: '×', atLeast: 150, why: objects })
  }
}

const large = workload(200, 50)
let before = performance.now()
const { trace } = simulate(large.spec)
let ms = performance.now() - before
console.log(
  `\n${large.name}, ${large.connections} connections, 10 virtual seconds: ${trace.size} trace events`,
)
say('run, with trace and checkpoints', `${short((trace.size / ms) * 1_000)} /s`, 1)
meets('run of 200 × 50, everything kept', (trace.size / ms) * 1_000, {
  unit: 'events/s',
  atLeast: 5e6,
  why: objects,
})
before = performance.now()
endOf(large)
ms = performance.now() - before
say('run, nothing kept', `${short((trace.size / ms) * 1_000)} /s`, 1)
meets('run of 200 × 50, nothing kept', (trace.size / ms) * 1_000, {
  unit: 'events/s',
  atLeast: 1e7,
  why: objects,
})

const held = workload(50, 10)
console.log(`\nmemory of ${held.connections} open connections after 10 virtual seconds`)
const world = bytesOf(() => endOf(held)) / held.connections
const actors = bytesOf(() => runActors(held)) / held.connections
say('world (also the size of a checkpoint)', `${short(world)} bytes each`, held.connections)
say('XState actors (baseline)', `${short(actors)} bytes each`, held.connections)
say('world ÷ XState actors', `${(world / actors).toFixed(2)} ×`)
meets('world, a connection', world, { unit: 'bytes', atMost: 320, why: objects })
