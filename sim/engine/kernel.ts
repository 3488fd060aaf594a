/**
 * The kernel: takes what is next off the event queue, steps the machines that it concerns, and carries out what they ask
 * for. It knows time, timers and actors; what an action means is said by the table of handlers that it is handed.
 */

import { madeIn } from '../memo/made-in.ts'
import type { Action, Move, Transition } from '../protocol/transition-table.ts'
import type { Side } from '../scenario/side.ts'
import type { Cluster } from './cluster.ts'
import { type Entry, put, strike, take } from './event-queue.ts'
import type { Body, Fact } from './fact.ts'
import { invariant } from './invariant.ts'
import {
  type Actor,
  actorOf,
  type Connection,
  changing,
  type Happening,
  nameOf,
  type Packet,
  type World,
} from './world.ts'

/** A run under way. */
export interface Sim {
  readonly cluster: Cluster
  readonly world: World
  readonly handlers: Handlers
  /** Told of every trace event as it happens; null where nobody wants to know. */
  readonly listen: Listener | null
  /** Whoever looks at the cluster on the way, and notes what is found; a walk looks by itself where it rests. */
  readonly looks?: Looks
  /** Told of what the trace leaves out; few runs have one. */
  readonly watch?: Watch
}

/**
 * Told of a trace event in parts, of which most are shared with others; see `Own` for the last four. It happens at the moment of
 * the world.
 */
export type Listener = (
  world: World,
  fact: Fact,
  cause: number | null,
  connection: Told | null,
  side: Side | null,
  message: number,
  call: number,
) => void

/** What is told of the connection that an event is about. */
export type Told = Pick<Connection, 'id' | 'serial'>

/** What is looked at while a run goes on, and when. */
export interface Looks {
  /** A machine has gone to other leaves. */
  readonly moved: (sim: Sim, actor: Actor, to: readonly string[], cause: number) => void
  /** It is time to look at everything that has come to rest. */
  readonly around: (sim: Sim, cause: number) => void
  /** All that happened at a stroke is done, of which somebody has asked for a judgement. */
  readonly judge: (sim: Sim, cause: number) => void
}

/** Told of every machine and of every event that one is handed, also of those that change nothing. */
export interface Watch {
  readonly made: (world: World, actor: Actor) => void
  readonly gone: (world: World, actor: Actor) => void
  /** The machine has taken the event. `because` is its transition in the trace, or the cause where it made none. */
  readonly stepped: (
    world: World,
    actor: Actor,
    event: { type: string },
    cause: number,
    because: number,
  ) => void
}

/** What an event is about, beside the machine that it goes to. */
export interface About {
  /** The connection of an end, or that a connector is told of. */
  readonly connection: Connection | null
  /** The message that arrives at an end, or that is to be sent. */
  readonly packet: Packet | null
}

const nothing: About = { connection: null, packet: null }

type Request = Extract<Action, { kind: 'do' }>

/** How the simulator carries out what machines ask for, and what it does with each happening. */
export interface Handlers {
  readonly act: (sim: Sim, actor: Actor, asked: Request, cause: number, about: About) => void
  readonly happen: (sim: Sim, happening: Exclude<Happening, { kind: 'timer' }>) => void
  /** Told when all that follows from a happening is done. `cause` is the first event that it left in the trace. */
  readonly done: (sim: Sim, happening: Happening, cause: number) => void
  /** Told when a machine has gone from leaves to other leaves, before what it asks for is done. */
  readonly moved: (sim: Sim, actor: Actor, to: readonly string[], cause: number) => void
}

/** Virtual time has a resolution of a microsecond: floating-point dust would differ between engines. */
const resolution = 1_000

/** Puts a happening down for `delay` virtual milliseconds from now. */
export function schedule(sim: Sim, delay: number, happening: Happening): Entry<Happening> {
  return scheduleAt(sim, sim.world.now + delay, happening)
}

/** Puts a happening down for a time, or for now if that is over. */
export function scheduleAt(sim: Sim, at: number, happening: Happening): Entry<Happening> {
  const { world } = sim
  return put(world.eventQueue, Math.max(roundTime(at), world.now), happening)
}

export const roundTime = (at: number) => Math.round(at * resolution) / resolution

/** The first time that is later than `time`: whatever happens until then has happened. */
export function justAfter(time: number): number {
  const at = roundTime(time)
  return at > time ? at : roundTime(at + 1 / resolution)
}

type Draft = Body extends infer B
  ? B extends Body
    ? Omit<B, 'severity'> & { readonly severity?: Body['severity']; readonly cause: number | null }
    : never
  : never

/** Appends an event that is about no connection to the trace, and gives its id. */
export function record({ listen, world }: Sim, draft: Draft): number {
  if (listen !== null) {
    const { cause, ...body } = draft
    listen(world, { severity: 'info', ...body } as Fact, cause, null, null, 0, 0)
  }
  return world.events++
}

/** The same of one that is about a connection, or an end of it: with which message and which call of it, if it is about any. */
export function recordOn(
  sim: Sim,
  connection: Told,
  side: Side | null,
  fact: Fact,
  cause: number,
  message = 0,
  call = 0,
): number {
  sim.listen?.(sim.world, fact, cause, connection, side, message, call)
  return sim.world.events++
}

/** Starts the run: what every machine asks for on entering its first state is done now. */
export function begin(sim: Sim): void {
  const { scenario, seed } = sim.cluster
  const start = record(sim, { kind: 'start', scenario: scenario.name, seed, cause: null })
  const { nodes, connectors } = sim.world
  for (const actor of [...nodes.values(), ...connectors.values()]) {
    perform(sim, actor, actor.table.initial, start, nothing)
  }
}

