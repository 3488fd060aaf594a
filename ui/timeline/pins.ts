/** Which nodes are pinned: those that the selection is about. */

import { readActor } from '#sim/engine/actor-name.ts'
import type { Cluster } from '#sim/engine/cluster.ts'
import { pairOf } from '#sim/engine/names.ts'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import type { Run } from '#sim/run/run.ts'
import type { Selection } from '#ui/session/selection.ts'

export interface Pins {
  /** None, one node, or the two of a pair, dialer first. */
  readonly nodes: readonly string[]
  /** The pair, where the selection is about one. */
  readonly pair: string | null
}

const noPins: Pins = { nodes: [], pair: null }

/** The nodes that a selection is about. */
export function pinsOf({ cluster, trace }: Run, selection: Selection | null): Pins {
  switch (selection?.kind) {
    case undefined:
      return noPins
    case 'node':
      return pinNode(cluster, selection.id)
    case 'pair':
      return pinPair(cluster, selection.id)
    case 'event': {
      const event = trace.event(selection.id)
      return event === undefined ? noPins : pinsOfEvent(cluster, event)
    }
  }
}

function pinsOfEvent(cluster: Cluster, event: TraceEvent): Pins {
  switch (event.kind) {
    case 'start':
      return noPins
    case 'intervention': {
      const { intervention } = event
      if ('pair' in intervention) return pinPair(cluster, intervention.pair)
      return 'node' in intervention ? pinNode(cluster, intervention.node) : noPins
    }
    case 'timer':
    case 'transition':
      return pinActor(cluster, event.actor)
    case 'level':
    case 'no start':
      return event.node === null ? noPins : pinNode(cluster, event.node)
    case 'operation':
    case 'rule':
    case 'rule over':
      return noPins
    default:
      return pinPair(cluster, pairOf(event.connection))
  }
}

function pinActor(cluster: Cluster, name: string): Pins {
  const actor = readActor(cluster, name)
  switch (actor?.machine) {
    case 'end':
      return pinPair(cluster, actor.pair.id)
    case 'node':
      return pinNode(cluster, actor.node)
    case 'connector': {
      const { pairs, dialer } = actor.service
      const [only, ...others] = pairs
      return only && others.length === 0 ? pinPair(cluster, only.id) : pinNode(cluster, dialer)
    }
    default:
      return noPins
  }
}

function pinNode(cluster: Cluster, id: string): Pins {
  return cluster.nodes.has(id) ? { nodes: [id], pair: null } : noPins
}

function pinPair(cluster: Cluster, id: string): Pins {
  const pair = cluster.pairs.get(id)
  return pair ? { nodes: [pair.dialer, pair.acceptor], pair: id } : noPins
}
