/** The two ends of a connection: their machines, what they believe, and when they are gone. */
import type { EndContext, EndEvent } from '#machines/connection-end.ts'
import { lostAt } from './calls.ts'
import { type Cluster, endTable, type Pair, releaseAt, releaseOf, rulesOf, whenDialled } from './cluster.ts'
import { exceptional, exceptionOf, lossOf } from './exception.ts'
import { addActor, dispatch, record, removeActor, type Sim } from './kernel.ts'
import { levelsOf } from './levels.ts'
import { nodeView } from './node-view.ts'
import { type EndView, isBroken, isOutcome, outcomeOf } from './outcome.ts'
import type { Exception, Release } from './scenario/model.ts'
import type { AttemptOutcome, Message } from './trace.ts'
import { reasonFor } from './why.ts'
import { type Connection, connectorActor, endActor, newActor, processOf, type Side, sides } from './world.ts'

/** Makes the machine of one end, for the release that its node runs now. */
export function makeEnd(
  sim: Sim,
  connection: Connection,
  side: Side,
  release: string,
  offers?: string,
): void {
  const { link } = pairOf(sim, connection)
  const exception = exceptionTo(sim, connection)
  const levels = levelsOf(sim.cluster, sim.world, connection.nodes[side])
  const own = rulesOf(releaseOf(sim.cluster.scenario, link[side], release), link, side, levels)
  const rules = exceptional(own, side, exception)
  const table = side === 'dialer' ? endTable(rules, offers) : endTable(whenDialled(rules))
  connection.releases[side] = release
  connection.levels[side] = levels
  connection.processes[side] = processOf(sim.world, connection.nodes[side])
  const id = endActor(connection.id, side)
  addActor(sim, newActor(id, 'end', connection.id, table, side))
}

/** The release of an end, as it is where the levels stood when the end was made; null where it was never made. */
export function releaseOfEnd(
  { scenario, pairs }: Cluster,
  connection: Connection,
  side: Side,
): Release | null {
  const name = connection.releases[side]
  const role = pairs.get(connection.pair)?.link[side]
  return name === null || role === undefined
    ? null
    : releaseAt(releaseOf(scenario, role, name), connection.levels[side])
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

export function tellConnector(
  sim: Sim,
  connection: Connection,
  type: string,
  cause: number,
  more: { readonly fallback?: true } = {},
): void {
  const service = sim.cluster.pairs.get(connection.pair)?.service ?? ''
  dispatch(sim, connectorActor(service), { type, ...more } as never, cause, { connection })
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

export const isGoneState = (state: string) =>
  state === 'closed' || state === 'rejected' || state === 'retrying'

/** The pair that a connection belongs to. */
export function pairOf({ cluster }: Sim, { pair: id }: Connection): Pair {
  const pair = cluster.pairs.get(id)
  if (pair === undefined) throw new Error(`There is no pair ${id}`)
  return pair
}

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
  const exception = exceptionTo(sim, connection)
  const lost = exception ? lossOf(exception) : lostOn(cluster, connection, dialer.version)
  const mayRetry = typeof dialer.rules.whenRefused === 'object'
  const outcome = outcomeOf({ ...dialer, mayRetry }, acceptor, quiet, lost)
  if (outcome === null) return
  const reason = exception?.reason ?? reasonFor(outcome, connection.nodes, { dialer, acceptor }, lost)
  settle(sim, connection, outcome, reason, cause)
}

/** What is known of the two releases that a connection joins, or would join. */
function exceptionTo(sim: Sim, connection: Connection): Exception | null {
  const { scenario } = sim.cluster
  if (scenario.exceptions === undefined) return null
  const { link, dialer, acceptor } = pairOf(sim, connection)
  const runs = (node: string) => nodeView(sim.world, node).release
  const { releases } = connection
  return exceptionOf(
    scenario,
    link,
    releaseOf(scenario, link.dialer, releases.dialer ?? runs(dialer)),
    releaseOf(scenario, link.acceptor, releases.acceptor ?? runs(acceptor)),
  )
}

/** What the dialer of a connection loses at a version that it believes to be agreed, in words. */
export function lostOn(cluster: Cluster, connection: Connection, version: string | null): string[] {
  const link = cluster.pairs.get(connection.pair)?.link
  const dialer = releaseOfEnd(cluster, connection, 'dialer')
  if (version === null || link === undefined || dialer === null) return []
  const acceptor = releaseOfEnd(cluster, connection, 'acceptor')
  return lostAt(cluster.scenario, link, dialer, acceptor, version)
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
  record(sim, { kind: 'attempt', connection: connection.id, outcome, reason, severity, cause })
}

/** Drops a connection that is over and was followed by another attempt of its pair. */
export function forgetIfOver(sim: Sim, id: string): void {
  const { world } = sim
  const connection = world.connections.get(id)
  if (connection === undefined || world.latest.get(connection.pair) === id) return
  if (!sides.every((side) => isGone(world, connection, side))) return
  if (sides.some((side) => connection.streams[side].flights.length > 0)) return
  world.connections.delete(id)
  for (const side of sides) removeActor(sim, endActor(id, side))
}
