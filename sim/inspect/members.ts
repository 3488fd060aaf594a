/** The nodes behind a machine, so that whoever looks at it knows whose it is and what runs there. */
import { readActor } from '#sim/engine/actor-name.ts'
import type { Cluster } from '#sim/engine/cluster.ts'
import { nodeView } from '#sim/engine/node-view.ts'
import type { World } from '#sim/engine/world.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import { opposite, type Side } from '#sim/scenario/side.ts'

/** A node, with the release that it runs, or ran when its end of a connection was made. */
export interface Member {
  readonly node: string
  readonly role: string
  /** The release, by its short name; '' while there is none. */
  readonly label: string
  /** Whether that is not the release that the node began with. */
  readonly isNew: boolean
}

/** The node that a machine belongs to; for the end of a connection, that of its peer, too. None for the rollout. */
export function membersOf(cluster: Cluster, world: World, id: string | null): readonly Member[] {
  const actor = readActor(cluster, id ?? '')
  const running = (node: string) => member(cluster, node, nodeView(world, node).release)
  switch (actor?.machine) {
    case 'node':
      return [running(actor.node)]
    case 'connector':
      return [running(actor.service.dialer)]
    case 'end': {
      const connection = world.connections.get(actor.connection)
      if (connection === undefined) return []
      const at = (side: Side) =>
        member(cluster, connection.pair[side], connection[side].release?.name ?? null)
      return [at(actor.side), at(opposite(actor.side))]
    }
    default:
      return []
  }
}

function member(cluster: Cluster, node: string, release: string | null): Member {
  const { role = '', release: first } = cluster.nodes.get(node) ?? {}
  const label = release === null ? '' : releaseOf(cluster.scenario, role, release).label
  return { node, role, label, isNew: release !== null && release !== first }
}
