/** Steps of a rollout in words. */
import type { RolloutStep } from '#machines/rollout.ts'
import { type Cluster, releaseOf } from '#sim/cluster.ts'

/** Such as `step 2 of 5`; the place counts from 0. */
export const sayStep = (step: number, steps: readonly RolloutStep[]) => `step ${step + 1} of ${steps.length}`

/** The release that a step leads to, by its name; or the value, where it is no node that takes it. */
export function sayRelease(cluster: Cluster, { node, to }: RolloutStep): string {
  const role = cluster.nodes.get(node)?.role
  return role === undefined ? to : releaseOf(cluster.scenario, role, to).name
}
