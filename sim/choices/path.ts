/**
 * A run along a path: what may happen next is chosen by name, as far as the path goes, and by time otherwise. What else could
 * happen on the pairs that the path is about waits for it, and so does what it names of nodes.
 */

import type { Cluster } from '../engine/cluster.ts'
import { type Entry, entriesOf, peek } from '../engine/event-queue.ts'
import { bringForward, passTo, type Sim, tick } from '../engine/kernel.ts'
import type { Happening, World } from '../engine/world.ts'
import { madeIn } from '../memo/made-in.ts'
import { unknownName } from '../text/nearest.ts'
import { type Choice, choiceNameOf, choicesIn, everyChoice, take } from './choices.ts'

/** The names of choices, see `choices.ts`, in the order in which they are taken. */
export type Path = readonly string[]

/** What happens next on a path, and when. */
export interface NextOnPath {
  /** Virtual milliseconds. What is named happens at once. */
  readonly at: number
  readonly happens: (sim: Sim) => void
}

/** A path that cannot be followed to its end. */
export class PathFault extends Error {
  override readonly name: string = 'PathFault'
  /** The place in the path of the choice that never became possible. */
  readonly place: number

  constructor(place: number, wanted: string, possible: readonly string[]) {
    super(
      possible.length === 0
        ? `found “${wanted}”, where nothing can happen any more`
        : unknownName('choice', wanted, possible),
    )
    this.place = place
  }
}

/** What happens next in a world that has followed a path so far; null where nothing does. */
export function nextOnPath(cluster: Cluster, world: World, path: Path): NextOnPath | null {
  if (world.followed > path.length) return afterPath(cluster, world)
  const wanted = path[world.followed]
  const choices = choicesIn(cluster, world)
  const choice = choices.find(({ name }) => name === wanted)
  if (choice) return { at: world.now, happens: (sim) => follow(sim, choice) }
  const [first] = choices
  if (first?.when === 'at once') return { at: world.now, happens: (sim) => take(sim, first) }
  if (wanted === undefined) return { at: world.now, happens: lookAtItsEnd }
  const held = madeIn(known, path, () => pairsOf(cluster, path))
  const all = entriesOf(world.eventQueue).toSorted((a, b) => a.at - b.at || a.sequence - b.sequence)
  const later = new Set(path.slice(world.followed))
  // As long as anything can happen on its pair, nobody has waited long enough: what the path has forgotten has to be over first.
  const isLate = everyChoice(cluster, world).some(({ name }) => name === wanted)
  const entry = all.find(({ item }) => {
    if (isHeld(world, item, held)) return isLate && isLeftOver(world, item)
    return !later.has(choiceNameOf(world, item) ?? '')
  })
  return entry === undefined ? null : inItsTime(cluster, world, entry)
}

/** From the end of a path on everything happens in its time; what was held back meanwhile as soon as it can. */
function afterPath(cluster: Cluster, world: World): NextOnPath | null {
  const entry = peek(world.eventQueue)
  if (entry === null) return null
  return entry.at < world.now ? inItsTime(cluster, world, entry) : { at: entry.at, happens: tick }
}

/** What is on the event queue, in its time or, where that is over, now. */
export function inItsTime(cluster: Cluster, world: World, entry: Entry<Happening>): NextOnPath {
  const at = Math.max(world.now, entry.at)
  return {
    at,
    happens(sim) {
      passTo(sim.world, at)
      const arrival = entry.item.kind === 'arrive' ? choiceFor(cluster, sim.world, entry.item) : null
      // What was held back arrives after its time.
      if (arrival) take(sim, arrival)
      else bringForward(sim, entry)
    },
  }
}

/** Throws a `PathFault` where a run has ended before its path has. */
export function checkFollowed(cluster: Cluster, world: World, path: Path): void {
  const wanted = path[world.followed]
  if (wanted === undefined) return
  const possible = everyChoice(cluster, world).map(({ name }) => name)
  throw new PathFault(world.followed, wanted, [...new Set(possible)])
}

/** The lines of a file that name a path, each with its number: those that are empty, or begin with a `#`, are left out. */
export function readPath(text: string): { readonly path: Path; readonly lines: readonly number[] } {
  const named = text
    .split(/\r?\n/)
    .map((line, i) => ({ name: line.trim(), number: i + 1 }))
    .filter(({ name }) => name !== '' && !name.startsWith('#'))
  return { path: named.map(({ name }) => name), lines: named.map(({ number }) => number) }
}

/** What a path leads to is looked at there, and may be over soon: a level may rise on. */
function lookAtItsEnd(sim: Sim): void {
  sim.world.followed++
  sim.looks?.around(sim, sim.world.events - 1)
}

function follow(sim: Sim, choice: Choice): void {
  sim.world.followed++
  take(sim, choice)
}

const known = new WeakMap<Path, ReadonlySet<string>>()

/** The pairs, and the connectors, that a path is about: with a pair all others of its connector. */
function pairsOf({ pairs, services }: Cluster, path: Path): ReadonlySet<string> {
  const subjects = new Set(path.map((name) => name.split(': ')[0]?.replace(/, before$/, '') ?? ''))
  const named = [...services.values()].filter(
    (service) => subjects.has(service.id) || service.pairs.some(({ id }) => subjects.has(id)),
  )
  const all = new Set(named.flatMap((service) => [service.id, ...service.pairs.map(({ id }) => id)]))
  for (const subject of subjects) if (pairs.has(subject)) all.add(subject)
  return all
}

function isHeld({ connections }: World, item: Happening, held: ReadonlySet<string>): boolean {
  const ofConnection = (id: string) => held.has(connections.get(id)?.pair.id ?? '')
  if ('connection' in item) return ofConnection(item.connection)
  if (item.kind !== 'timer') return false
  const { machine, subject } = item.who
  if (machine === 'end') return ofConnection(subject)
  return machine === 'connector' && held.has(subject)
}

/** Whether this is about a connection that its pair has behind it. */
function isLeftOver({ connections, latest }: World, item: Happening): boolean {
  if (!('connection' in item)) return false
  const connection = connections.get(item.connection)
  return connection !== undefined && latest.get(connection.pair.id) !== connection.id
}

/** The arrival of a message, if it is the first that its end has under way. */
function choiceFor(
  cluster: Cluster,
  world: World,
  { connection: id, sender, message }: Extract<Happening, { kind: 'arrive' }>,
): Choice | null {
  const [first] = world.connections.get(id)?.[sender].flights ?? []
  if (first?.number !== message) return null
  const isThis = ({ does }: Choice) => 'sender' in does && does.connection === id && does.sender === sender
  return everyChoice(cluster, world).find(isThis) ?? null
}
