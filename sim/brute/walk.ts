/** A cluster at rest, whatever its connections have come to, and what comes of it by what happens to its nodes. */

import type { Budget } from '../choices/budget.ts'
import type { Event } from '../choices/event.ts'
import { groupsOf } from '../choices/groups.ts'
import { nodesKey } from '../choices/key.ts'
import type { Cluster } from '../engine/cluster.ts'
import type { Finding, Keep } from '../rules/verdict.ts'
import { concerns, createGroup, type Group } from './group.ts'
import { type Setting, settingAfter } from './setting.ts'
import { createWhole } from './whole.ts'

/** All states in which a cluster may be at rest after the same events. */
export interface Stand {
  readonly setting: Setting
  /** For each group the numbers of the states that it may be in: each with each of those of the others. */
  readonly states: readonly (readonly number[])[]
  readonly events: Chain
  readonly key: string
}

/** What has happened so far, the last first. */
export type Chain = { readonly event: Event; readonly before: Chain } | null

/** Something that was found, and which states show it: by the number of the group; null for a way that never ends. */
export interface Sight {
  readonly finding: Finding
  readonly events: Chain
  readonly shown: ReadonlyMap<number, number | null>
}

export interface BruteWalk {
  readonly groups: readonly Group[]
  /** What comes of the cluster by an event, of nothing by the beginning, and what is seen there. */
  readonly after: (
    stand: Stand | null,
    event: Event,
  ) => { readonly stand: Stand; readonly seen: readonly Sight[] }
}

const groupsPerState = 24

/** A walk through all that a cluster can come to. It remembers what it has walked, however many orders it is asked for. */
export function createWalk(cluster: Cluster, keep: Keep, budget: Budget): BruteWalk {
  const groups = groupsOf(cluster).map((group) => createGroup(group, keep, budget))
  const whole = createWhole(cluster, keep, groups, budget)
  return {
    groups,
    after(stand, event) {
      const before = stand?.setting ?? null
      const setting = settingAfter(cluster, before, event)
      const events = { event, before: stand?.events ?? null }
      const seen: Sight[] = []
      const see = (group: number, state: number | null) => (finding: Finding) => {
        seen.push({ finding, events, shown: new Map([[group, state]]) })
      }
      const isLevelled = before?.values !== setting.values
      const states = groups.map((group, i): readonly number[] => {
        const own = stand?.states[i] ?? []
        if (!isLevelled && !concerns(group.nodes, event)) return own
        const sequels = (stand === null ? [null] : own).map((state) =>
          group.after(state, event, before ?? setting, setting),
        )
        for (const { round } of sequels) if (round !== null) see(i, null)(round)
        const all = [...new Set(sequels.flatMap((sequel) => sequel.states))].toSorted((a, b) => a - b)
        for (const state of all) group.findings(state, setting).forEach(see(i, state))
        return all
      })
      seen.push(...whole(setting, states).map((found) => ({ ...found, events })))
      const key = `${nodesKey(cluster, setting.world)} ${[...setting.world.written].toSorted()} ${states.join(' ')}`
      // Where there are many groups, to look at each takes as long as to walk through a state.
      budget.spend(1 + Math.floor(groups.length / groupsPerState))
      return { stand: { setting, states, events, key }, seen }
    },
  }
}
