/** The two ends of a connection: their machines, what they believe, and when they are gone. */

import type { EndContext, EndEvent } from '#machines/connection-end.ts'
import type { Cluster } from '../engine/cluster.ts'
import { invariant } from '../engine/invariant.ts'
import { dispatch, recordOn, type Sim } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import type { AttemptOutcome } from '../engine/trace-event.ts'
import {
  type Actor,
  type Connection,
  type Flight,
  newActor,
  type Packet,
  processOf,
} from '../engine/world.ts'
import { endTable, whenDialled } from '../protocol/end-table.ts'
import { exceptional, exceptionOf, lossesAt } from '../protocol/exception.ts'
import {
  type EndView,
  handshakeOf,
  isGoneState,
  isUndecided,
  type Motion,
  outcomeOf,
} from '../protocol/outcome-of.ts'
import { seenAs } from '../protocol/seen-as.ts'
import { repeatsExplored, trafficOn } from '../protocol/traffic.ts'
import { reasonFor } from '../protocol/why.ts'
import type { Beliefs } from '../protocol/words.ts'
import type { Exception } from '../scenario/model.ts'
import { isBroken, isOutcome } from '../scenario/outcome.ts'
import { releaseAt, releaseOf, rulesOf } from '../scenario/release.ts'
import { type Side, sides } from '../scenario/side.ts'
import { levelsOf } from './levels.ts'

/**
 * Makes the machine of one end, for the release that its node runs now.
 *
 * @param offers what a dialer offers after it was refused, or remembers; absent: what its release says
 */
export function makeEnd(
  sim: Sim,
  connection: Connection,
  side: Side,
  release: string,
  offers?: string,
): void {
  const { link } = connection.pair
  const exception = exceptionTo(sim, connection)
  const levels = levelsOf(sim.cluster, sim.world, connection.pair[side])
  const runs = releaseOf(sim.cluster.scenario, link[side], release)
  const own = rulesOf(runs, link, side, levels)
  const rules = exceptional(own, side, exception)
  // What is known of a pair holds whatever was refused before.
  const first = exception === null ? offers : undefined
  const table = side === 'dialer' ? endTable(rules, first) : endTable(whenDialled(rules))
  const end = connection[side]
  end.release = releaseAt(runs, levels)
  end.levels = levels
  end.process = processOf(sim.world, connection.pair[side])
  invariant(() => end.actor === null, 'an end is made once')
  const actor = newActor('end', connection.id, table, side)
  end.actor = actor
  sim.watch?.made(sim.world, actor)
}

/** Steps the machine of one end. */
export function tellEnd(
  sim: Sim,
  connection: Connection,
  side: Side,
  event: EndEvent,
  cause: number,
  packet?: Packet,
): void {
  dispatch(sim, connection[side].actor, event, cause, connection, packet)
}

/** Where one end stands: its handshake, what it believes and what it goes by. */
export interface EndSight extends EndView, EndContext {
  /** Whether it is over. */
  readonly isGone: boolean
  /** Whether its queue goes on. */
  readonly isFlushing: boolean
}

/** Where one end of a connection stands; null where that end was never made. */
export function endView(connection: Connection, side: Side): EndSight | null {
  const { actor } = connection[side]
  return actor === null ? null : seen(actor)
}

const seen: (actor: Actor) => EndSight = seenAs(({ table, state: number }) => {
  const leaves = table.leaves(number)
  const state = handshakeOf(leaves)
  const context = table.snapshot(number).context as EndContext
  return {
    ...context,
    state,
    version: state === 'open' ? context.agreed : null,
    isGone: isGoneState(state),
    isFlushing: leaves.includes('queue.flushing'),
  }
})

/** Whether one end of a connection is over, or was never made. */
export function isGone(connection: Connection, side: Side): boolean {
  return endView(connection, side)?.isGone ?? true
}

/**
 * Records what has become of a connection, if that can be told and is news.
 *
 * @param motion what goes on on it, where that is not what there is to see: `words` while more is about to be said
 */
