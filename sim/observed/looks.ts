/**
 * Looks at a cluster while its run goes on: at its connections and at what they are there for whenever a wave of the rollout has
 * settled, at a connector whose attempts have all failed, and at what is left of its service when nodes go down.
 */

import { judgeRules } from '../effects/declared-rules.ts'
import { askJudge, note } from '../effects/note.ts'
import type { Looks, Sim } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import { keepOf } from '../rules/verdict.ts'
import type { Scenario } from '../scenario/model.ts'
import { awaitsNews, isAtRest, isServiceAtRest, judgeDialer, observedCluster } from './observed.ts'

/** Where the service of the cluster as a whole is noted. */
export const ofCluster = 'service'

export const looks: Looks = {
  moved(sim, { machine, subject }, [state], cause) {
    if (machine === 'rollout' && state !== 'settling') lookAround(sim, cause)
    if (machine === 'connector' && state === 'waiting') {
      lookAtConnector(sim, subject, cause)
      askService(sim, cause)
    }
    if (machine === 'node' && (state === 'draining' || state === 'crashed')) askService(sim, cause)
  },
  around: lookAround,
  judge: judgeCluster,
}

/** A wave has settled, or a path has been followed: notes what is seen of every connector that has come to rest, and of the service where all have. */
function lookAround(sim: Sim, cause: number): void {
  const { cluster, world } = sim
  const keep = keepOf(cluster.scenario)
  let isWhole = true
  for (const service of cluster.services.values()) {
    if (isServiceAtRest(cluster, world, service)) {
      note(sim, service.id, judgeDialer(cluster, world, keep, service), cause)
    } else isWhole = false
  }
  if (isWhole) note(sim, ofCluster, observedCluster(cluster, world, keep), cause)
}

/**
 * A connector has lost all its attempts: notes what is seen of it, unless its next round may come to something new, or somebody
 * is down to whom it could connect.
 */
function lookAtConnector(sim: Sim, id: string, cause: number): void {
  const { cluster, world } = sim
  const service = cluster.services.get(id)
  if (service === undefined || awaitsNews(cluster, world, service)) return
  if (service.pairs.some(({ acceptor }) => nodeView(world, acceptor).state !== 'running')) return
  note(sim, id, judgeDialer(cluster, world, keepOf(cluster.scenario), service), cause)
}

/** A node goes down: has the service looked at when all that happens at this stroke is done. */
function askService(sim: Sim, cause: number): void {
  const { cluster, world } = sim
  if (!isServiceAsked(cluster.scenario)) return
  // While connections are made it cannot be told who would have been of use to whom.
  const how = isAtRest(cluster, world) ? 'seen' : 'counted'
  if (world.serviceAsked !== 'counted') world.serviceAsked = how
  askJudge(sim, cause)
}

/** All that happened at a stroke is done: judges the cluster as it is now. */
function judgeCluster(sim: Sim, cause: number): void {
  const { cluster, world } = sim
  world.isJudgeAsked = false
  judgeRules(sim, cause)
  const how = world.serviceAsked
  if (how === null) return
  world.serviceAsked = null
  const works = how === 'seen' ? undefined : () => true
  note(sim, ofCluster, observedCluster(cluster, world, keepOf(cluster.scenario), works), cause)
}

/** Whether anything can be wrong with a cluster as a whole while nodes are down. */
const isServiceAsked = ({ service, links }: Scenario) =>
  service !== undefined || links.some(({ needs }) => needs === 'any')
