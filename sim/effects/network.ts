/**
 * The network: reliable, ordered streams, as TCP gives them. Messages of one direction never overtake each other and
 * none is missing in the middle; opening and closing take a trip. A cut line loses nothing either: what is under way
 * is sent again when the line is healed.
 */

import type { ConnectorEvent } from '#machines/connector.ts'
import type { Pair } from '../engine/cluster.ts'
import { type Content, contentOf } from '../engine/content.ts'
import { drawLatency } from '../engine/draw-latency.ts'
import type { Words } from '../engine/fact.ts'
import { invariant } from '../engine/invariant.ts'
import { recordOn, roundTime, type Sim, scheduleAt } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import { randomKey } from '../engine/random.ts'
import type { AttemptOutcome } from '../engine/trace-event.ts'
import {
  type Connection,
  type ConnectionEnd,
  changing,
  type Flight,
  type Line,
  type Packet,
} from '../engine/world.ts'
import { trafficOn } from '../protocol/traffic.ts'
import { eventOf } from '../protocol/words.ts'
import type { Levels } from '../scenario/release.ts'
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
    owner: world.owner,
    key: null,
    id,
    serial: world.dialled++,
    pair,
    dialer: newEnd(sim, id, 'dialer'),
    acceptor: newEnd(sim, id, 'acceptor'),
    calls: [],
    callsMade: 0,
    tested: false,
    repeated: trafficOn(sim.cluster.scenario, pair.link).repeat.map(() => 0),
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
  send(sim, connection, 'dialer', bare(sim, 'dial'), cause)
}

/** What is known of a pair from its last attempt. */
function outcomeBefore({ connections }: Sim['world'], previous: string | undefined): AttemptOutcome | null {
  const last = connections.get(previous ?? '')
  return last?.outcome ?? last?.before ?? null
}

/** Puts a message on the stream of the end that sends it. */
export function send(
  sim: Sim,
  connection: Connection,
  sender: Side,
  content: Content,
  cause: number,
  call = 0,
): void {
  const end = connection[sender]
  const number = ++end.sent
  const sent = recordOn(sim, connection, sender, content.told.send, cause, number, call)
  const { now: sentAt } = sim.world
  const kept: Flight = { content, call, number, sentAt, sent, launches: 0, arrivesAt: 0 }
  const flight = launch(sim, connection, sender, kept)
  invariant(() => isLater(end.flights.at(-1), flight), 'messages of one direction follow each other')
  end.flights = [...end.flights, flight]
}

/** A message without a name of its own, such as `close`. */
export const bare = ({ cluster }: Sim, kind: Words['kind']): Content =>
  contentOf(cluster.contents, { kind, name: kind })

/** A flight's time is up: its message arrives, unless the line is cut. */
export function arrive(sim: Sim, id: string, sender: Side, message: number): void {
  const { world } = sim
  const connection = world.connections.get(id)
  const flight = connection?.[sender].flights[0]
  // A flight that was sent again or swept away by a reset has another time, or is no longer there.
  if (connection === undefined || flight?.number !== message || flight.arrivesAt !== world.now) return
  if (!world.lines.get(connection.pair.id)?.cut) arriveNow(sim, id, sender)
}

/** The first message that an end has under way arrives, whether or not its time is up. */
export function arriveNow(sim: Sim, id: string, sender: Side): void {
  const connection = changing(sim.world, id)
  const flight = connection?.[sender].flights[0]
  if (connection === undefined || flight === undefined) return
  const others = connection[sender].flights.slice(1)
  connection[sender].flights = others
  const receiver = opposite(sender)
  invariant(() => isLater(flight, others[0]), 'no message overtakes another one')
  const end = connection[receiver]
  end.flushing = fewer(end.flushing)
  receive(sim, connection, receiver, flight)
}

/** Whether a message was sent after another one, if there are both. */
function isLater(first: Flight | undefined, second: Flight | undefined): boolean {
  return first === undefined || second === undefined || first.number < second.number
}

const fewer = (mayCome: number | null) => (mayCome === null ? null : Math.max(0, mayCome - 1))

/** Cuts the wire between two nodes: nothing arrives over it until it is healed. */
export function cut(sim: Sim, pair: string): void {
  changeLine(sim, pair, { cut: true })
}

/** From now on the line of a pair is otherwise. */
export function changeLine({ world, cluster }: Sim, pair: string, change: Partial<Line>): void {
  const { latency } = cluster.scenario
  if (cluster.pairs.has(pair)) {
    world.lines.set(pair, { cut: false, latency, ...world.lines.get(pair), ...change })
  }
}

