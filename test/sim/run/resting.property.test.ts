/** Where a run ends, against asking every connector at every moment. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { handlers } from '#sim/effects/handlers.ts'
import { buildCluster, type Cluster } from '#sim/engine/cluster.ts'
import { keepTrace } from '#sim/engine/kept-trace.ts'
import { begin, scheduleAt } from '#sim/engine/kernel.ts'
import { createWorld, type World } from '#sim/engine/world.ts'
import { looks as looksOfRuns, ofCluster } from '#sim/observed/looks.ts'
import { isServiceAtRest, judgeDialer, judgeRestless, observedCluster } from '#sim/observed/observed.ts'
import { type Finding, keepOf } from '#sim/rules/verdict.ts'
import { nextIn } from '#sim/run/next.ts'
import type { Resting } from '#sim/run/resting.ts'
import { simulate } from '#sim/run/run.ts'
import { endingOf, type RunEnd } from '#sim/run/run-end.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import { intervention, runSpec } from '../arbitraries.ts'

const cutOff = ({ until }: RunSpec) => until + 100_000

/** Asks all of those that are still awaited, each time. */
function askingAll(cluster: Cluster, { attempts }: World): Resting {
  const { scenario, services } = cluster
  const keep = keepOf(scenario)
  const before = new Map(attempts)
  const looks = new Map<string, readonly Finding[]>()
  const dialled = (world: World, id: string) => (world.attempts.get(id) ?? 0) - (before.get(id) ?? 0)
  return {
    isAtRest(world) {
      for (const service of services.values()) {
        if (looks.has(service.id)) continue
        const most = Math.max(...service.pairs.map(({ id }) => dialled(world, id)))
        if (isServiceAtRest(cluster, world, service)) {
          looks.set(service.id, judgeDialer(cluster, world, keep, service))
        } else if (most > 2 * (scenario.versions.length + 1)) {
          looks.set(service.id, judgeRestless(cluster, world, keep, service))
        }
      }
      if (looks.size < services.size) return false
      looks.set(ofCluster, observedCluster(cluster, world, keep))
      return true
    },
    looks,
  }
}

function slowEnd(spec: RunSpec): RunEnd {
  const cluster = buildCluster(spec.scenario, spec.seed)
  const world = createWorld(cluster)
  const trace = keepTrace(cluster.pairs)
  const sim = { cluster, world, handlers, looks: looksOfRuns, listen: trace.add }
  for (const each of spec.interventions) scheduleAt(sim, each.at, { kind: 'intervene', intervention: each })
  begin(sim)
  const ending = endingOf(cluster, spec, trace, askingAll)
  for (;;) {
    const next = nextIn(cluster, world, spec)
    const end = ending(world, next.at)
    if (end !== null) return end
    next.happens(sim)
  }
}

test('a run ends where it does if everybody is asked at every moment whether they rest', () => {
  const any = runSpec({ interventions: (each, until) => intervention(each, until) }).map(
    ({ cut: _, ...spec }): RunSpec => ({ ...spec, cut: cutOff(spec) }),
  )
  fc.assert(
    fc.property(any, (spec) => {
      const slow = slowEnd(spec)
      const { end } = simulate(spec)
      expect({ ...end, looks: new Map(end.looks) }).toEqual({ ...slow, looks: new Map(slow.looks) })
    }),
    { numRuns: 150 },
  )
})
