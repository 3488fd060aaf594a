/** The names of machines, as the trace and interventions have them. */

import type { Side } from '../scenario/side.ts'
import type { Cluster, Pair, Service } from './cluster.ts'

/** What a name says, of a cluster that can have such a machine at some time. */
export type ActorName =
  | { readonly machine: 'node'; readonly node: string }
  | { readonly machine: 'connector'; readonly service: Service }
  | { readonly machine: 'end'; readonly pair: Pair; readonly connection: string; readonly side: Side }
  | { readonly machine: 'rollout' }

/** Which machine a name is one of, without a look at its cluster. */
export const machineOf = (name: string): string => name.split(' ', 1)[0] ?? ''

/** Reads a name such as `end c1-s1#2 dialer`; null where this cluster never has a machine of that name. */
export function readActor({ nodes, services, pairs }: Cluster, name: string): ActorName | null {
  const [machine, subject = '', side, more] = name.split(' ')
  if (more !== undefined || (side !== undefined && machine !== 'end')) return null
  switch (machine) {
    case 'node':
      return nodes.has(subject) ? { machine, node: subject } : null
    case 'connector': {
      const service = services.get(subject)
      return service ? { machine, service } : null
    }
    case 'end': {
      const [, id = ''] = /^(.+)#[1-9]\d{0,8}$/.exec(subject) ?? []
      const pair = pairs.get(id)
      const isSide = side === 'dialer' || side === 'acceptor'
      return pair && isSide ? { machine, pair, connection: subject, side } : null
    }
    case 'rollout':
      return subject === '' ? { machine } : null
    default:
      return null
  }
}

/** A machine as a phrase: `c1`, `the dialer of c1-s1#2`, `the connector c1-s1`, `the rollout`. */
export function sayActor(name: string): string {
  const [machine, subject = '', side] = name.split(' ')
  switch (machine) {
    case 'node':
      return subject
    case 'end':
      return `the ${side} of ${subject}`
    default:
      return `the ${name}`
  }
}

/** The nodes that a machine belongs to: one, the two of a connection, or none. */
export function nodesOf(cluster: Cluster, name: string): readonly string[] {
  const actor = readActor(cluster, name)
  switch (actor?.machine) {
    case 'node':
      return [actor.node]
    case 'connector':
      return [actor.service.dialer]
    case 'end':
      return [actor.pair.dialer, actor.pair.acceptor]
    default:
      return []
  }
}
