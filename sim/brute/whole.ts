/** What is found in a cluster at rest that no group of connections shows by itself. */

import type { Budget } from '../choices/budget.ts'
import { declaredFindings, viewOfWorld } from '../effects/declared-rules.ts'
import type { Cluster, Pair } from '../engine/cluster.ts'
import { deadNodes, nobodyThere, observedService } from '../observed/observed.ts'
import type { Finding, Keep } from '../rules/verdict.ts'
import type { Group } from './group.ts'
import type { Setting } from './setting.ts'

/** Something that was found, and the state of each group that has to do with it. */
export interface Found {
  readonly finding: Finding
  readonly shown: ReadonlyMap<number, number>
}

/** The pairs of a group that work, and a state in which no other does. */
interface Alternative {
  readonly state: number
  readonly works: ReadonlySet<string>
}

/**
 * Gives a function that looks at a cluster as a whole.
 *
 * @returns takes what the nodes are at, and the states that each group may be in
 */
export function createWhole(cluster: Cluster, keep: Keep, groups: readonly Group[], budget: Budget) {
  const groupOf = new Map(
    groups.flatMap((group, i) => [...group.cluster.pairs.keys()].map((pair) => [pair, i] as const)),
  )
  return (setting: Setting, states: readonly (readonly number[])[]): Found[] => {
    const { world } = setting
    const plain = [
      ...deadNodes(cluster, world),
      ...nobodyThere(cluster, world, keep),
      ...declaredFindings(viewOfWorld(cluster, world)),
      ...setting.found,
    ]
    const found = plain.map((finding) => ({ finding, shown: new Map<number, number>() }))
    return cluster.scenario.service === undefined ? found : [...found, ...serviceIn(setting, states)]
  }

  /** What its connections leave of the service, where they have come to the worst. */
  function serviceIn(setting: Setting, states: readonly (readonly number[])[]): Found[] {
    const options = groups.map((group, i) => leastOf(group, states[i] ?? [], setting))
    const look = (works: (pair: Pair) => boolean) => observedService(cluster, setting.world, works)
    const groupsOption = (pair: Pair) => options[groupOf.get(pair.id) ?? -1] ?? []
    // The more works, the better: where all is well although nothing works that ever fails, all is well.
    const atLeast = look((pair) => groupsOption(pair).every(({ works }) => works.has(pair.id)))
    if (atLeast.length === 0) return []
    for (const chosen of onesOfEach(options)) {
      budget.spend()
      const seen = look((pair) => chosen[groupOf.get(pair.id) ?? -1]?.works.has(pair.id) ?? false)
      const shown = new Map(chosen.map(({ state }, i) => [i, state]))
      if (seen.length > 0) return seen.map((finding) => ({ finding, shown }))
      if (budget.spent() !== null) return []
    }
    return []
  }
}

/** The states of a group in which least works; none of them has all that works in another. */
function leastOf(group: Group, states: readonly number[], setting: Setting): Alternative[] {
  const all = states.map((state) => ({ state, works: group.works(state, setting) }))
  return all.filter(({ works }, i) =>
    all.every((other, j) => {
      const isWithin = [...other.works].every((pair) => works.has(pair))
      // Of several that are alike the first one stays.
      return i === j || !isWithin || (other.works.size === works.size && i < j)
    }),
  )
}

/** Every way to choose one of each list. */
function* onesOfEach<T>(lists: readonly (readonly T[])[]): Generator<readonly T[]> {
  const places = lists.map(() => 0)
  if (lists.some((list) => list.length === 0)) return
  for (;;) {
    yield lists.map((list, i) => list[places[i] ?? 0] as T)
    let i = 0
    for (; i < lists.length; i++) {
      const place = ((places[i] ?? 0) + 1) % (lists[i]?.length ?? 1)
      places[i] = place
      if (place > 0) break
    }
    if (i === lists.length) return
  }
}
