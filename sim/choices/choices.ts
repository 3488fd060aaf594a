/**
 * What can happen next in a cluster. A run takes what its times say; a path takes what it names; the brute force takes
 * everything, one after the other. All of them take it through the same handlers.
 */

import { endView, isFlushing, isGone } from '../effects/ends.ts'
import { arriveNow } from '../effects/network.ts'
import { meetsNews } from '../effects/news.ts'
import type { Cluster } from '../engine/cluster.ts'
import type { Entry } from '../engine/event-queue.ts'
import { entriesOf, strike } from '../engine/event-queue.ts'
import { atOneStroke, bringForward, isAlive, type Sim } from '../engine/kernel.ts'
import { rolloutActor } from '../engine/names.ts'
import { nodeView } from '../engine/node-view.ts'
import {
  type Actor,
  actorOf,
  type Connection,
  type Flight,
  type Happening,
  type World,
} from '../engine/world.ts'
import { repeatsExplored, trafficOn } from '../protocol/traffic.ts'
import { opposite, type Side, sides } from '../scenario/side.ts'

export interface Choice {
  /** What it is called, whatever happened before: such as `c1-s1: version Z201 reaches s1`. */
  readonly name: string
  /** What it is about: a pair, the connector of several pairs, a node, the rollout, or '' for the cluster as a whole. */
  readonly subject: string
  readonly when: When
  readonly does: Arrival | Entry<Happening>
}

/**
 * When a choice may be taken, as times are not known:
 * - `at once`: it takes no time, so that it comes before anything else
 * - `freely`: whenever it can be
 * - `after a while`: patience is longer than whatever else can happen on its pair, and a socket connects, or a pause is over, only
 *   when nothing else can happen on any pair of its connector
 * - `in vain`: it could be taken again and again and would lead to nothing that was not seen
 */
type When = 'at once' | 'freely' | 'after a while' | 'in vain'

/** The first message that an end has under way. */
interface Arrival {
  readonly connection: string
  readonly sender: Side
}

/**
 * What can happen next, in an order that depends on nothing but the state of the cluster.
 *
 * @returns what is `at once`, if there is anything; else all that may be taken now, whatever the times say
 */
export function choicesIn(cluster: Cluster, world: World): Choice[] {
  const all = everyChoice(cluster, world)
  const urgent = all.filter(({ when }) => when === 'at once')
  if (urgent.length > 0) return urgent
  const moving = movingIn(cluster, all)
  return all.filter(({ when, subject, does }) => {
    if (when === 'freely') return true
    return when === 'after a while' && !(isOfConnector(does) ? moving.services : moving.pairs).has(subject)
  })
}

/**
 * The same with what only its time keeps back, and with what would be in vain.
 *
 * @param connections whose words are looked at; absent: all that there are
 */
export function everyChoice(
  cluster: Cluster,
  world: World,
  connections: Iterable<Connection> = world.connections.values(),
): Choice[] {
  const choices: Choice[] = []
  for (const connection of connections) choices.push(...arrivalsOn(world, connection))
  for (const entry of entriesOf(world.eventQueue).toSorted((a, b) => a.sequence - b.sequence)) {
    if (entry.item.kind === 'arrive' || !isAlive(world, entry)) continue
    choices.push(...choiceOf(cluster, world, entry))
  }
  return choices
}

/** Lets a choice happen, now. */
export function take(sim: Sim, { does }: Choice): void {
  if (!('sender' in does)) {
    bringForward(sim, does)
    return
  }
  const { connection: id, sender } = does
  const connection = sim.world.connections.get(id)
  const message = connection?.[sender].flights[0]?.number
  if (connection === undefined || message === undefined) return
  strike(sim.world.eventQueue, ({ item }) => {
    const isOfStream = item.kind === 'arrive' && item.connection === id && item.sender === sender
    return isOfStream && item.message === message
  })
  const arrival = { kind: 'arrive', connection: id, sender, message } as const
  atOneStroke(sim, arrival, () => arriveNow(sim, id, sender))
}

/** Does what takes no time, until there is nothing more of it. */
export function takeUrgent(sim: Sim): void {
  for (;;) {
    const urgent = entriesOf(sim.world.eventQueue).find(({ item }) => isUrgent(item))
    if (urgent === undefined) return
    bringForward(sim, urgent)
  }
}

const isUrgent = ({ kind }: Happening) => kind === 'give up' || kind === 'judge'

/** The pairs, and the connectors, of which something else can happen than that they have waited long enough. */
function movingIn({ pairs }: Cluster, all: readonly Choice[]) {
  const own = all.filter(({ when, subject }) => when === 'freely' && pairs.has(subject))
  const waiting = all.filter(({ when, does }) => when === 'after a while' && !isOfConnector(does))
  const serviceOf = ({ subject }: Choice) => pairs.get(subject)?.service ?? ''
  return {
    pairs: new Set(own.map(({ subject }) => subject)),
    services: new Set([...own, ...waiting].map(serviceOf)),
  }
}

const isOfConnector = (does: Choice['does']) =>
  !('sender' in does) && does.item.kind === 'timer' && does.item.who.machine === 'connector'

function arrivalsOn(world: World, connection: Connection): Choice[] {
  if (world.lines.get(connection.pair.id)?.cut) return []
  const isWaited = isAnyFlushing(connection)
  return sides.flatMap((sender): Choice[] => {
    const [flight] = connection[sender].flights
    if (flight === undefined) return []
    const side = opposite(sender)
    if (isWaited && !(isFlushing(connection, side) && connection[side].flushing)) return []
    const receiver = connection.pair[side]
    return [
      {
        name: `${subjectOf(world, connection)}: ${sayWord(flight)} reaches ${receiver}`,
        subject: connection.pair.id,
        when: 'freely',
        does: { connection: connection.id, sender },
      },
    ]
  })
}

