/** The state of a run at one moment. The kernel changes it in place; whoever wants to keep one takes a copy. */

import type { TransitionTable } from '../protocol/transition-table.ts'
import type { Finding } from '../rules/verdict.ts'
import type { Latency, Release } from '../scenario/model.ts'
import type { Levels } from '../scenario/release.ts'
import { type Side, sides } from '../scenario/side.ts'
import type { Cluster, Pair } from './cluster.ts'
import type { Content } from './content.ts'
import { copyEventQueue, createEventQueue, type EventQueue } from './event-queue.ts'
import type { Intervention } from './intervention.ts'
import { connectorActor, endActor, nodeActor, rolloutActor } from './names.ts'
import type { RandomKey } from './random.ts'
import type { AttemptOutcome } from './trace-event.ts'

/** Which machine it is. */
export interface Who {
  readonly machine: 'node' | 'connector' | 'end' | 'rollout'
  /** The node, the service or the connection that it belongs to. */
  readonly subject: string
  /** Which end of the connection it is, for an end. */
  readonly side: Side | null
}

/** A machine in one of its states. */
export interface Actor extends Who {
  readonly table: TransitionTable
  state: number
  /** What it waits for: no machine waits for two things at a time. */
  timer: Timer | null
}

/** A timer that runs. */
interface Timer {
  readonly id: string
  /** The sequence number of its entry in the event queue, and when it fires. */
  readonly sequence: number
  readonly at: number
}

/** A message, on its way or kept back. */
export interface Packet {
  readonly content: Content
  /** The number of the call that a call or a reply belongs to, among those of its connection; 0 for none. */
  readonly call: number
  /** Its place in its stream, from 1 on; 0 for one that is kept back. */
  readonly number: number
}

/** A message on its way. */
export interface Flight extends Packet {
  readonly sentAt: number
  /** The trace event of its sending. */
  readonly sent: number
  /** How often it was put on the wire: again after each cut that held it up. */
  readonly launches: number
  /** When it arrives, unless the line is cut by then. */
  readonly arrivesAt: number
}

export interface WaitingCall {
  /** Its place among the calls of its connection, from 1 on. */
  readonly number: number
  readonly name: string
  readonly madeAt: number
  /** The trace event of its making. */
  readonly made: number
  readonly isTest: boolean
  /** Whether it reads or writes data. */
  readonly data: 'reads' | 'writes' | null
}

/** One end of a connection, with what it keeps back and the stream of what it has sent: what was sent first arrives first. */
export interface ConnectionEnd {
  /** Its machine; null where it was never made. */
  actor: Actor | null
  /** What its node ran when it was made, as it was where the levels stood then; null before. */
  release: Release | null
  levels: Levels
  /** The process of its node that made it, by how many that has started before. */
  process: number
  /** What the latencies of its messages are drawn by, together with the number of each. */
  readonly key: RandomKey
  /** How many messages it has ever sent. */
  sent: number
  /** No later one arrives before this time. */
  notBefore: number
  /** Those that are on their way, and those that are kept back, oldest first. */
  flights: readonly Flight[]
  held: readonly Packet[]
  /**
   * While its queue goes on, how many words may reach it before it does: a queue takes no time, so that they are those that were
   * under way to it when it began. Null where none goes on.
   */
  flushing: number | null
}

export interface Connection extends Readonly<Record<Side, ConnectionEnd>> {
  /** The world that may change it; see `changing`. */
  readonly owner: Owner
  /** What tells it from others, while it stays as it is; null where nobody has asked. */
  key: string | null
  /** The pair and the number of the attempt, such as `c1-s1#2`. */
  readonly id: string
  /** How many were dialled before it. */
  readonly serial: number
  readonly pair: Pair
  /** Those that wait for their answers, oldest first. */
  calls: readonly WaitingCall[]
  callsMade: number
  /** Whether its test calls were answered. */
  tested: boolean
  /** How often each call that is made again and again over its link was made. */
  repeated: readonly number[]
  outcome: AttemptOutcome | null
  /** What became of the attempt before it, while nothing can be told of this one. */
  readonly before: AttemptOutcome | null
  /** Whether its dialer has closed it by its own choice, so that nothing is lost with it. */
  abandoned: boolean
  /** Whether it was ended from outside, so that nobody knows what would have come of it. */
  broken: boolean
  /** The form of data that its dialer has met there and cannot read. */
  unreadable: string | null
}

