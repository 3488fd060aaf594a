/** Whether dialling again could come to anything else than it came to last time. */
import type { EndContext } from '#machines/connection-end.ts'
import type { Cluster, Pair } from '../engine/cluster.ts'
import { nodeView } from '../engine/node-view.ts'
import { type Connection, processOf, type World } from '../engine/world.ts'
import { releaseRunBy } from './levels.ts'
import { remembered } from './retry-memory.ts'

/**
 * Whether the dialer of a pair, which has no connection, would meet anything new: an acceptor that runs and was down or had
 * another process when it was dialled last, or where levels make either end behave otherwise since; what was ended from outside;
 * or whether it remembers another offer by now. Where nothing is new, all that a pause leads to has been seen.
 */
export function meetsNews(cluster: Cluster, world: World, pair: Pair): boolean {
  if (nodeView(world, pair.dialer).state !== 'running') return false
  if (nodeView(world, pair.acceptor).state !== 'running') return false
  const last = world.connections.get(world.latest.get(pair.id) ?? '')
  if (last === undefined || last.acceptor.release === null) return true
  return (
    last.broken ||
    last.acceptor.process !== processOf(world, pair.acceptor) ||
    last.dialer.release !== releaseRunBy(cluster, world, pair.dialer) ||
    last.acceptor.release !== releaseRunBy(cluster, world, pair.acceptor) ||
    offersOtherwise(cluster, world, pair, last)
  )
}

/** Whether the dialer would offer something else than on its last connection, by what it remembers. */
function offersOtherwise(cluster: Cluster, world: World, pair: Pair, last: Connection): boolean {
  const offers = remembered({ cluster, world }, pair)
  const { actor } = last.dialer
  if (offers === undefined || actor === null) return false
  return (actor.table.snapshot(actor.table.initial.state).context as EndContext).offers !== offers
}
