/** In which order the moves of connections are tried: one that depends on nothing but the state that they are in. */

import type { Cluster } from '../engine/cluster.ts'
import type { World } from '../engine/world.ts'
import { madeIn } from '../memo/made-in.ts'
import type { Choice } from './choices.ts'

/** Words that arrive come first, then what else happens on connections, pair by pair, and connectors last. */
export const turns = { arrivals: 0, others: 1, connectors: 2 } as const

/** Which turn a move has. */
export function turnOf({ does }: Pick<Choice, 'does'>): number {
  if ('sender' in does) return turns.arrivals
  const { item } = does
  return item.kind === 'timer' && item.who.machine === 'connector' ? turns.connectors : turns.others
}

/** Moves in order. Words of one pair stay in the order of its connections, in which they are given. */
export function inOrder(
  cluster: Pick<Cluster, 'pairs' | 'services'>,
  world: Pick<World, 'connections'>,
  moves: readonly Choice[],
): readonly Choice[] {
  if (moves.length < 2) return moves
  const { pairs, services } = madeIn(places, cluster, placesIn)
  const ranks = new Map(
    moves.map((move) => {
      const turn = turnOf(move)
      const place = (turn === turns.connectors ? services : pairs).get(move.subject) ?? 0
      return [move, [turn, place, ...rankOnConnection(world, move)]]
    }),
  )
  return moves.toSorted((a, b) => firstDifference(ranks.get(a) ?? [], ranks.get(b) ?? []))
}

interface Places {
  readonly pairs: ReadonlyMap<string, number>
  readonly services: ReadonlyMap<string, number>
}

const places = new WeakMap<object, Places>()

function placesIn({ pairs, services }: Pick<Cluster, 'pairs' | 'services'>): Places {
  const numbered = (ids: Iterable<string>) => new Map(Array.from(ids, (id, i) => [id, i]))
  return { pairs: numbered(pairs.keys()), services: numbered(services.keys()) }
}

/** Queues go on first; of calls the one comes next that was made least often; then somebody has waited long enough. */
function rankOnConnection({ connections }: Pick<World, 'connections'>, { does }: Choice): readonly number[] {
  if ('sender' in does) return []
  const { item } = does
  const place = (id: string) => [...connections.keys()].indexOf(id)
  switch (item.kind) {
    case 'flush':
      return [0, place(item.connection), item.side === 'dialer' ? 0 : 1]
    case 'repeat': {
      const times = connections.get(item.connection)?.repeated[item.index] ?? 0
      return [1, place(item.connection), times, item.index]
    }
    case 'timer':
      return [2, place(item.who.subject), item.who.side === 'dialer' ? 0 : 1]
    default:
      return []
  }
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  for (const [i, one] of a.entries()) if (one !== b[i]) return one - (b[i] ?? 0)
  return 0
}
