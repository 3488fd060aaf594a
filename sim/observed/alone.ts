/** What would come of one node dialling another, if neither had anybody else: walked through the machines of a run. */

import { createBudget } from '../choices/budget.ts'
import { happen } from '../choices/event.ts'
import { restrictedTo } from '../choices/groups.ts'
import { settle } from '../choices/settle.ts'
import { levelsOf } from '../effects/levels.ts'
import { remembered } from '../effects/retry-memory.ts'
import { buildCluster, type Cluster, type Pair } from '../engine/cluster.ts'
import { nodeView } from '../engine/node-view.ts'
import { createWorld, type World } from '../engine/world.ts'
import { madeIn } from '../memo/made-in.ts'
import { onlyLink } from '../protocol/calls.ts'
import type { Scenario } from '../scenario/model.ts'
import { type Standing, standingOf, staysWith } from './standing.ts'

/** How a pair stands by itself, and whether its dialer may stay with its acceptor though that is of no use to it. */
export interface Alone extends Standing {
  readonly isTrap: boolean
  /** Whether it is one as a connection that is open for an instant, and may be taken again and again. */
  readonly isFleeting: boolean
}

type Known = Omit<Alone, 'pair'>

/** A pair that has not come to rest in so many states never does. */
const most = { states: 100_000, bytes: 200e6 }

const walked = new WeakMap<Scenario, Map<string, Known>>()

/**
 * Whether the acceptor of a pair would be of use to its dialer, as both are now: under every delivery order there is a
 * connection that works.
 *
 * @returns how the pair would stand at worst
 */
export function isOfUse(cluster: Cluster, world: World, pair: Pair): Alone {
  const { scenario } = cluster
  const ends = [pair.dialer, pair.acceptor].map((id) => [
    id,
    nodeView(world, id).release,
    levelsOf(cluster, world, id),
  ])
  const key = JSON.stringify([pair.id, ends, remembered({ cluster, world }, pair)])
  const known = madeIn(walked, scenario, () => new Map<string, Known>())
  return { ...madeIn(known, key, () => walk(cluster, world, pair)), pair }
}

function walk(cluster: Cluster, world: World, pair: Pair): Known {
  const both = buildCluster(scenarioOf(cluster, world, pair), 0)
  // Two nodes of one role dial each other: the first of the connectors is the dialer's.
  const [service] = both.services.values()
  const own = service?.pairs[0]
  if (service === undefined || own === undefined) throw new Error(`There is no pair ${pair.id}`)
  const alone = restrictedTo(both, [service])
  const start = createWorld(alone)
  for (const id of alone.switches.keys()) {
    const value = world.values.get(id)
    if (value !== undefined) start.values.set(id, value)
  }
  for (const [who, offer] of world.offers) if (who.startsWith(`${pair.dialer} `)) start.offers.set(who, offer)
  happen(alone, start, { kind: 'begins' })
  let isTaken = false
  const budget = createBudget(most, () => {})
  const { rests, round } = settle(alone, start, budget, false, (seen) => {
    isTaken ||= staysWith(seen, own)
  })
  const endless = budget.spent() === null ? (round?.world ?? null) : start
  const stands = [...rests.map(({ world: at }) => at), ...(endless ? [endless] : [])].map((at) =>
    standingOf(alone, at, own),
  )
  const worst = stands.find(({ works }) => !works) ?? stands.find(({ lost }) => lost.length > 0) ?? stands[0]
  if (worst === undefined) throw new Error(`Nothing comes of ${pair.id}`)
  const isKept = rests.some((rest) => !standingOf(alone, rest.world, own).works && staysWith(rest.world, own))
  const isFleeting = endless !== null && isTaken && stands.every(({ works }) => !works)
  return { ...worst, isTrap: isKept || isFleeting, isFleeting, ...(endless && { works: false }) }
}

/** The same system with these two nodes alone, as they are now; levels stay where they are. */
function scenarioOf({ scenario, nodes }: Cluster, world: World, { link, dialer, acceptor }: Pair): Scenario {
  const levels = scenario.levels?.map((level) =>
    level.raised === 'automatically' ? { ...level, raised: 'by an operator' as const } : level,
  )
  return {
    ...scenario,
    latency: { kind: 'fixed', ms: 0 },
    ...onlyLink(scenario, { ...link, needs: 'every' }),
    nodes: [dialer, acceptor].flatMap((id) => {
      const node = nodes.get(id)
      return node === undefined ? [] : [{ ...node, release: nodeView(world, id).release }]
    }),
    ...(levels && { levels }),
  }
}
