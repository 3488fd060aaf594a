/** The work that simulators are measured by: ZEO 2002, scaled up, everybody on the new release, in the first ten seconds. */

import { handlers } from '#sim/effects/handlers.ts'
import { buildCluster } from '#sim/engine/cluster.ts'
import { peek } from '#sim/engine/event-queue.ts'
import { begin, type Sim, tick } from '#sim/engine/kernel.ts'
import { createWorld, type World } from '#sim/engine/world.ts'
import { looks } from '#sim/observed/looks.ts'
import { endTable } from '#sim/protocol/end-table.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import type { NodeSpec, Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import text from '../../scenarios/zeo-2002.yaml?raw'

export interface Workload {
  readonly name: string
  readonly spec: RunSpec
  readonly connections: number
}

export function workload(clients: number, servers: number): Workload {
  const scenario: Scenario = { ...zeo(), nodes: [...nodes('client', clients), ...nodes('server', servers)] }
  return {
    name: `${clients} × ${servers} nodes`,
    spec: { scenario, seed: 1, interventions: [], until: 10_000 },
    connections: clients * servers,
  }
}

export function zeo(): Scenario {
  const read = parseScenario(text, 'zeo-2002.yaml')
  if (!read.ok) throw new Error('zeo-2002 cannot be read')
  return read.scenario
}

const nodes = (role: string, count: number): NodeSpec[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${role[0]}${i + 1}`, role, release: 'ZODB-3.2' }))

/** The world at the end of a run whose trace nobody keeps. */
export function endOf({ spec }: Workload, onStep: () => void = () => {}): World {
  const cluster = buildCluster(spec.scenario, spec.seed)
  const world = createWorld(cluster)
  const sim: Sim = { cluster, world, handlers, looks, listen: () => {} }
  const ends = spec.scenario.roles.flatMap(({ releases }) => releases.map(({ rules }) => endTable(rules)))
  const tables = new Set([
    ...ends,
    ...Array.from(cluster.services.values(), ({ table }) => table),
    ...Array.from(cluster.nodes.values(), ({ table }) => table),
  ])
  const restore = [...tables].map((table) => {
    const { step } = table
    table.step = (state: number, event: never) => {
      onStep()
      return step(state, event)
    }
    return () => {
      table.step = step
    }
  })
  begin(sim)
  while ((peek(world.eventQueue)?.at ?? Infinity) <= spec.until) tick(sim)
  for (const undo of restore) undo()
  return world
}
