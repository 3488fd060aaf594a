/** Steps of a rollout in words. */
import { type RolloutStep, waveAt } from '#machines/rollout.ts'
import type { Cluster } from '#sim/engine/cluster.ts'
import type { Progress } from '#sim/run/progress.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import { sayList } from '#sim/text/say-list.ts'

/** Where a rollout is: such as `step 2 of 5`, or `steps 1 to 3 of 5` where it takes a wave of them. */
export function sayStep(progress: Progress): string {
  const first = progress.step + 1
  const last = progress.step + waveAt(progress, progress.step).length
  const which = last > first ? `steps ${first} to ${last}` : `step ${first}`
  return `${which} of ${progress.steps.length}`
}

/** What a rollout does there: such as `s1 to ZODB-3.2`, or `c1 and c2 to ZODB-3.2`. Empty where there is no step. */
export function sayWave(cluster: Cluster, progress: Progress): string {
  const goals = new Map<string, string[]>()
  for (const step of waveAt(progress, progress.step)) {
    const goal = sayRelease(cluster, step)
    goals.set(goal, [...(goals.get(goal) ?? []), step.node])
  }
  return sayList(Array.from(goals, ([goal, units]) => `${sayList(units)} to ${goal}`))
}

/** The release that a step leads to, by its name; or the value, where it is no node that takes it. */
function sayRelease(cluster: Cluster, { node, to }: RolloutStep): string {
  const role = cluster.nodes.get(node)?.role
  return role === undefined ? to : releaseOf(cluster.scenario, role, to).name
}
