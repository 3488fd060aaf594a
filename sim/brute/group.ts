/**
 * One group of connections, walked through all that happens to the nodes between which they are. Every state at rest is kept
 * once, by number, and so is what comes of it by an event: many orders of an upgrade lead a group through the same.
 */

import type { Budget } from '../choices/budget.ts'
import { type Event, happen } from '../choices/event.ts'
import type { Cluster, Pair } from '../engine/cluster.ts'
import { copyWorld, createWorld, type World } from '../engine/world.ts'
import { isOfUse } from '../observed/alone.ts'
import {
  foundAnew,
  neverLasting,
  observedConnections,
  observedLinks,
  spoilersIn,
} from '../observed/observed.ts'
import { distinct, type Finding, type Keep, severityOf } from '../rules/verdict.ts'
import { columnsOf } from './columns.ts'
import { lay } from './part.ts'
import { createRows, hashOf } from './rows.ts'
import type { Setting } from './setting.ts'
import { createSteps } from './steps.ts'
import { type ToRest, toRest } from './to-rest.ts'

/** What comes of a group: every state in which it may come to rest, and whether there is a way that never does. */
interface Sequel {
  readonly states: readonly number[]
  readonly round: Finding | null
}

export interface Group {
  readonly cluster: Cluster
  readonly nodes: ReadonlySet<string>
  /** What comes of a state by an event, or of nothing by the beginning. */
  readonly after: (state: number | null, event: Event, before: Setting, then: Setting) => Sequel
  /** What is wrong or lost in a state. */
  readonly findings: (state: number, at: Setting) => readonly Finding[]
  /** The pairs that work in a state, by their ids. */
  readonly works: (state: number, at: Setting) => ReadonlySet<string>
  /** Whether a state is one of a way without an end. */
  readonly isRestless: (state: number) => boolean
  /** The names of the choices on a way from a state by an event to another state; or, to null, to one that was there before. */
  readonly way: (state: number | null, event: Event, before: Setting, to: number | null) => readonly string[]
}

/** A group of connections that is walked through, with what has to be kept, and a budget that it shares with others. */
export function createGroup(cluster: Cluster, keep: Keep, budget: Budget): Group {
  const columns = columnsOf(cluster, budget)
  const { width } = columns
  const nodes = new Set(columns.nodes)
  /** Every state at rest that was met, and in a last cell whether it is one of a way without an end. */
  const states = createRows(width + 1)
  const sequels = new Map<string, Sequel>()
  const found = new Map<string, readonly Finding[]>()
  const working = new Map<string, ReadonlySet<string>>()
  /** By the numbers of states on a way without an end: the pairs of which no connection lasts there. */
  const restless = new Map<number, ReadonlySet<string>>()
  const stepsFor = {
    usual: createSteps(cluster, columns, false),
    watched: createSteps(cluster, columns, true),
  }

  function numberOf(cells: Uint16Array, isEndless = false): number {
    const row = Uint16Array.from([...cells.subarray(0, width), isEndless ? 1 : 0])
    const before = states.bytes()
    const number = states.add(row, hashOf(row, width + 1), -1)
    budget.keep(states.bytes() - before)
    return number < 0 ? -1 - number : number
  }

  function numberOfRound({ cells, pairs }: NonNullable<ToRest['round']>): number {
    const number = numberOf(cells, true)
    restless.set(number, pairs)
    return number
  }

  function worldAt(state: number, { world: nodes }: Setting): World {
    // Processes are counted from those that live.
    const world = { ...copyWorld(nodes), starts: new Map<string, number>() }
    const cells = new Uint16Array(width + 1)
    states.read(state, cells)
    for (let column = 0; column < width; column++) lay(world, columns.part(column, cells[column] ?? 0))
    return world
  }

  function walk(state: number | null, event: Event, before: Setting): ToRest {
    const world = state === null ? createWorld(cluster) : worldAt(state, before)
    happen(cluster, world, event)
    const isSeen = isWatched(world)
    const steps = stepsFor[isSeen ? 'watched' : 'usual'](world)
    const size = { connections: world.connections.size, pairs: cluster.pairs.size }
    return toRest(steps, columns.read(world, isSeen), width, size, budget)
  }

  // Where connections have to work, one that spoils the others is trouble enough, whatever it does to them.
  const mustWork = severityOf('broken', keep) === 'unsafe'
  const isWatched = (world: World) =>
    !mustWork && spoilersIn(cluster, world, cluster.pairs.values()).length > 0

  const keyAt = (state: number, at: Setting) => `${state} ${at.keyOf(nodes)}`

  return {
    cluster,
    nodes,
    after(state, event, before, then) {
      // Of what happens elsewhere nothing is seen here but what it leaves the levels at.
      const name = concerns(nodes, event) ? JSON.stringify(event) : ''
      return made(sequels, `${state} ${name} ${before.keyOf(nodes)} ${then.keyOf(nodes)}`, () => {
        const { rests, round } = walk(state, event, before)
        const numbers = rests.map((cells) => numberOf(cells))
        // It goes on from there as well, with whatever happens next to its nodes.
        if (round !== null) numbers.push(numberOfRound(round))
        const last = numbers.at(-1) ?? 0
        return {
          states: [...new Set(numbers)],
          round: round && judgeRound(cluster, worldAt(last, then), round.pairs, keep),
        }
      })
    },
    findings: (state, at) =>
      made(found, keyAt(state, at), () => {
        const world = worldAt(state, at)
        return distinct([...observedConnections(cluster, world, keep), ...foundAnew(cluster, world, keep)])
      }),
    works: (state, at) =>
      made(working, keyAt(state, at), () => {
        const world = worldAt(state, at)
        const works = observedLinks(cluster, world)
        // Of those that are dialed for ever one counts that its dialer could turn to, where any will do.
        const isRestless = ({ id }: Pair) => restless.get(state)?.has(id) === true
        const ofUse = (pair: Pair) =>
          pair.link.needs === 'any' && works(pair) && isOfUse(cluster, world, pair).works
        const pairs = [...cluster.pairs.values()]
        return new Set(
          pairs.filter((pair) => (isRestless(pair) ? ofUse(pair) : works(pair))).map(({ id }) => id),
        )
      }),
    isRestless: (state) => restless.has(state),
    way(state, event, before, to) {
      const { rests, round, wayTo } = budget.again(() => walk(state, event, before))
      if (round !== null && (to === null || restless.has(to))) return wayTo('round')
      const place = rests.findIndex((cells) => numberOf(cells) === to)
      return place < 0 ? [] : wayTo(place)
    },
  }
}

/** Whether something happens to one of these nodes. */
export function concerns(nodes: ReadonlySet<string>, event: Event): boolean {
  if (event.kind === 'begins') return true
  if (event.kind === 'rises') return false
  if (event.kind === 'goes on') return nodes.has(event.node)
  return event.nodes.some((node) => nodes.has(node))
}

/** What a way without an end comes to, told of the first of its connections: without one that is dialed anew all ways end. */
function judgeRound(cluster: Cluster, world: World, [id = '']: Iterable<string>, keep: Keep): Finding {
  const pair = cluster.pairs.get(id)
  if (pair === undefined) throw new Error('found a way without an end on which nobody dials')
  return neverLasting(cluster, world, keep, pair)
}

function made<V>(store: Map<string, V>, key: string, make: () => V): V {
  const known = store.get(key)
  if (known !== undefined) return known
  const value = make()
  store.set(key, value)
  return value
}
