/** The nodes and the levels of a cluster between two events, while its connections come to rest. */

import { type Event, happen } from '../choices/event.ts'
import { restrictedTo } from '../choices/groups.ts'
import { viewOfWorld } from '../effects/declared-rules.ts'
import type { Cluster } from '../engine/cluster.ts'
import { copyWorld, createWorld, type World } from '../engine/world.ts'
import type { Finding } from '../rules/verdict.ts'

export interface Setting {
  /** One without any connections. */
  readonly world: World
  /** Tells settings apart, where they differ in levels or in any of these nodes. */
  readonly keyOf: (nodes: Iterable<string>) => string
  /** Where levels and operations stand. */
  readonly values: string
  /** What was found of the event that has led here: of its steps, and while levels were on their way. */
  readonly found: readonly Finding[]
}

/** The setting that an event makes of another one, or the beginning of none. */
export function settingAfter(cluster: Cluster, before: Setting | null, event: Event): Setting {
  const alone = restrictedTo(cluster, [])
  const world = before === null ? createWorld(alone) : copyWorld(before.world)
  const found = happen(alone, world, event)
  world.written = viewOfWorld(alone, world).written
  const values = [...world.values.values()].join('\n')
  const keys = new Map<Iterable<string>, string>()
  return {
    world,
    values,
    found,
    keyOf(nodes) {
      const known = keys.get(nodes)
      if (known !== undefined) return known
      const key = `${Array.from(nodes, (id) => world.nodes.get(id)?.state)} ${values}`
      keys.set(nodes, key)
      return key
    },
  }
}