/**
 * Takes what is next off the event queue. What comes of it is a moment of the run; nothing does of a timer that was
 * cancelled or an arrival that was put off.
 */
export function tick(sim: Sim): void {
  const { world } = sim
  const entry = take(world.eventQueue)
  if (entry === null) return
  invariant(() => entry.at >= world.now, 'time never goes back')
  passTo(world, entry.at)
  atOneStroke(sim, entry.item, () => happen(sim, entry))
}

/** Lets time pass, if it is not that late already. */
export function passTo(world: World, at: number): void {
  if (at <= world.now) return
  world.now = at
  world.stroke = world.moment
}

/** Lets an entry of the event queue happen now, before its time or after it: the clock stays where it is. */
export function bringForward(sim: Sim, entry: Entry<Happening>): void {
  strike(sim.world.eventQueue, ({ sequence }) => sequence === entry.sequence)
  atOneStroke(sim, entry.item, () => happen(sim, entry))
}

/** Does what happens as a moment of the run. One in which nothing is recorded is none. */
export function atOneStroke(sim: Sim, happening: Happening, act: () => void): void {
  const { world } = sim
  const before = world.events
  world.moment++
  act()
  if (world.events === before) world.moment--
  else sim.handlers.done(sim, happening, before)
}

/** Whether an entry of the event queue still means something: a timer may be cancelled or set anew. */
export function isAlive(world: World, { item, sequence }: Entry<Happening>): boolean {
  return item.kind !== 'timer' || actorOf(world, item.who)?.timer?.sequence === sequence
}

function happen(sim: Sim, entry: Entry<Happening>): void {
  if (entry.item.kind !== 'timer') sim.handlers.happen(sim, entry.item)
  else if (isAlive(sim.world, entry)) fire(sim, entry.item)
}

function fire(sim: Sim, { who, id, event, cause }: Extract<Happening, { kind: 'timer' }>): void {
  const { world } = sim
  const connection = who.machine === 'end' ? (changing(world, who.subject) ?? null) : null
  const actor = actorOf(world, who)
  if (actor === null) return
  actor.timer = null
  const timer = timerName(id)
  const told =
    connection === null
      ? record(sim, { kind: 'timer', actor: nameOf(actor), timer, cause })
      : recordOn(sim, connection, actor.side, { kind: 'timer', severity: 'info', timer }, cause)
  dispatch(sim, actor, event, told, connection)
}

/**
 * Steps one machine with an event and carries out what it asks for. Nothing comes of it where there is no such machine.
 *
 * @param cause the trace event that this follows from
 * @param connection the one of an end, or that a connector is told of
 * @param packet the message that arrives at an end, or that is to be sent
 */
export function dispatch(
  sim: Sim,
  actor: Actor | null | undefined,
  event: { type: string },
  cause: number,
  connection: Connection | null = null,
  packet: Packet | null = null,
): void {
  if (!actor) return
  const { table, state } = actor
  const step = table.step(state, event)
  const { move } = step
  actor.state = step.state
  const because = move === null ? cause : tellMove(sim, actor, move, event, cause, connection)
  sim.watch?.stepped(sim.world, actor, event, cause, because)
  if (move !== null) sim.handlers.moved(sim, actor, move.to, because)
  perform(sim, actor, step, because, { connection, packet })
}

function tellMove(
  sim: Sim,
  actor: Actor,
  move: Move,
  event: { type: string },
  cause: number,
  connection: Connection | null,
): number {
  if (sim.listen === null) return sim.world.events++
  const { machine, side } = actor
  if (machine === 'end' && connection !== null) {
    return recordOn(
      sim,
      connection,
      side,
      madeIn(ofEnds, move, () => factOf(move, event)),
      cause,
    )
  }
  const name = nameOf(actor)
  const byActor = madeIn(ofOthers, move, () => new Map<string, Fact>())
  const fact = madeIn(byActor, name, () => ({ ...factOf(move, event), actor: name }))
  sim.listen(sim.world, fact, cause, null, null, 0, 0)
  return sim.world.events++
}

/** What is recorded of each move: a move belongs to one event. Of ends it is the same, of others it has their names in it. */
const ofEnds = new WeakMap<Move, MoveFact>()
const ofOthers = new WeakMap<Move, Map<string, Fact>>()

type MoveFact = Omit<Extract<Body, { readonly kind: 'transition' }>, 'actor'>

function factOf({ from, to }: Move, event: { type: string }): MoveFact {
  invariant(() => from.length === to.length, 'a machine is in one state of each of its regions')
  return { kind: 'transition', event: eventName(event), from, to, severity: 'info' }
}

function perform(sim: Sim, actor: Actor, { actions }: Transition, cause: number, about: About): void {
  for (const action of actions) {
    switch (action.kind) {
      case 'do':
        sim.handlers.act(sim, actor, action, cause, about)
        break
      case 'set timer': {
        const { id, delay, event } = action
        // An end without patience waits for ever.
        if (!Number.isFinite(delay)) break
        invariant(() => actor.timer === null, 'a machine waits for one thing at a time')
        const { machine, subject, side } = actor
        const { sequence, at } = schedule(sim, delay, {
          kind: 'timer',
          who: { machine, subject, side },
          id,
          event,
          cause,
        })
        actor.timer = { id, sequence, at }
        break
      }
      case 'cancel timer':
        if (actor.timer?.id === action.id) actor.timer = null
    }
  }
}

/** `disconnectPoll` for XState's `xstate.after.disconnectPoll.connector.waiting`. */
const timerName = (id: string) => id.split('.')[2] ?? id

const eventName = (event: { type: string }) =>
  event.type.startsWith('xstate.after.') ? timerName(event.type) : event.type