/** The wire between two nodes, whatever connections are made over it. */
export interface Line {
  readonly cut: boolean
  readonly latency: Latency
}

export type Happening =
  | { readonly kind: 'intervene'; readonly intervention: Intervention }
  | {
      readonly kind: 'timer'
      readonly who: Who
      readonly id: string
      readonly event: { readonly type: string }
      readonly cause: number
    }
  | { readonly kind: 'arrive'; readonly connection: string; readonly sender: Side; readonly message: number }
  | { readonly kind: 'flush'; readonly connection: string; readonly side: Side; readonly cause: number }
  | { readonly kind: 'repeat'; readonly connection: string; readonly index: number; readonly cause: number }
  | { readonly kind: 'give up'; readonly node: string; readonly cause: number }
  | { readonly kind: 'rise'; readonly level: string; readonly to: string; readonly cause: number }
  | { readonly kind: 'judge'; readonly cause: number }

/** Stands for a world, among those that share connections. */
export type Owner = Readonly<Record<string, never>>

export interface World {
  /** Another one from then on when the world is copied. */
  owner: Owner
  now: number
  /** How many moments have passed, and how many had when it came to be now. */
  moment: number
  stroke: number
  /** How often time has gone on though not all that was due had happened: it has no end. */
  rounds: number
  /** How many lines of its path the run has followed, and one more once it has been looked at there; 0 where it follows none. */
  followed: number
  /** How many trace events were recorded. */
  events: number
  readonly eventQueue: EventQueue<Happening>
  /** The machines of nodes and of services, by their ids; those of the ends of connections are there. */
  readonly nodes: Map<string, Actor>
  readonly connectors: Map<string, Actor>
  rollout: Actor | null
  /** Every connection that is not gone, and the last one of each pair. */
  readonly connections: Map<string, Connection>
  /** How many connections were ever dialled. */
  dialled: number
  /** The last attempt of each pair. */
  readonly latest: Map<string, string>
  /** What worked for a dialer that was refused: its offer, by whom it remembers it for. */
  readonly offers: Map<string, string>
  /** The forms in which calls have written data. */
  readonly formats: Set<string>
  /** How many attempts each pair has made. */
  readonly attempts: Map<string, number>
  /** The lines of pairs on which something is not as the scenario says, by the ids of these. */
  readonly lines: Map<string, Line>
  /** How often the process of each node has started since the beginning; not there for the first one. */
  readonly starts: Map<string, number>
  /** Where levels and operations stand, by the ids of their switches. */
  readonly values: Map<string, string>
  /** The values that nodes find in their configuration when they start next. */
  readonly configured: Map<string, string>
  /** What was found when the cluster was looked at last: by where that was, and then by rule and reason. */
  findings: ReadonlyMap<string, ReadonlyMap<string, Finding>>
  /** Whether the cluster is about to be judged, and how its service is: by what is seen of its connections, or counted only. */
  isJudgeAsked: boolean
  serviceAsked: 'seen' | 'counted' | null
  /** The forms in which nodes write that were up when the rules were looked at. */
  written: ReadonlySet<string>
}

/** A cluster before anything has happened: every machine in its first state, no connection. */
export function createWorld(cluster: Cluster): World {
  return {
    owner: {},
    now: 0,
    moment: 0,
    stroke: 0,
    rounds: 0,
    followed: 0,
    events: 0,
    eventQueue: createEventQueue(),
    nodes: mapValues(cluster.nodes, ({ id, table }) => newActor('node', id, table)),
    connectors: mapValues(cluster.services, ({ id, table }) => newActor('connector', id, table)),
    rollout: null,
    connections: new Map(),
    dialled: 0,
    latest: new Map(),
    attempts: new Map(),
    offers: new Map(),
    formats: new Set(),
    lines: new Map(),
    starts: new Map(),
    values: new Map(Array.from(cluster.switches.values(), ({ id, start }) => [id, start])),
    configured: new Map(),
    findings: new Map(),
    isJudgeAsked: false,
    serviceAsked: null,
    written: new Set(),
  }
}

