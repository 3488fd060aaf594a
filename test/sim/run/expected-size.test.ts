// What is said of a run before it is computed, held against the run.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCluster } from '#sim/engine/cluster.ts'
import { expectedSize } from '#sim/run/expected-size.ts'
import { runOf, simulate } from '#sim/run/run.ts'
import { readScenario, shipped } from '../../scenarios/shipped.ts'
import { runSpec } from '../arbitraries.ts'

test('every pair of the cluster is counted, without building it', () => {
  fc.assert(
    fc.property(runSpec(), (spec) => {
      expect(expectedSize(spec).pairs).toBe(buildCluster(spec.scenario, spec.seed).pairs.size)
    }),
  )
})

test.each(shipped)('the upgrade of %s has no more than twice as many events', (name) => {
  const spec = runOf(readScenario(name))
  const { events, pairs } = expectedSize(spec)
  const run = simulate(spec)
  expect(pairs).toBe(run.cluster.pairs.size)
  expect(run.trace.size / events).toBeLessThan(2)
})

test('a run that is cut short is expected to be shorter', () => {
  const scenario = readScenario('zeo-2002')
  const { events } = expectedSize(runOf(scenario))
  expect(expectedSize(runOf(scenario, { cut: 5_000 })).events).toBeLessThan(events)
})
