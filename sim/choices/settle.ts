/**
 * Every way in which connections come to rest while nodes and levels stay as they are: depth first, through every choice that
 * there is. Worlds are kept along the way that is being walked only; of the others their keys.
 */

import { saysRefusal } from '#machines/rules.ts'
import { endView, isGone } from '../effects/ends.ts'
import { handlers } from '../effects/handlers.ts'
import type { Cluster } from '../engine/cluster.ts'
import type { Sim } from '../engine/kernel.ts'
import type { Connection, Flight, World } from '../engine/world.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'
import type { Budget } from './budget.ts'
import { type Choice, choicesIn, take, takeUrgent } from './choices.ts'
import { copyForWalk, goingOn } from './copy.ts'
import { connectionsKey } from './key.ts'
import { inOrder } from './order.ts'

/** Connections that are at rest, and a way there: the names of the choices. */
interface Rest {
  readonly key: string
  readonly world: World
  readonly way: readonly string[]
}

/** A way that leads back to where it was before, so that somebody dials for ever: what happens on it, and who dials. */
interface Round {
  readonly key: string
  readonly way: readonly string[]
  readonly pairs: readonly string[]
  readonly world: World
}

export interface Settled {
  readonly rests: readonly Rest[]
  /** The first of the ways without an end that were met; null where each comes to rest. */
  readonly round: Round | null
}

/** A state on the way that is being walked, at which the way parts. */
interface Frame {
  readonly world: World
  /** How often each pair had dialled there. */
  readonly attempts: World['attempts']
  /** What it takes, in bytes, by estimate. */
  readonly size: number
  readonly choices: readonly Choice[]
  /** The place of the next choice to take. */
  next: number
  /** What leads from here to where the way parts next: the names of the choices, and the keys of the states between. */
  names: string[]
  keys: string[]
}

/** A state with more connections than so many for each pair counts for more than one. */
const connectionsPerPair = 4

/** A run in which nobody listens. */
export const silently = (cluster: Cluster, world: World): Sim => ({
  cluster,
  world,
  handlers,
  listen: null,
})

/**
 * Walks from a world, which is used up, to every rest. Gives up with what it has found as soon as the budget is spent.
 *
 * @param isWatched whether what becomes of one connection is looked at from others, as one does that spoils them
 * @param see told every state that is met for the first time
 */
export function settle(
  cluster: Cluster,
  start: World,
  budget: Budget,
  isWatched = false,
  see: (world: World) => void = () => {},
): Settled {
  const rests: Rest[] = []
  const seen = budget.keys()
  /** The states on the way, each with the last one before it, or itself, at which the way parts. */
  const onWay = new Map<string, Frame>()
  const first = frameOf(start, [])
  const frames = [first]
  let round: Round | null = null
  const wayHere = () => frames.flatMap(({ names }) => names)

  /** Goes on from a state until it rests, was met before, or the way parts. */
  const goOn = (from: Frame, world: World): void => {
    for (;;) {
      const key = connectionsKey(cluster, world, isWatched)
      // Where one connection after the other is left behind, every state takes as long to walk through as several others.
      budget.spend(Math.floor(world.connections.size / (connectionsPerPair * cluster.pairs.size)))
      const again = onWay.get(key)
      if (again !== undefined) {
        round ??= { key, way: wayHere(), pairs: dialledSince(again, world), world }
        return
      }
      if (!seen.add(key)) return
      budget.spend()
      see(world)
      const moves = movesIn(cluster, world)
      const choices = isWatched ? moves : nextOf(world, moves)
      const [only, ...others] = choices
      if (only === undefined) {
        rests.push({ key, world, way: wayHere() })
        return
      }
      from.keys.push(key)
      if (others.length > 0) {
        const frame = frameOf(world, choices)
        onWay.set(key, frame)
        frames.push(frame)
        budget.keep(frame.size)
        return
      }
      onWay.set(key, from)
      follow(from, world, only)
      if (budget.spent() !== null) return
    }
  }

  const follow = (from: Frame, world: World, choice: Choice): void => {
    const sim = silently(cluster, world)
    take(sim, choice)
    takeUrgent(sim)
    from.names.push(choice.name)
  }

  goOn(first, copyForWalk(start))
  for (let frame = frames.at(-1); frame !== undefined && budget.spent() === null; frame = frames.at(-1)) {
    for (const key of frame.keys) onWay.delete(key)
    frame.names = []
    frame.keys = []
    const choice = frame.choices[frame.next++]
    if (choice === undefined) {
      if (frames.pop() !== first) budget.keep(-frame.size)
    } else {
      // Whoever takes the last way from a world may go on with it.
      const isLast = frame.next === frame.choices.length
      const world = isLast ? goingOn(frame.world) : copyForWalk(frame.world)
      follow(frame, world, choice)
      goOn(frame, world)
    }
  }
  seen.free()
  return { rests, round }
}

