/** Reads a trace as a test does: from the outside, event by event. */
import type { Kind, OfKind, TraceEvent } from '#sim/engine/trace-event.ts'

/** The events of some kinds, in order. */
export function only<K extends Kind>(trace: Iterable<TraceEvent>, ...kinds: K[]): OfKind<K>[] {
  return [...trace].filter(({ kind }) => (kinds as Kind[]).includes(kind)) as OfKind<K>[]
}

/** The items by key, each group in their order. */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

/** One direction of a connection, such as `c1-s1#1 c1`. */
export const streamOf = (event: { connection: string; from: string }) => `${event.connection} ${event.from}`

/** The pair of a connection: `c1-s1` for `c1-s1#2`. */
export const pairOf = (connection: string) => connection.slice(0, connection.lastIndexOf('#'))

/** The connection, pair, node or machine that an event is about. */
export function dialerOf(event: TraceEvent): string | null {
  switch (event.kind) {
    case 'start':
    case 'intervention':
    case 'operation':
    case 'rule':
    case 'rule over':
      return null
    case 'level':
    case 'no start':
      return event.node
    case 'timer':
    case 'transition':
      return event.actor.split(' ')[1]?.split('-')[0] ?? 'rollout'
    default:
      return event.connection.split('-')[0] ?? null
  }
}
