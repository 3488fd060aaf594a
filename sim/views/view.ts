/** What there is to see of a run at one moment: the state of the world, put as a person would ask for it. */

import type { EndContext } from '#machines/connection-end.ts'
import type { NodeState } from '#machines/node.ts'
import type { RolloutContext, RolloutState, Waves } from '#machines/rollout.ts'
import { lostOn } from '../effects/ends.ts'
import type { Cluster } from '../engine/cluster.ts'
import { messageOf } from '../engine/fact.ts'
import { callId } from '../engine/names.ts'
import { nodeView } from '../engine/node-view.ts'
import type { AttemptOutcome, Message } from '../engine/trace-event.ts'
import type { Connection, Packet, World } from '../engine/world.ts'
import { handshakeOf, isGoneState } from '../protocol/outcome-of.ts'
import { type EndFacts, reasonFor } from '../protocol/why.ts'
import { isOutcome, type Outcome } from '../scenario/outcome.ts'
import { releaseOf } from '../scenario/release.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'

export interface ClusterView {
  /** Virtual milliseconds. */
  readonly time: number
  readonly moment: number
  readonly nodes: readonly NodeView[]
  readonly pairs: readonly PairView[]
  readonly flights: readonly FlightView[]
  readonly rollout: RolloutView | null
  /** Where the levels stand: those of the cluster, and those of each node. */
  readonly levels: readonly LevelView[]
  readonly operations: readonly OperationView[]
}

interface LevelView {
  readonly level: string
  /** The node in whose configuration it is; null for one of the whole cluster. */
  readonly node: string | null
  readonly value: string
  /** What a node will find in its configuration when it starts next; null where that is no change. */
  readonly next: string | null
}

interface OperationView {
  readonly operation: string
  /** `not yet`, `running` or `done`. */
  readonly value: string
}

export interface NodeView {
  readonly id: string
  readonly role: string
  readonly release: string
  /** The release's short name. */
  readonly label: string
  /** `running`, `draining`, `down`, `starting` or `crashed`. */
  readonly state: NodeState
  /** The release that it is being changed to, by its short name; null while none is. */
  readonly next: string | null
}

/**
 * How a pair stands: the outcome of its connection; `handshake` while it has none yet; `down` while there is no
 * connection, because one of the nodes does not run or the dialer pauses.
 */
export type PairStatus = Outcome | 'handshake' | 'down'

export interface PairView {
  /** Such as `c1-s1`. */
  readonly id: string
  readonly dialer: string
  readonly acceptor: string
  readonly status: PairStatus
  /** One sentence that says why it stands like this. */
  readonly reason: string
  /** What is lost at the agreed version, in words. */
  readonly lost: readonly string[]
  /** The last attempt, such as `c1-s1#2`; null before the first. */
  readonly connection: string | null
  readonly outcome: AttemptOutcome | null
  /** The ends of the last attempt; null where none was made. */
  readonly ends: Readonly<Record<Side, EndOfPair | null>>
  /** Calls of the dialer that have no answer, oldest first. */
  readonly waiting: readonly { readonly id: string; readonly name: string; readonly madeAt: number }[]
  /** The state of the connector, such as `testing`, and when it tries again if it pauses. */
  readonly connector: string
  readonly retryAt: number | null
  readonly cut: boolean
  /** Whether its latency was changed. */
  readonly slowed: boolean
}

export interface EndOfPair extends EndFacts {
  readonly release: string
  /** The active leaves of its chart, such as `handshake.open` and `queue.passing`. */
  readonly leaves: readonly string[]
  /** `holding`, `flushing`, `passing` or `shut`. */
  readonly queue: string
  /** The messages that it keeps back, oldest first. */
  readonly held: readonly Message[]
}

export interface FlightView {
  readonly pair: string
  readonly connection: string
  readonly sender: Side
  readonly from: string
  readonly to: string
  readonly message: Message
  readonly sentAt: number
  readonly arrivesAt: number
  /** Whether it is held up by a cut. */
  readonly stuck: boolean
  /** The trace event of its sending. */
  readonly sent: number
}

export interface RolloutView extends Waves {
  /** `upgrading`, `settling` or `done`. */
  readonly state: RolloutState
  /** The place of the first step of the wave that is being taken, or was taken last. */
  readonly step: number
}

/** What there is to see of `world`. */
export function viewOf(cluster: Cluster, world: World): ClusterView {
  return {
    time: world.now,
    moment: world.moment,
    nodes: Array.from(cluster.nodes.values(), (spec) => nodeOf(cluster, world, spec.id, spec.role)),
    pairs: Array.from(cluster.pairs.keys(), (id) => pairOf(cluster, world, id)),
    flights: [...world.connections.values()].flatMap((connection) => flightsOf(world, connection)),
    rollout: rolloutOf(world),
    levels: levelsOf(cluster, world),
    operations: (cluster.scenario.operations ?? []).map(({ name }) => {
      return { operation: name, value: world.values.get(name) ?? '' }
    }),
  }
}

function levelsOf({ switches }: Cluster, { values, configured }: World): LevelView[] {
  return [...switches.values()].flatMap(({ id, level, node }) => {
    if (level === null) return []
    return [{ level: level.name, node, value: values.get(id) ?? '', next: configured.get(id) ?? null }]
  })
}

function nodeOf({ scenario }: Cluster, world: World, id: string, role: string): NodeView {
  const { state, release, next } = nodeView(world, id)
  const label = (name: string) => releaseOf(scenario, role, name).label
  return { id, role, release, label: label(release), state, next: next === release ? null : label(next) }
}