export function judge(sim: Sim, connection: Connection, cause: number, motion?: Motion): void {
  if (connection.outcome !== null) return
  const dialer = endView(connection, 'dialer')
  const acceptor = endView(connection, 'acceptor')
  if (dialer === null) return
  const beliefs = { dialer: dialer.version, acceptor: acceptor?.version ?? null }
  const lost = lostOn(sim.cluster, connection, beliefs)
  const mayRetry = typeof dialer.rules.whenRefused === 'object'
  const outcome = outcomeOf({ ...dialer, mayRetry }, acceptor, motion ?? motionOf(sim, connection), lost)
  if (outcome === null) return
  const known = exceptionTo(sim, connection)?.reason
  const reason = known ?? reasonFor(outcome, connection.pair, { dialer, acceptor }, lost)
  settle(sim, connection, outcome, reason, cause)
}

/** What goes on on a connection after a moment is over. */
function motionOf(sim: Sim, connection: Connection): Motion {
  const { world } = sim
  const isWord = ({ content: { kind } }: Flight) => kind !== 'call' && kind !== 'reply'
  const says = sides.some((side) => connection[side].flights.some(isWord))
  if (says || sides.some((side) => isFlushing(connection, side))) return 'words'
  const isMoving =
    sides.some((side) => connection[side].flights.length > 0 || isPatient(connection, side)) ||
    world.lines.get(connection.pair.id)?.cut ||
    repeatsAreDue(sim, connection)
  return isMoving ? 'calls' : 'nothing'
}

/** Whether the queue of an end goes on. */
export function isFlushing(connection: Connection, side: Side): boolean {
  return endView(connection, side)?.isFlushing ?? false
}

/** Whether an end waits for its peer, and not for ever. */
function isPatient(connection: Connection, side: Side): boolean {
  const end = endView(connection, side)
  return end?.rules.patience !== undefined && isUndecided(end.state) && end.state !== 'dialling'
}

/** Whether calls are still to be repeated that an end which waits may take for something else. */
function repeatsAreDue({ cluster }: Sim, connection: Connection): boolean {
  const { link } = connection.pair
  const acceptor = endView(connection, 'acceptor')
  if (!connection.tested || acceptor === null) return false
  if (endView(connection, 'dialer')?.state !== 'open') return false
  const enough = repeatsExplored(acceptor.rules)
  const { repeat } = trafficOn(cluster.scenario, link)
  return repeat.some((_, i) => (connection.repeated[i] ?? 0) < enough)
}

/** What is known of the two releases that a connection joins, or would join. */
function exceptionTo(sim: Sim, connection: Connection): Exception | null {
  const { scenario } = sim.cluster
  if (scenario.exceptions === undefined) return null
  const { link, dialer, acceptor } = connection.pair
  const runs = (node: string) => nodeView(sim.world, node).release
  return exceptionOf(
    scenario,
    link,
    releaseOf(scenario, link.dialer, connection.dialer.release?.name ?? runs(dialer)),
    releaseOf(scenario, link.acceptor, connection.acceptor.release?.name ?? runs(acceptor)),
  )
}

/** What is lost on a connection whose ends believe this to be agreed, in words. */
export function lostOn(
  { scenario }: Cluster,
  { pair, dialer, acceptor }: Connection,
  beliefs: Beliefs,
): readonly string[] {
  if (dialer.release === null) return []
  return lossesAt(scenario, pair.link, { dialer: dialer.release, acceptor: acceptor.release }, beliefs)
}

/** Records what has become of a connection, unless that is known. */
export function settle(
  sim: Sim,
  connection: Connection,
  outcome: AttemptOutcome,
  reason: string,
  cause: number,
): void {
  if (connection.outcome !== null) return
  connection.outcome = outcome
  const broken = isOutcome(outcome) && isBroken(outcome)
  const severity = broken ? 'error' : outcome === 'open' ? 'info' : 'warning'
  recordOn(sim, connection, null, { kind: 'attempt', outcome, reason, severity }, cause)
}

/** Drops a connection that is over and was followed by another attempt of its pair. */
export function forgetIfOver(sim: Sim, id: string): void {
  const { world } = sim
  const connection = world.connections.get(id)
  if (connection === undefined || world.latest.get(connection.pair.id) === id) return
  if (!sides.every((side) => isGone(connection, side))) return
  if (sides.some((side) => connection[side].flights.length > 0)) return
  world.connections.delete(id)
  for (const side of sides) {
    const { actor } = connection[side]
    if (actor !== null) sim.watch?.gone(world, actor)
  }
}
