/**
 * Every way in which connections come to rest while nodes and levels stay as they are: depth first, through every choice that
 * there is. Worlds are kept along the way that is being walked only; of the others their keys.
 */
import { type Choice, choicesIn, take, takeUrgent } from '../choices.ts'
import type { Cluster } from '../cluster.ts'
import { deeds } from '../deeds.ts'
import { isGone } from '../ends.ts'
import type { Sim } from '../kernel.ts'
import type { World } from '../world.ts'
import type { Budget } from './budget.ts'
import { copyForWalk } from './copy.ts'
import { connectionsKey } from './key.ts'

/** Connections that are at rest, and a way there: the names of the choices. */
export interface Rest {
  readonly key: string
  readonly world: World
  readonly way: readonly string[]
}

/** A way that leads back to where it was before, so that somebody dials for ever: what happens on it, and who dials. */
export interface Round {
  readonly way: readonly string[]
  readonly pairs: readonly string[]
  readonly world: World
}

export interface Settled {
  readonly rests: readonly Rest[]
  /** The first of the ways without an end that were met; null where each comes to rest. */
  readonly round: Round | null
}

interface Frame {
  readonly key: string
  readonly world: World
  readonly choices: readonly Choice[]
  /** The place of the next choice to take, and the name of the one that was taken last. */
  next: number
  taken: string
}

/** A run in which nobody listens. */
export const silently = (cluster: Cluster, world: World): Sim => ({ cluster, world, deeds, listen: () => {} })

/**
 * Walks from a world, which is used up, to every rest. Gives up with what it has found as soon as the budget is spent.
 */
export function settle(cluster: Cluster, start: World, budget: Budget): Settled {
  const rests: Rest[] = []
  const seen = budget.keys()
  const onWay = new Map<string, Frame>()
  const frames: Frame[] = []
  let round: Round | null = null
  const wayTo = () => frames.map(({ taken }) => taken)

  const enter = (world: World): void => {
    const key = connectionsKey(cluster, world)
    const again = onWay.get(key)
    if (again !== undefined) {
      round ??= { way: wayTo(), pairs: dialledSince(again.world, world), world }
      return
    }
    if (!seen.add(key)) return
    budget.spend()
    const choices = movesIn(cluster, world)
    if (choices.length === 0) {
      rests.push({ key, world, way: wayTo() })
      return
    }
    const frame = { key, world, choices, next: 0, taken: '' }
    frames.push(frame)
    onWay.set(key, frame)
  }

  takeUrgent(silently(cluster, start))
  enter(start)
  while (frames.length > 0 && budget.spent() === null) {
    const frame = frames[frames.length - 1] as Frame
    const choice = frame.choices[frame.next++]
    if (choice === undefined) {
      frames.pop()
      onWay.delete(frame.key)
      continue
    }
    const world = copyForWalk(frame.world)
    const sim = silently(cluster, world)
    take(sim, choice)
    takeUrgent(sim)
    frame.taken = choice.name
    enter(world)
  }
  seen.free()
  return { rests, round }
}

/** What can happen on the connections, nodes and levels aside. */
export function movesIn(cluster: Cluster, world: World): readonly Choice[] {
  const moves = choicesIn(cluster, world).filter(
    ({ subject }) => cluster.pairs.has(subject) || cluster.services.has(subject),
  )
  const left = moves.find((choice) => isLeft(cluster, world, choice))
  return left === undefined ? moves : [left]
}

/**
 * Whether something happens on a connection that its dialer has left. Nothing of it reaches anybody else, and it ends in one
 * way only, so that it may as well happen first, unless others look at how it ended.
 */
function isLeft(cluster: Cluster, world: World, { subject, does }: Choice): boolean {
  if (cluster.pairs.get(subject)?.link.spoils) return false
  const id = 'sender' in does ? does.connection : connectionOf(does.item)
  const connection = world.connections.get(id)
  return connection !== undefined && isGone(world, connection, 'dialer')
}

function connectionOf(item: Extract<Choice['does'], { item: unknown }>['item']): string {
  if (item.kind === 'flush') return item.connection
  return item.kind === 'timer' && item.actor.startsWith('end ') ? (item.actor.split(' ')[1] ?? '') : ''
}

/** The pairs whose dialers have dialled meanwhile. */
function dialledSince(before: World, after: World): string[] {
  return [...after.attempts]
    .filter(([pair, number]) => before.attempts.get(pair) !== number)
    .map(([pair]) => pair)
}
