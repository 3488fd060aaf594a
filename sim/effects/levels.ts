/** What a cluster stands at beside its nodes' releases: levels, and operations that are begun and done. */

import type { Cluster } from '../engine/cluster.ts'
import { isUp, nodeView } from '../engine/node-view.ts'
import type { World } from '../engine/world.ts'
import type { LevelMember, Obstacle } from '../scenario/level.ts'
import { obstacleAt, risesFrom } from '../scenario/level.ts'
import type { Level, Release } from '../scenario/model.ts'
import { type Levels, releaseAt, releaseOf } from '../scenario/release.ts'
import { isOfCluster, switchOn } from '../scenario/switches.ts'

const none: Levels = {}

/** Where the levels stand for a node: those of the cluster, and those of its own configuration. */
export function levelsOf({ scenario }: Cluster, world: World, node: string): Levels {
  if (scenario.levels === undefined) return none
  const values = scenario.levels.flatMap((level): [string, string][] => {
    const value = world.values.get(isOfCluster(level) ? level.name : switchOn(node, level.name))
    return value === undefined ? [] : [[level.name, value]]
  })
  return Object.fromEntries(values)
}

/** The release that a node runs, as it is where the levels stand for that node. */
export function releaseRunBy(cluster: Cluster, world: World, node: string): Release {
  const release = releaseOf(
    cluster.scenario,
    cluster.nodes.get(node)?.role ?? '',
    nodeView(world, node).release,
  )
  return releaseAt(release, levelsOf(cluster, world, node))
}

/** The level at which a node cannot run its release; null where it can. */
export function obstacleTo(cluster: Cluster, world: World, node: string): Obstacle | null {
  return obstacleAt(releaseRunBy(cluster, world, node), levelsOf(cluster, world, node))
}

/** The value that a level rises to by itself now, or null. */
export function risesTo(cluster: Cluster, world: World, level: Level): string | null {
  if (level.raised !== 'automatically') return null
  const nodes = Array.from(cluster.nodes.values(), ({ id, role }): LevelMember => {
    const release = releaseOf(cluster.scenario, role, nodeView(world, id).release)
    return { role, release, isUp: isUp(world, id), count: 1 }
  })
  return risesFrom(level, world.values.get(level.name) ?? level.start, nodes)
}
