/** The two ends of a connection: their machines, what they believe, and when they are gone. */
import type { EndContext, EndEvent } from '#machines/connection-end.ts'
import { lostAt } from './calls.ts'
import { releaseOf } from './cluster.ts'
import { dispatch, record, type Sim } from './kernel.ts'
import { type EndView, isBroken, outcomeOf } from './outcome.ts'
import type { AttemptOutcome, Message } from './trace.ts'
import { reasonFor } from './why.ts'
import { type Connection, connectorActor, endActor, newActor, type Side, sides } from './world.ts'

/** Makes the machine of one end, for the release that its node runs now. */
export function makeEnd(sim: Sim, connection: Connection, side: Side, release: string): void {
  const role = sim.cluster.nodes.get(connection.nodes[side])?.role ?? ''
  const table = sim.cluster.end(role, release)
  connection.releases[side] = release
  const id = endActor(connection.id, side)
  sim.world.actors.set(id, newActor(id, 'end', connection.id, table, side))
}

/** Steps the machine of one end. */
export function tellEnd(
  sim: Sim,
  connection: Connection,
  side: Side,
  event: EndEvent,
  cause: number,
  message?: Message,
): void {
  dispatch(sim, endActor(connection.id, side), event, cause, message ? { message } : {})
}

export function tellConnector(sim: Sim, connection: Connection, type: string, cause: number): void {
  const service = sim.cluster.pairs.get(connection.pair)?.service ?? ''
  dispatch(sim, connectorActor(service), { type }, cause, { connection })
}

/** Where the handshake of one end stands, and what it believes; null where that end was never made. */
export function endView(
  world: Sim['world'],
  connection: Connection,
  side: Side,
): (EndView & EndContext) | null {
  const actor = world.actors.get(endActor(connection.id, side))
  if (actor === undefined) return null
  const state = handshakeOf(actor.table.leaves(actor.state))
  const context = actor.table.snapshot(actor.state).context as EndContext
  return { ...context, state, version: state === 'open' ? context.agreed : null }
}

/** The active state of the handshake region. */
export const handshakeOf = (leaves: readonly string[]) => leaves[0]?.slice('handshake.'.length) ?? ''

export const isGoneState = (state: string) => state === 'closed' || state === 'rejected'

export function isGone(world: Sim['world'], connection: Connection, side: Side): boolean {
  const actor = world.actors.get(endActor(connection.id, side))
  return actor === undefined || isGoneState(handshakeOf(actor.table.leaves(actor.state)))
}

/**
 * Records what has become of a connection, if that can be told and is news.
 *
 * @param isDone whether everything that the machines asked for has been done: only then may an empty line be taken
 *   for a quiet one
 */
export function judge(sim: Sim, connection: Connection, cause: number, isDone = true): void {
  const { world, cluster } = sim
  if (connection.outcome !== null) return
  const dialer = endView(world, connection, 'dialer')
  const acceptor = endView(world, connection, 'acceptor')
  if (dialer === null) return
  const line = world.lines.get(connection.pair)
  const quiet =
    isDone &&
    acceptor !== null &&
    !line?.cut &&
    sides.every((side) => connection.streams[side].flights.length === 0)
  const role = cluster.nodes.get(connection.nodes.dialer)?.role ?? ''
  const release = releaseOf(cluster.scenario, role, connection.releases.dialer ?? '')
  const lost = dialer.version === null ? [] : lostAt(cluster.scenario, role, release, dialer.version)
  const outcome = outcomeOf(dialer, acceptor, quiet, lost)
  if (outcome === null) return
  settle(sim, connection, outcome, reasonFor(outcome, connection.nodes, { dialer, acceptor }, lost), cause)
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
  const broken = outcome !== 'refused' && outcome !== 'interrupted' && isBroken(outcome)
  const severity = broken ? 'error' : outcome === 'open' ? 'info' : 'warning'
  record(sim, { kind: 'attempt', connection: connection.id, outcome, reason, severity, cause })
}

/** Drops a connection that is over and was followed by another attempt of its pair. */
export function forgetIfOver({ world }: Sim, id: string): void {
  const connection = world.connections.get(id)
  if (connection === undefined || world.latest.get(connection.pair) === id) return
  if (!sides.every((side) => isGone(world, connection, side))) return
  if (sides.some((side) => connection.streams[side].flights.length > 0)) return
  world.connections.delete(id)
  for (const side of sides) world.actors.delete(endActor(id, side))
}
