/** What a cluster stands at beside its nodes' releases: levels, and operations that are begun and done. */
import { lookUp } from '#machines/look-up.ts'
import { type Cluster, type Levels, releaseAt, releaseOf } from './cluster.ts'
import { nodeView } from './node-view.ts'
import type { Level, Release } from './scenario/model.ts'
import { isOfCluster, switchOn } from './switches.ts'
import type { World } from './world.ts'

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

/** Whether a release can run where a level stands at a value. */
export function canRunAt({ levels }: Release, level: string, value: string): boolean {
  return lookUp(levels, level)?.includes(value) ?? true
}

/** The level at which a node cannot run its release, and where it stands; null where it can run. */
export function obstacleTo(
  cluster: Cluster,
  world: World,
  node: string,
): { readonly level: string; readonly value: string } | null {
  const release = releaseRunBy(cluster, world, node)
  for (const [level, value] of Object.entries(levelsOf(cluster, world, node))) {
    if (!canRunAt(release, level, value)) return { level, value }
  }
  return null
}

/** The value that a level rises to by itself now, or null. */
export function risesTo(cluster: Cluster, world: World, level: Level): string | null {
  if (level.raised !== 'automatically') return null
  const next = level.values[level.values.indexOf(world.values.get(level.name) ?? '') + 1]
  if (next === undefined) return null
  let asked = 0
  for (const { id, role } of cluster.nodes.values()) {
    if (!level.members.includes(role) || !(level.waitsForAll || isUp(world, id))) continue
    if (!canRunAt(releaseRunBy(cluster, world, id), level.name, next)) return null
    asked++
  }
  return asked > 0 ? next : null
}

/** Whether the process of a node lives and has started. */
function isUp(world: World, node: string): boolean {
  const { state } = nodeView(world, node)
  return state === 'running' || state === 'draining'
}