function pairOf(cluster: Cluster, world: World, id: string): PairView {
  const pair = cluster.pairs.get(id)
  if (pair === undefined) throw new Error(`There is no pair ${id}`)
  const connection = world.connections.get(world.latest.get(id) ?? '')
  const ends = {
    dialer: connection ? endOf(connection, 'dialer') : null,
    acceptor: connection ? endOf(connection, 'acceptor') : null,
  }
  const lost = connection ? lossesOf(cluster, connection, ends) : []
  const connector = world.connectors.get(pair.service)
  const connectorState = connector?.table.leaves(connector.state)[0] ?? ''
  const retryAt = connectorState === 'waiting' ? (connector?.timer?.at ?? null) : null
  const status = statusOf(connection, ends)
  const line = world.lines.get(id)
  return {
    id,
    dialer: pair.dialer,
    acceptor: pair.acceptor,
    status,
    reason: reasonOf(world, pair, status, ends, lost, connectorState, line?.cut ?? false),
    lost,
    connection: connection?.id ?? null,
    outcome: connection?.outcome ?? null,
    ends,
    waiting: connection ? waitingOn(connection) : [],
    connector: connectorState,
    retryAt,
    cut: line?.cut ?? false,
    slowed: line !== undefined && line.latency !== cluster.scenario.latency,
  }
}

function waitingOn({ id, calls }: Connection): PairView['waiting'] {
  return calls.map(({ number, name, madeAt }) => ({ id: callId(id, number), name, madeAt }))
}

function endOf(connection: Connection, side: Side): EndOfPair | null {
  const { actor, release, held } = connection[side]
  if (actor === null) return null
  const leaves = actor.table.leaves(actor.state)
  const { rules, heard, refusal, agreed, gaveUp } = actor.table.snapshot(actor.state).context as EndContext
  const state = handshakeOf(leaves)
  return {
    release: release?.name ?? '',
    rules,
    heard,
    refusal,
    gaveUp,
    state,
    version: state === 'open' ? agreed : null,
    leaves,
    queue: leaves[1]?.slice('queue.'.length) ?? '',
    held: held.map((packet) => messageIn(connection, side, packet)),
  }
}

type Ends = PairView['ends']

function statusOf(connection: Connection | undefined, { dialer, acceptor }: Ends): PairStatus {
  if (connection === undefined || dialer === null) return 'down'
  if (connection.outcome === 'rejected') return 'rejected'
  if (isGoneState(dialer.state)) return 'down'
  const { outcome } = connection
  if (outcome !== null && !isOutcome(outcome)) return 'down'
  // An acceptor that has closed is on its way out: the dialer has yet to hear of it.
  if (acceptor !== null && isGoneState(acceptor.state)) return 'down'
  if (outcome === 'open' && connection.unreadable !== null) return 'degraded'
  return outcome ?? 'handshake'
}

/** What the dialer of a connection does without, in words. */
function lossesOf(cluster: Cluster, connection: Connection, { dialer, acceptor }: Ends): readonly string[] {
  const beliefs = { dialer: dialer?.version ?? null, acceptor: acceptor?.version ?? null }
  const lost = lostOn(cluster, connection, beliefs)
  const { unreadable } = connection
  return unreadable === null
    ? lost
    : [...lost, `no progress: data is written as ${unreadable}, which it cannot read`]
}

function reasonOf(
  world: World,
  names: { readonly dialer: string; readonly acceptor: string },
  status: PairStatus,
  ends: Ends,
  lost: readonly string[],
  connector: string,
  isCut: boolean,
): string {
  if (status === 'down') {
    const absent = [names.dialer, names.acceptor].find((id) => nodeView(world, id).state !== 'running')
    if (absent !== undefined) return `${absent} is ${sayState(nodeView(world, absent).state)}`
    return connector === 'waiting' ? `${names.dialer} pauses before it tries again` : 'no connection'
  }
  if (status === 'handshake') {
    if (isCut) return 'the line is cut: nothing arrives'
    if (ends.acceptor === null) return `${names.dialer} dials`
    return ends.dialer?.state === 'awaiting'
      ? `${names.dialer} waits for ${names.acceptor} to name its version`
      : 'the handshake goes on'
  }
  if (ends.dialer === null) return ''
  return reasonFor(status, names, { dialer: ends.dialer, acceptor: ends.acceptor }, lost)
}

const sayState = (state: NodeState) => (state === 'crashed' ? 'dead' : state)

function flightsOf(world: World, connection: Connection): FlightView[] {
  const cut = world.lines.get(connection.pair.id)?.cut ?? false
  return sides.flatMap((side) => {
    const from = connection.pair[side]
    const to = connection.pair[opposite(side)]
    return connection[side].flights.map((flight) => ({
      pair: connection.pair.id,
      connection: connection.id,
      sender: side,
      from,
      to,
      message: messageIn(connection, side, flight),
      sentAt: flight.sentAt,
      arrivesAt: flight.arrivesAt,
      stuck: cut && flight.arrivesAt <= world.now,
      sent: flight.sent,
    }))
  })
}

function messageIn({ id }: Connection, sender: Side, { content, number, call }: Packet): Message {
  return messageOf(content.words, id, sender, { message: number, call })
}

function rolloutOf({ rollout: actor }: World): RolloutView | null {
  if (actor === null) return null
  const { rules, step } = actor.table.snapshot(actor.state).context as RolloutContext
  const { steps, waves } = rules
  return { state: actor.table.leaves(actor.state)[0] as RolloutState, step, steps, ...(waves && { waves }) }
}
