/** How something that was found comes about: the choices that lead there, by their names. */
import { rolloutBegins, rolloutGoesOn } from '../choices/choices.ts'
import type { Event } from '../choices/event.ts'
import type { Cluster } from '../engine/cluster.ts'
import { concerns, type Group } from './group.ts'
import { type Setting, settingAfter } from './setting.ts'
import type { BruteWalk, Chain, Sight } from './walk.ts'

/**
 * The names of the choices that lead to what was seen, in an order in which they can be taken. Of nodes they name what comes
 * about in one of several orders, where more than one node is upgraded at a time, and what the connections that show it meet:
 * else times would decide whether somebody is dialled before or after it. So are steps, where connections never come to rest
 * before one of them.
 */
export function wayTo(cluster: Cluster, { groups }: BruteWalk, { events: chain, shown }: Sight): string[] {
  const events = listOf(chain)
  const settings: Setting[] = []
  for (const event of events) settings.push(settingAfter(cluster, settings.at(-1) ?? null, event))
  const ways = Array.from(shown, ([i, last]) => {
    const group = groups[i]
    return group === undefined ? { way: [], isRestless: false } : wayOf(group, events, settings, last)
  })
  const namesSteps = ways.some(({ isRestless }) => isRestless)
  const firstStep = events.findIndex(({ kind }) => kind === 'takes')
  const isMet = (event: Event) =>
    [...shown.keys()].some((i) => concerns(groups[i]?.nodes ?? new Set(), event))
  return events.flatMap((event, i) => [
    ...(event.kind === 'rises' ? [event.name] : []),
    ...(event.kind === 'goes on' && (event.isOneOfMany || isMet(event)) ? [event.name] : []),
    ...(event.kind === 'takes' && namesSteps ? [i === firstStep ? rolloutBegins : rolloutGoesOn] : []),
    ...ways.flatMap(({ way }) => way[i] ?? []),
  ])
}

function listOf(chain: Chain): Event[] {
  const events: Event[] = []
  for (let here = chain; here !== null; here = here.before) events.unshift(here.event)
  return events
}

/** For each event the choices of a group that follow it, on a way that ends in this state, or goes round for ever. */
function wayOf(
  group: Group,
  events: readonly Event[],
  settings: readonly Setting[],
  last: number | null,
): { readonly way: readonly (readonly string[])[]; readonly isRestless: boolean } {
  const settingAt = (i: number) => settings[Math.max(0, i)] as Setting
  const isIdle = (event: Event, i: number) =>
    settingAt(i - 1).values === settingAt(i).values && !concerns(group.nodes, event)
  // From where each state was reached first, event by event.
  const sources: Map<number | null, number | null>[] = []
  let states: readonly (number | null)[] = [null]
  for (const [i, event] of events.entries()) {
    const from = new Map<number | null, number | null>()
    for (const state of states) {
      const isLast = i === events.length - 1
      const { states: next, round } = isIdle(event, i)
        ? { states: state === null ? [] : [state], round: null }
        : group.after(state, event, settingAt(i - 1), settingAt(i))
      for (const each of next) if (!from.has(each)) from.set(each, state)
      if (isLast && round !== null && !from.has(null)) from.set(null, state)
    }
    sources.push(from)
    states = [...from.keys()]
  }
  const way: (readonly string[])[] = []
  let to = last
  let isRestless = false
  for (const [i, event] of [...events.entries()].reverse()) {
    const from = sources[i]?.get(to) ?? null
    way.unshift(isIdle(event, i) ? [] : group.way(from, event, settingAt(i - 1), to))
    to = from
    isRestless ||= from !== null && group.isRestless(from)
  }
  return { way, isRestless }
}
