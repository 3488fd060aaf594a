/** What a dialer that was refused remembers: the offer with which it tries from then on, and for whom. */
import type { Retry } from '#machines/rules.ts'
import type { Pair } from '../engine/cluster.ts'
import type { Sim } from '../engine/kernel.ts'
import { remembersFor } from '../scenario/release.ts'
import { releaseRunBy } from './levels.ts'

/** What has to be known of a run to know what is remembered in it. */
type Known = Pick<Sim, 'cluster' | 'world'>

type Scope = Exclude<Retry['remembers'], 'nothing'>

/** The offer that the dialer of a pair remembers, if it remembers one. */
export function remembered(sim: Known, pair: Pair): string | undefined {
  const scope = scopeOf(sim, pair)
  return scope === null ? undefined : sim.world.offers.get(keyOf(pair, scope))
}

/** Remembers an offer, if the dialer's release remembers any. */
export function remember(sim: Sim, pair: Pair, offers: string): void {
  const scope = scopeOf(sim, pair)
  if (scope !== null) sim.world.offers.set(keyOf(pair, scope), offers)
}

/** The process of a node ends: whatever starts in its place has forgotten everything. */
export function forget(sim: Sim, node: string): void {
  for (const key of sim.world.offers.keys()) if (key.startsWith(`${node} `)) sim.world.offers.delete(key)
}

function scopeOf({ cluster, world }: Known, { dialer, link }: Pair): Scope | null {
  const scope = remembersFor(releaseRunBy(cluster, world, dialer), link)
  return scope === 'nothing' ? null : scope
}

function keyOf({ id, dialer, acceptor }: Pair, scope: Scope): string {
  return { link: `${dialer} ${id}`, peer: `${dialer} with ${acceptor}`, cluster: `${dialer} ` }[scope]
}