const frameOf = (world: World, choices: readonly Choice[]): Frame => {
  return { world, attempts: world.attempts, size: sizeOf(world), choices, next: 0, names: [], keys: [] }
}

/** What a world takes while it is on the way, in bytes, by estimate. */
const sizeOf = ({ nodes, connectors, connections }: World) =>
  4_000 + (nodes.size + connectors.size) * 150 + connections.size * 1_800

/** What can happen on the connections, nodes and levels aside. */
function movesIn(cluster: Cluster, world: World): readonly Choice[] {
  const moves = choicesIn(cluster, world).filter(
    ({ subject }) => cluster.pairs.has(subject) || cluster.services.has(subject),
  )
  return inOrder(cluster, world, moves)
}

/**
 * As many of these moves as have to be taken next, so that no rest and no way without an end is missed (a persistent set: P.
 * Godefroid, LNCS 1032, 1996): all of them, or else
 *
 * - the first one on a connection that its dialer has left: nothing of it reaches anybody else, and it ends in one way only
 * - the first one on a connection whose ends are both open and keep nothing back: calls and answers change nothing there but
 *   themselves, and commute with whatever happens elsewhere
 * - that the queue of an end goes on which has no bounds, and whose peer never says that it refuses: a word that is kept back a
 *   little longer is like one that is longer under way, unless its end gives the connection up in between
 * - those of an acceptor that a word is about to reach. It takes the first word under way to it, puts words on their way from
 *   it, and sends what it has kept back. All others only put words behind that first one, and take such as were put before; but
 *   what is under way when a queue goes on may reach its end before it does, so that this is so only where that matters to nobody
 *
 * This is so as long as nobody looks at a connection from elsewhere.
 */
function nextOf(world: World, moves: readonly Choice[]): readonly Choice[] {
  for (const move of moves) {
    const first = firstWith(world, move, moves)
    if (first !== null) return first
  }
  return moves
}

/** Those of these moves that have to be taken next by what this one is; null where it does not decide that. */
export function firstWith(
  world: Pick<World, 'connections'>,
  move: Choice,
  moves: readonly Choice[],
): readonly Choice[] | null {
  const { does } = move
  const connection = world.connections.get(connectionOf(does))
  if (connection === undefined) return null
  if (isGone(connection, 'dialer') || isCalm(connection)) return [move]
  if (!('sender' in does) && does.item.kind === 'flush' && isPatient(connection, does.item.side)) {
    return [move]
  }
  if ('sender' in does && does.sender === 'dialer' && isPatient(connection, 'acceptor')) {
    return moves.filter((each) => isOf(each, connection.id, 'acceptor'))
  }
  return null
}

function connectionOf(does: Choice['does']): string {
  if ('sender' in does) return does.connection
  return does.item.kind === 'flush' || does.item.kind === 'repeat' ? does.item.connection : ''
}

/** Whether nothing goes on on a connection but calls and their answers. */
function isCalm(connection: Connection): boolean {
  return (
    connection.tested &&
    sides.every((side) => {
      const { actor } = connection[side]
      const isPassing = actor?.table.leaves(actor.state).join() === 'handshake.open,queue.passing'
      return isPassing && connection[side].flights.every(isCall)
    })
  )
}

/** Whether nothing comes of it how long an end keeps back what it sends. */
function isPatient(connection: Connection, side: Side): boolean {
  const peer = endView(connection, opposite(side))
  const hasBound = endView(connection, side)?.rules.queue !== undefined
  return !hasBound && peer !== null && !saysRefusal(peer.rules)
}

const isCall = ({ content: { kind } }: Flight) => kind === 'call' || kind === 'reply'

/** Whether a move is one of this end of a connection. */
function isOf({ does }: Choice, connection: string, side: Side): boolean {
  if ('sender' in does) return does.connection === connection && does.sender !== side
  return does.item.kind === 'flush' && does.item.connection === connection && does.item.side === side
}

/** The pairs whose dialers have dialled meanwhile. */
function dialledSince(before: Pick<World, 'attempts'>, after: World): string[] {
  return [...after.attempts]
    .filter(([pair, number]) => before.attempts.get(pair) !== number)
    .map(([pair]) => pair)
}
