/** How the connection of a pair stands when nothing moves on it, by what there is to see of both its ends. */

import { endView, isGone, lostOn } from '../effects/ends.ts'
import type { Cluster, Pair } from '../engine/cluster.ts'
import type { Connection, World } from '../engine/world.ts'
import { exceptionOf } from '../protocol/exception.ts'
import { neededAt } from '../protocol/needed-calls.ts'
import { isGoneState, outcomeOf } from '../protocol/outcome-of.ts'
import { reasonFor, refuserOf, unanswered } from '../protocol/why.ts'
import type { Beliefs } from '../protocol/words.ts'
import type { Exception, Link, Scenario } from '../scenario/model.ts'
import { isBroken, type Outcome } from '../scenario/outcome.ts'
import { releaseOf } from '../scenario/release.ts'
import { type Side, sides } from '../scenario/side.ts'

export interface Standing {
  readonly pair: Pair
  /** What the last attempt came to; null where it ended before that could be told, or where there was none. */
  readonly outcome: Outcome | null
  /** Whether the connection is there, both ends agree, and neither does without what it needs. */
  readonly works: boolean
  /** What is lost on it, in words. */
  readonly lost: readonly string[]
  /** One sentence that says why it stands like this, with the names of the nodes. */
  readonly reason: string
  /** The id of the source of that. */
  readonly source: string | null
}

/** How a pair stands, by its last connection. */
export function standingOf(cluster: Cluster, world: World, pair: Pair): Standing {
  const { scenario } = cluster
  const connection = world.connections.get(world.latest.get(pair.id) ?? '')
  const [dialer, acceptor] = sides.map((side) => connection && endView(connection, side))
  const without: Standing = {
    pair,
    outcome: null,
    works: false,
    lost: [],
    reason: `${pair.dialer} has no connection to ${pair.acceptor}`,
    source: null,
  }
  if (connection === undefined || !dialer || !acceptor) return without
  const exception = exceptionIn(scenario, pair.link, connection)
  const beliefs = { dialer: dialer.version, acceptor: acceptor.version }
  const lost = lostOn(cluster, connection, beliefs)
  const outcome = outcomeOf(dialer, acceptor, 'nothing', lost)
  if (outcome === null) return without
  const names = { dialer: pair.dialer, acceptor: pair.acceptor }
  const facts = { dialer, acceptor }
  const missing = isBroken(outcome) ? [] : neededOn(cluster, pair, connection, beliefs)
  const needed = isBroken(outcome) || connection.tested ? missing : [...missing, unanswered]
  const [first] = needed
  const isThere = sides.every((side) => !isGoneState(facts[side].state))
  return {
    pair,
    outcome,
    works: isThere && !isBroken(outcome) && needed.length === 0,
    lost: isBroken(outcome) ? [] : lost,
    // Of one that works nobody asks why.
    get reason() {
      if (first !== undefined) return `${pair.dialer} ${first}`
      return exception?.reason ?? reasonFor(outcome, names, facts, lost)
    },
    get source() {
      if (exception) return exception.source
      return connection[refuserOf(facts) ?? 'dialer'].release?.source ?? null
    },
  }
}

/** Whether the dialer of a pair stays with this acceptor: their connection has passed its test, and is still there. */
export function staysWith(world: World, { id }: Pair): boolean {
  const latest = world.connections.get(world.latest.get(id) ?? '')
  return latest?.tested === true && !latest.abandoned && !isGone(latest, 'dialer')
}

function exceptionIn(scenario: Scenario, link: Link, connection: Connection): Exception | null {
  const { release: dialer } = connection.dialer
  const { release: acceptor } = connection.acceptor
  if (scenario.exceptions === undefined || dialer === null || acceptor === null) return null
  const end = (side: Side, name: string) => releaseOf(scenario, link[side], name)
  return exceptionOf(scenario, link, end('dialer', dialer.name), end('acceptor', acceptor.name))
}

/** What the ends cannot do without and do not have on this connection, each as said of the dialer. */
function neededOn(
  cluster: Cluster,
  { link }: Pair,
  connection: Connection,
  beliefs: Beliefs,
): readonly string[] {
  const { release: dialer } = connection.dialer
  const { release: acceptor } = connection.acceptor
  return dialer === null ? [] : neededAt(cluster.scenario, link, { dialer, acceptor }, beliefs)
}
