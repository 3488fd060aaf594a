/**
 * The network: reliable, ordered streams, as TCP gives them. Messages of one direction never overtake each other and
 * none is missing in the middle; opening and closing take a trip. A cut line loses nothing either: what is under way
 * is sent again when the line is healed.
 */

import type { Pair } from '../engine/cluster.ts'
import { drawLatency } from '../engine/draw-latency.ts'
import { invariant } from '../engine/invariant.ts'
import { record, roundTime, type Sim, scheduleAt } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import type { AttemptOutcome, Message } from '../engine/trace.ts'
import { type Connection, endActor, type Flight, messageId, type Stream } from '../engine/world.ts'
import { eventOf } from '../protocol/words.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'
import { forgetIfOver, isGone, judge, makeEnd, settle, tellEnd } from './ends.ts'
import { remembered } from './retry-memory.ts'
import { tellItsConnector } from './tell.ts'

/**
 * Begins an attempt to connect.
 *
 * @param offers what the dialer offers after it was refused; else what it remembers, or what its release offers
 */
export function dial(sim: Sim, pair: Pair, cause: number, offers?: string): void {
  const { world } = sim
  const previous = world.latest.get(pair.id)
  const attempt = (world.attempts.get(pair.id) ?? 0) + 1
  const id = `${pair.id}#${attempt}`
  const connection: Connection = {
    id,
    pair: pair.id,
    nodes: { dialer: pair.dialer, acceptor: pair.acceptor },
    ends: { dialer: endActor(id, 'dialer'), acceptor: endActor(id, 'acceptor') },
    releases: { dialer: null, acceptor: null },
    levels: { dialer: {}, acceptor: {} },
    processes: { dialer: 0, acceptor: 0 },
    streams: { dialer: newStream(), acceptor: newStream() },
    held: { dialer: [], acceptor: [] },
    flushing: { dialer: null, acceptor: null },
    calls: new Map(),
    callsMade: 0,
    tested: false,
    repeated: [],
    outcome: null,
    before: outcomeBefore(world, previous),
    abandoned: false,
    broken: false,
    unreadable: null,
  }
  world.attempts.set(pair.id, attempt)
  world.latest.set(pair.id, connection.id)
  world.connections.set(connection.id, connection)
  if (previous !== undefined) forgetIfOver(sim, previous)
  makeEnd(sim, connection, 'dialer', nodeView(world, pair.dialer).release, offers ?? remembered(sim, pair))
  send(sim, connection, 'dialer', bare('dial'), cause)
}

/** What is known of a pair from its last attempt. */
function outcomeBefore({ connections }: Sim['world'], previous: string | undefined): AttemptOutcome | null {
  const last = connections.get(previous ?? '')
  return last?.outcome ?? last?.before ?? null
}

/** Puts a message on the stream of the end that sends it. */
export function send(sim: Sim, connection: Connection, sender: Side, content: Message, cause: number): void {
  const stream = connection.streams[sender]
  const message = { ...content, id: messageId(connection.id, sender, ++stream.sent) }
  const sent = record(sim, { kind: 'send', ...route(connection, sender), message, cause })
  const flight: Flight = { message, sentAt: sim.world.now, sent, launches: 0, arrivesAt: 0 }
  invariant(() => isLater(stream.flights.at(-1), flight), 'messages of one direction follow each other')
  stream.flights.push(flight)
  launch(sim, connection, sender, flight)
}

/** A message without a name of its own, such as `close`. */
export const bare = (kind: Message['kind']): Message => ({ id: null, kind, name: kind, call: null })

/** A flight's time is up: its message arrives, unless the line is cut. */
export function arrive(sim: Sim, id: string, sender: Side, messageId: string): void {
  const { world } = sim
  const connection = world.connections.get(id)
  const flight = connection?.streams[sender].flights[0]
  // A flight that was sent again or swept away by a reset has another time, or is no longer there.
  if (connection === undefined || flight?.message.id !== messageId || flight.arrivesAt !== world.now) return
  if (!world.lines.get(connection.pair)?.cut) arriveNow(sim, connection, sender)
}

/** The first message that an end has under way arrives, whether or not its time is up. */
export function arriveNow(sim: Sim, connection: Connection, sender: Side): void {
  const flight = connection.streams[sender].flights.shift()
  if (flight === undefined) return
  const receiver = opposite(sender)
  invariant(() => isLater(flight, connection.streams[sender].flights[0]), 'no message overtakes another one')
  connection.flushing[receiver] = fewer(connection.flushing[receiver])
  receive(sim, connection, receiver, flight)
}

/** Whether a message was sent after another one, if there are both. Its name ends with its place in the stream. */
function isLater(first: Flight | undefined, second: Flight | undefined): boolean {
  const place = ({ message }: Flight) => Number(message.id?.split(' ').at(-1))
  return first === undefined || second === undefined || place(first) < place(second)
}

const fewer = (mayCome: number | null) => (mayCome === null ? null : Math.max(0, mayCome - 1))