/** Heals a cut wire. What was held up by the cut is sent again, and nothing overtakes it. */
export function heal(sim: Sim, pair: string, cause: number): void {
  const { world } = sim
  if (!world.lines.get(pair)?.cut) return
  changeLine(sim, pair, { cut: false })
  for (const connection of connectionsOf(sim, pair)) {
    for (const side of sides) {
      const end = connection[side]
      end.notBefore = 0
      end.flights = end.flights.map((flight) =>
        flight.arrivesAt <= world.now
          ? launch(sim, connection, side, flight)
          : land(sim, connection, side, flight, flight.arrivesAt),
      )
    }
    judge(sim, connection, cause)
  }
}

/** Breaks the connections of a pair from outside: what is under way is lost, and a trip later both ends know. */
export function reset(sim: Sim, pair: string, cause: number): void {
  for (const connection of connectionsOf(sim, pair)) {
    if (sides.every((side) => isGone(connection, side))) continue
    connection.broken = true
    for (const side of sides) {
      const { flights } = connection[side]
      connection[side].flights = []
      for (const flight of flights) {
        lose(sim, connection, side, flight, 'swept away by a reset', flight.sent)
      }
      send(sim, connection, side, bare(sim, 'reset'), cause)
    }
  }
}

/** Records that a message reaches nobody. */
export function lose(
  sim: Sim,
  connection: Connection,
  sender: Side,
  { content, call, number }: Packet,
  reason: string,
  cause: number,
): void {
  const fact = { kind: 'lost', message: content.words, reason, severity: 'warning' } as const
  recordOn(sim, connection, sender, fact, cause, number, call)
}

/** The connections of a pair that are kept, oldest first, to be changed. */
export function connectionsOf({ world }: Sim, pair: string): Connection[] {
  const own = [...world.connections.values()].filter((connection) => connection.pair.id === pair)
  return own.flatMap(({ id }) => changing(world, id) ?? [])
}

/** Draws how long a flight takes from now on, and puts its arrival down. Gives the flight that it is then. */
function launch(sim: Sim, connection: Connection, sender: Side, flight: Flight): Flight {
  const { world, cluster } = sim
  const latency = world.lines.get(connection.pair.id)?.latency ?? cluster.scenario.latency
  const launches = flight.launches + 1
  const took = drawLatency(latency, connection[sender].key, `${flight.number} ${launches}`)
  return land(sim, connection, sender, { ...flight, launches }, world.now + took)
}

/** Puts an arrival down, not before those of the messages ahead of it. Gives the flight that it is then. */
function land(sim: Sim, connection: Connection, sender: Side, flight: Flight, at: number): Flight {
  const end = connection[sender]
  const arrivesAt = roundTime(Math.max(at, end.notBefore))
  invariant(() => arrivesAt >= sim.world.now, 'nothing arrives before it is sent')
  end.notBefore = arrivesAt
  const { number: message } = flight
  scheduleAt(sim, arrivesAt, { kind: 'arrive', connection: connection.id, sender, message })
  return { ...flight, arrivesAt }
}

function receive(sim: Sim, connection: Connection, receiver: Side, flight: Flight): void {
  const sender = opposite(receiver)
  const { content, number, call, sent } = flight
  const { kind } = content
  const deliver = () => recordOn(sim, connection, sender, content.told.deliver, sent, number, call)
  if (kind === 'dial') {
    answerDial(sim, connection, deliver())
    return
  }
  if (isGone(connection, receiver)) {
    // Two ends that close at the same time have nothing left to tell each other.
    const isNews = kind !== 'close' && kind !== 'reset'
    const why = 'the connection is closed at the other end'
    if (isNews) lose(sim, connection, sender, flight, why, sent)
    forgetIfOver(sim, connection.id)
    return
  }
  const cause = deliver()
  if (kind === 'refuse') {
    settle(sim, connection, 'refused', `${connection.pair.acceptor} does not listen`, cause)
  }
  tellEnd(sim, connection, receiver, content.event, cause, flight)
  if (kind === 'accept') tellItsConnector(sim, connection, connected, cause)
}

const connected: ConnectorEvent = { type: 'attempt connected' }

function answerDial(sim: Sim, connection: Connection, cause: number): void {
  const { state, release } = nodeView(sim.world, connection.pair.acceptor)
  if (state !== 'running') {
    send(sim, connection, 'acceptor', bare(sim, 'refuse'), cause)
    return
  }
  makeEnd(sim, connection, 'acceptor', release)
  send(sim, connection, 'acceptor', bare(sim, 'accept'), cause)
  tellEnd(sim, connection, 'acceptor', eventOf('accept'), cause)
}

function newEnd({ cluster }: Sim, connection: string, side: Side): ConnectionEnd {
  return {
    actor: null,
    release: null,
    levels: nowhere,
    process: 0,
    key: randomKey(cluster.seed, `latency ${connection} ${side} `),
    sent: 0,
    notBefore: 0,
    flights: [],
    held: [],
    flushing: null,
  }
}

const nowhere: Levels = {}
