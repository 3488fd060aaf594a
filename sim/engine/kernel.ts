/**
 * The kernel: takes what is next off the event queue, steps the machines that it concerns, and carries out what they ask
 * for. It knows time, timers and actors; what an action means is said by the table of handlers that it is handed.
 */

import type { Action, Transition } from '../protocol/transition-table.ts'
import type { Cluster } from './cluster.ts'
import { type Entry, put, strike, take } from './event-queue.ts'
import { invariant } from './invariant.ts'
import type { Message, TraceEvent } from './trace.ts'
import { type Actor, type Connection, type Happening, timerKey, type World } from './world.ts'

/** A run under way. */
export interface Sim {
  readonly cluster: Cluster
  readonly world: World
  readonly handlers: Handlers
  /** Takes every trace event as it happens; null where nobody wants to know. */
  readonly listen: ((event: TraceEvent) => void) | null
  /** Whoever looks at the cluster on the way, and notes what is found; a walk looks by itself where it rests. */
  readonly looks?: Looks
  /** Told of what the trace leaves out; few runs have one. */
  readonly watch?: Watch
}

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
  /** The connection that a connector is told of. */
  readonly connection?: Connection
  /** The message that arrives at an end, or that is to be sent. */
  readonly message?: Message
}

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

type Omitted = 'id' | 'at' | 'moment' | 'severity'
type Draft = TraceEvent extends infer E
  ? E extends TraceEvent
    ? Omit<E, Omitted> & { readonly severity?: E['severity'] }
    : never
  : never

/** Appends an event to the trace and gives its id. */
export function record(sim: Sim, draft: Draft): number {
  const { world } = sim
  const id = world.events++
  sim.listen?.({ id, at: world.now, moment: world.moment, severity: 'info', ...draft } as TraceEvent)
  return id
}

/** Starts the run: what every machine asks for on entering its first state is done now. */
export function begin(sim: Sim): void {
  const { scenario, seed } = sim.cluster
  const start = record(sim, { kind: 'start', scenario: scenario.name, seed, cause: null })
  for (const actor of [...sim.world.actors.values()]) perform(sim, actor, actor.table.initial, start, {})
}

/** Adds a machine to the run, in place of one that has its id. */
export function addActor({ world, watch }: Sim, actor: Actor): void {
  world.actors.set(actor.id, actor)
  watch?.made(world, actor)
}

/** Takes a machine out of the run. */
export function removeActor({ world, watch }: Sim, id: string): void {
  const actor = world.actors.get(id)
  world.actors.delete(id)
  if (actor) watch?.gone(world, actor)
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
export function isAlive({ timers }: World, { item, sequence }: Entry<Happening>): boolean {
  return item.kind !== 'timer' || timers.get(timerKey(item.actor, item.id))?.sequence === sequence
}

function happen(sim: Sim, entry: Entry<Happening>): void {
  if (entry.item.kind !== 'timer') sim.handlers.happen(sim, entry.item)
  else if (isAlive(sim.world, entry)) fire(sim, entry.item)
}

function fire(sim: Sim, { actor, id, event, cause }: Extract<Happening, { kind: 'timer' }>): void {
  sim.world.timers.delete(timerKey(actor, id))
  dispatch(sim, actor, event, record(sim, { kind: 'timer', actor, timer: timerName(id), cause }))
}

/**
 * Steps one machine with an event and carries out what it asks for.
 *
 * @param cause the trace event that this follows from
 */
export function dispatch(
  sim: Sim,
  id: string,
  event: { type: string },
  cause: number,
  about: About = {},
): void {
  const actor = sim.world.actors.get(id)
  if (actor === undefined) return
  const { table, state } = actor
  const step = table.step(state, event)
  actor.state = step.state
  let because = cause
  const from = table.leaves(state)
  const to = table.leaves(step.state)
  invariant(() => from.length === to.length, 'a machine is in one state of each of its regions')
  if (state !== step.state && from.join() !== to.join()) {
    because = record(sim, { kind: 'transition', actor: id, event: eventName(event), from, to, cause })
  }
  sim.watch?.stepped(sim.world, actor, event, cause, because)
  if (because !== cause) sim.handlers.moved(sim, actor, to, because)
  perform(sim, actor, step, because, about)
}

function perform(sim: Sim, actor: Actor, step: Transition, cause: number, about: About): void {
  for (const action of step.actions) {
    switch (action.kind) {
      case 'do':
        sim.handlers.act(sim, actor, action, cause, about)
        break
      case 'set timer': {
        const { id: timer, delay, event } = action
        // An end without patience waits for ever.
        if (!Number.isFinite(delay)) break
        const happening = { kind: 'timer', actor: actor.id, id: timer, event, cause } as const
        sim.world.timers.set(timerKey(actor.id, timer), schedule(sim, delay, happening))
        break
      }
      case 'cancel timer':
        sim.world.timers.delete(timerKey(actor.id, action.id))
    }
  }
}

/** `disconnectPoll` for XState's `xstate.after.disconnectPoll.connector.waiting`. */
const timerName = (id: string) => id.split('.')[2] ?? id

const eventName = (event: { type: string }) =>
  event.type.startsWith('xstate.after.') ? timerName(event.type) : event.type