/** A machine in its initial state. */
export function newActor(
  machine: Actor['machine'],
  subject: string,
  table: TransitionTable,
  side: Side | null = null,
): Actor {
  return { machine, subject, side, table, state: table.initial.state, timer: null }
}

/** The name of a machine in a trace. */
export function nameOf({ machine, subject, side }: Who): string {
  switch (machine) {
    case 'node':
      return nodeActor(subject)
    case 'connector':
      return connectorActor(subject)
    case 'end':
      return endActor(subject, side ?? 'dialer')
    case 'rollout':
      return rolloutActor
  }
}

/** A copy that nothing happens to when something happens to the first. Connections are shared until they change. */
export function copyWorld(world: World): World {
  return {
    ...world,
    ...sharedConnections(world),
    eventQueue: copyEventQueue(world.eventQueue),
    nodes: mapValues(world.nodes, copyActor),
    connectors: mapValues(world.connectors, copyActor),
    rollout: world.rollout && copyActor(world.rollout),
    latest: new Map(world.latest),
    attempts: new Map(world.attempts),
    offers: new Map(world.offers),
    formats: new Set(world.formats),
    lines: new Map(world.lines),
    starts: new Map(world.starts),
    values: new Map(world.values),
    configured: new Map(world.configured),
  }
}

/** The same of a machine; what it waits for never changes. */
export const copyActor = (actor: Actor): Actor => ({ ...actor })

/** The connections of a world for a copy of it. From now on neither changes any without a copy of it. */
export function sharedConnections(world: World): Pick<World, 'connections' | 'owner'> {
  world.owner = {}
  return { connections: new Map(world.connections), owner: {} }
}

/**
 * A connection that is about to change, if it is there: of one that is shared with another world a copy takes its place. Whoever
 * changes a connection has it from here; whoever only looks at it takes it as it is.
 */
export function changing(world: World, id: string): Connection | undefined {
  const connection = world.connections.get(id)
  if (connection === undefined) return undefined
  if (connection.owner === world.owner) {
    connection.key = null
    return connection
  }
  const own = copyConnection(connection, world.owner)
  world.connections.set(id, own)
  return own
}

/** A copy of a connection. Its messages and calls are shared, as lists of them never change. */
function copyConnection(connection: Connection, owner: Owner): Connection {
  const { dialer, acceptor } = connection
  return { ...connection, owner, key: null, dialer: copyEnd(dialer), acceptor: copyEnd(acceptor) }
}

const copyEnd = (end: ConnectionEnd): ConnectionEnd => ({ ...end, actor: end.actor && copyActor(end.actor) })

function mapValues<V, W>(map: ReadonlyMap<string, V>, make: (value: V) => W): Map<string, W> {
  const made = new Map<string, W>()
  for (const [key, value] of map) made.set(key, make(value))
  return made
}

/** Which process of a node lives now, or did last: how many of its processes were started before. */
export const processOf = ({ starts }: World, node: string) => starts.get(node) ?? 0

/** Every machine that there is. */
export function* actorsIn({ nodes, connectors, rollout, connections }: World): Generator<Actor> {
  yield* nodes.values()
  yield* connectors.values()
  if (rollout !== null) yield rollout
  for (const connection of connections.values()) {
    for (const side of sides) {
      const { actor } = connection[side]
      if (actor !== null) yield actor
    }
  }
}

/** A machine, if it is there. */
export function actorOf(world: World, { machine, subject, side }: Who): Actor | null {
  switch (machine) {
    case 'node':
      return world.nodes.get(subject) ?? null
    case 'connector':
      return world.connectors.get(subject) ?? null
    case 'end':
      return world.connections.get(subject)?.[side ?? 'dialer'].actor ?? null
    case 'rollout':
      return world.rollout
  }
}

/** The machine of this name, if it is there. */
export function actorNamed(world: World, name: string): Actor | null {
  const [machine, subject = '', side] = name.split(' ')
  const actor = actorOf(world, { machine, subject, side: side ?? null } as Who)
  // A name may be any text, and no machine's.
  return actor && nameOf(actor) === name ? actor : null
}
