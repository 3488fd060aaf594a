/** Events that somebody hands to a machine, and why some cannot be. */

import { connectionEnd } from '#machines/connection-end.ts'
import { connector } from '#machines/connector.ts'
import { node } from '#machines/node.ts'
import { rollout } from '#machines/rollout.ts'
import { quote, unknownName } from '../text/nearest.ts'
import { type ActorName, readActor, sayActor } from './actor-name.ts'
import type { Cluster } from './cluster.ts'
import { eventsOf, type Fields } from './event-fields.ts'
import type { HandedEvent } from './intervention.ts'
import { actorNamed, type World } from './world.ts'

const machines = { end: connectionEnd, connector, node, rollout }

/** A timer of a machine is an event, too, and can be handed to it before its time. */
const isTimer = (type: string) => type.startsWith('xstate.after.')

/** The timers of a machine, as events. */
const timersOf = (machine: ActorName['machine']) =>
  machines[machine].events.filter((type: string) => isTimer(type))

/** Says why an event cannot be handed to a machine of this name at any time; null where it can. */
export function refusalEver(cluster: Cluster, actor: string, event: HandedEvent): string | null {
  const name = readActor(cluster, actor)
  if (name === null) return `there is never a machine ${quote(actor)} in this cluster`
  const timers = Object.fromEntries(timersOf(name.machine).map((type) => [type, {}]))
  const events: Readonly<Record<string, Fields>> = { ...eventsOf[name.machine], ...timers }
  const fields = Object.hasOwn(events, event.type) ? events[event.type] : undefined
  if (fields === undefined) return unknownName(`event of ${sayActor(actor)}`, event.type, Object.keys(events))
  return refusalOfFields(cluster, name, event, fields)
}

/** Says why an event cannot be handed to a machine in this state of the run; null where it can. */
export function refusalNow(cluster: Cluster, world: World, actor: string, event: HandedEvent): string | null {
  const refusal = refusalEver(cluster, actor, event)
  if (refusal !== null || actorNamed(world, actor) !== null) return refusal
  return `there is no machine ${quote(actor)} at this time`
}

function refusalOfFields(
  cluster: Cluster,
  name: ActorName,
  event: HandedEvent,
  fields: Fields,
): string | null {
  const { type, ...given } = event
  for (const [field, value] of Object.entries(given)) {
    const kind = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (kind === undefined) return unknownName(`field of ${quote(type)}`, field, Object.keys(fields))
    if (kind === 'flag' && value !== true) return `${field} of ${quote(type)} is there or not: expected true`
    if (kind === 'text' && typeof value !== 'string') return `${field} of ${quote(type)} has to be a text`
  }
  const missing = Object.keys(fields).find((field) => fields[field] === 'text' && given[field] === undefined)
  if (missing !== undefined) return `${quote(type)} needs a text for ${missing}`
  return name.machine === 'node' && type === 'upgrade' ? refusalOfRelease(cluster, name.node, given.to) : null
}

function refusalOfRelease({ nodes, scenario }: Cluster, id: string, to: unknown): string | null {
  const role = scenario.roles.find(({ name }) => name === nodes.get(id)?.role)
  const releases = role?.releases.map(({ name }) => name) ?? []
  const release = String(to)
  return releases.includes(release) ? null : unknownName(`release of ${id}`, release, releases)
}

/** An event as a phrase: `close`, `version Z201`, `the timer patience`. */
export function sayEvent({ type, ...given }: HandedEvent): string {
  if (isTimer(type)) return `the timer ${type.split('.')[2]}`
  const words = Object.entries(given).map(([field, value]) => (value === true ? field : value || 'nothing'))
  return [type, ...words].join(' ')
}