/** Cuts the wire between two nodes: nothing arrives over it until it is healed. */
export function cut(sim: Sim, pair: string): void {
  const line = sim.world.lines.get(pair)
  if (line) line.cut = true
}

/** Heals a cut wire. What was held up by the cut is sent again, and nothing overtakes it. */
export function heal(sim: Sim, pair: string, cause: number): void {
  const { world } = sim
  const line = world.lines.get(pair)
  if (!line?.cut) return
  line.cut = false
  for (const connection of connectionsOf(sim, pair)) {
    for (const side of sides) {
      const stream = connection.streams[side]
      stream.notBefore = 0
      for (const flight of stream.flights) {
        if (flight.arrivesAt <= world.now) {
          launch(sim, connection, side, flight)
        } else {
          land(sim, connection, side, flight, flight.arrivesAt)
        }
      }
    }
    judge(sim, connection, cause)
  }
}

/** Breaks the connections of a pair from outside: what is under way is lost, and a trip later both ends know. */
export function reset(sim: Sim, pair: string, cause: number): void {
  for (const connection of connectionsOf(sim, pair)) {
    if (sides.every((side) => isGone(sim.world, connection, side))) continue
    connection.broken = true
    for (const side of sides) {
      for (const { message, sent } of connection.streams[side].flights.splice(0)) {
        lose(sim, connection, side, message, 'swept away by a reset', sent)
      }
      send(sim, connection, side, bare('reset'), cause)
    }
  }
}

/** Records that a message reaches nobody. */
export function lose(
  sim: Sim,
  connection: Connection,
  sender: Side,
  message: Message,
  reason: string,
  cause: number,
): void {
  record(sim, { kind: 'lost', ...route(connection, sender), message, reason, severity: 'warning', cause })
}

/** Whence and where the messages of one end go, for a trace event. */
export function route(connection: Connection, sender: Side) {
  const { nodes } = connection
  return { connection: connection.id, from: nodes[sender], to: nodes[opposite(sender)] }
}

/** The connections of a pair that are kept, oldest first. */
export function connectionsOf({ world }: Sim, pair: string): Connection[] {
  return [...world.connections.values()].filter((connection) => connection.pair === pair)
}

/** Draws how long a flight takes from now on, and puts its arrival down. */
function launch(sim: Sim, connection: Connection, sender: Side, flight: Flight): void {
  const { world, cluster } = sim
  const latency = world.lines.get(connection.pair)?.latency ?? cluster.scenario.latency
  const key = `latency ${flight.message.id} ${++flight.launches}`
  land(sim, connection, sender, flight, world.now + drawLatency(latency, cluster.seed, key))
}

/** Puts an arrival down, not before those of the messages ahead of it. */
function land(sim: Sim, connection: Connection, sender: Side, flight: Flight, at: number): void {
  const stream = connection.streams[sender]
  flight.arrivesAt = roundTime(Math.max(at, stream.notBefore))
  invariant(() => flight.arrivesAt >= sim.world.now, 'nothing arrives before it is sent')
  stream.notBefore = flight.arrivesAt
  const message = flight.message.id ?? ''
  scheduleAt(sim, flight.arrivesAt, { kind: 'arrive', connection: connection.id, sender, message })
}

function receive(sim: Sim, connection: Connection, receiver: Side, { message, sent }: Flight): void {
  const sender = opposite(receiver)
  const deliver = () => record(sim, { kind: 'deliver', ...route(connection, sender), message, cause: sent })
  if (message.kind === 'dial') {
    answerDial(sim, connection, deliver())
    return
  }
  if (isGone(sim.world, connection, receiver)) {
    // Two ends that close at the same time have nothing left to tell each other.
    const isNews = message.kind !== 'close' && message.kind !== 'reset'
    if (isNews) lose(sim, connection, sender, message, 'the connection is closed at the other end', sent)
    forgetIfOver(sim, connection.id)
    return
  }
  const cause = deliver()
  if (message.kind === 'refuse') {
    settle(sim, connection, 'refused', `${connection.nodes.acceptor} does not listen`, cause)
  }
  const event = eventOf(message.kind, message.said ?? message.name, message.again)
  tellEnd(sim, connection, receiver, event, cause, message)
  if (message.kind === 'accept') tellItsConnector(sim, connection, { type: 'attempt connected' }, cause)
}

function answerDial(sim: Sim, connection: Connection, cause: number): void {
  const { state, release } = nodeView(sim.world, connection.nodes.acceptor)
  if (state !== 'running') {
    send(sim, connection, 'acceptor', bare('refuse'), cause)
    return
  }
  makeEnd(sim, connection, 'acceptor', release)
  send(sim, connection, 'acceptor', bare('accept'), cause)
  tellEnd(sim, connection, 'acceptor', { type: 'connected' }, cause)
}

function newStream(): Stream {
  return { sent: 0, notBefore: 0, flights: [] }
}