/** Such as `version Z201`, `call load`, `close`. */
function sayWord({ content }: Flight): string {
  const { kind, name, again } = content.words
  const isNamed = kind === 'version' || kind === 'call' || kind === 'reply'
  return `${isNamed ? `${kind} ${name}` : name}${again ? ' again' : ''}`
}

/** A pair has one connection, and may have some beside it that are over and not yet swept away. */
function subjectOf({ latest }: World, { id, pair }: Connection): string {
  return latest.get(pair.id) === id ? pair.id : `${pair.id}, before`
}

function choiceOf(cluster: Cluster, world: World, entry: Entry<Happening>): Choice[] {
  const { item } = entry
  const choice = (subject: string, text: string, when: When): Choice[] => [
    { name: `${subject}${text}`, subject, when, does: entry },
  ]
  switch (item.kind) {
    case 'arrive':
      return []
    case 'flush': {
      const connection = world.connections.get(item.connection)
      if (!connection || !isFlushing(connection, item.side)) return []
      const name = `${subjectOf(world, connection)}: the queue of ${connection.pair[item.side]} goes on`
      return [{ name, subject: connection.pair.id, when: 'freely', does: entry }]
    }
    case 'repeat': {
      const connection = world.connections.get(item.connection)
      if (connection === undefined) return []
      const call = trafficOn(cluster.scenario, connection.pair.link).repeat[item.index]?.call
      if (call === undefined || !canCall(world, connection)) return []
      if (isAnyFlushing(connection)) return []
      const { dialer } = connection.pair
      const acceptor = endView(connection, 'acceptor')
      const isEnough =
        acceptor !== null && (connection.repeated[item.index] ?? 0) >= repeatsExplored(acceptor.rules)
      const when = isEnough ? 'in vain' : 'freely'
      return choice(connection.pair.id, `: ${dialer} calls ${call}`, when)
    }
    case 'give up':
      return choice(item.node, ' gives up', 'at once')
    case 'rise':
      return choice('', sayRise(item), 'freely')
    case 'judge':
      return choice('', 'the rules are looked at', 'at once')
    case 'intervene':
      return choice('', sayDone(item.intervention.do), 'freely')
    case 'timer':
      return timerChoice(cluster, world, entry, item)
  }
}

/** A queue takes no time: until it is through, all else on its connection waits but what may still come before it. */
const isAnyFlushing = (connection: Connection) => sides.some((side) => isFlushing(connection, side))

function canCall(world: World, connection: Connection): boolean {
  if (endView(connection, 'dialer')?.state !== 'open') return false
  return nodeView(world, connection.pair.dialer).state === 'running'
}

function timerChoice(
  cluster: Cluster,
  world: World,
  entry: Entry<Happening>,
  { who }: Extract<Happening, { kind: 'timer' }>,
): Choice[] {
  const actor = actorOf(world, who)
  if (actor === null) return []
  const { machine, subject, side } = actor
  const [state = ''] = actor.table.leaves(actor.state)
  switch (machine) {
    case 'node':
      return [{ name: sayNode(actor), subject, when: 'freely', does: entry }]
    case 'rollout':
      return [{ name: rolloutGoesOn, subject: rolloutActor, when: 'freely', does: entry }]
    case 'end': {
      const connection = world.connections.get(subject)
      if (connection === undefined || side === null) return []
      const name = `${subjectOf(world, connection)}: ${connection.pair[side]} has waited long enough`
      return [{ name, subject: connection.pair.id, when: 'after a while', does: entry }]
    }
    case 'connector': {
      const service = cluster.services.get(subject)
      if (service === undefined) return []
      const { dialer, pairs } = service
      if (state === 'trying') {
        const name = `${subject}: no socket connects in time`
        return [{ name, subject, when: 'after a while', does: entry }]
      }
      const others = state === 'fallback' ? pairs.filter((pair) => hasNone(world, pair.id)) : pairs
      const isNew = others.some((pair) => meetsNews(cluster, world, pair))
      const when = isNew ? 'after a while' : 'in vain'
      return [{ name: `${subject}: ${dialer} dials again`, subject, when, does: entry }]
    }
  }
}

const sayDone = (what: string) => `somebody does something: ${what}`

const sayRise = ({ level, to }: { readonly level: string; readonly to: string }) => `${level} rises to ${to}`

/** What it is called that a rollout begins, and that it takes its next step. */
export const rolloutBegins = sayDone('roll out')
export const rolloutGoesOn = 'the rollout goes on'

/** What it is called that a node or the rollout goes on, that a level rises, or that somebody does something; null for anything else. */
export function choiceNameOf(world: World, item: Happening): string | null {
  if (item.kind === 'rise') return sayRise(item)
  if (item.kind === 'intervene') return sayDone(item.intervention.do)
  const actor = item.kind === 'timer' ? actorOf(world, item.who) : null
  if (actor?.machine === 'rollout') return rolloutGoesOn
  return actor?.machine === 'node' ? sayNode(actor) : null
}

function sayNode({ subject, table, state }: Actor): string {
  const [here = ''] = table.leaves(state)
  const does = { draining: 'has drained', down: 'is in place', starting: 'runs' }[here] ?? here
  return `${subject} ${does}`
}

/** Whether the dialer of a pair has no connection to it. */
function hasNone(world: World, pair: string): boolean {
  const latest = world.connections.get(world.latest.get(pair) ?? '')
  return latest === undefined || isGone(latest, 'dialer')
}
