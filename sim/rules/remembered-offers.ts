/**
 * What dialers remember of refusals while they run: the offers with which they would dial next. What any member of a class may
 * remember is kept of each place at which some are; where that matters, each is a class of its own (`isToldApart`).
 */

import type { Retry } from '#machines/rules.ts'
import { madeIn } from '../memo/made-in.ts'
import { acceptorsFor } from '../scenario/hosts.ts'
import type { Link, Scenario } from '../scenario/model.ts'
import { releaseAt, remembersFor } from '../scenario/release.ts'
import { meet, works } from './meeting.ts'
import type { Present, View, Where } from './view.ts'

/** Whether any release of a scenario remembers a refusal. */
export function remembers({ roles }: Pick<Scenario, 'roles'>): boolean {
  return roles.some(({ releases }) =>
    releases.some(({ rules, as = {}, with: others = [] }) =>
      [
        rules,
        ...Object.values(as),
        ...others.flatMap((other) => [other.rules, ...Object.values(other.as ?? {})]),
      ].some(({ whenRefused }) => typeof whenRefused === 'object' && whenRefused.remembers !== 'nothing'),
    ),
  )
}

/** So many states are looked at where each holds what dialers remember, which depends on the way there. */
export const mostRemembering = 10_000

/** So many nodes can be told apart by what each of them remembers. */
const mostApart = 12

/**
 * Whether nodes that are alike have to be told apart, and can be: what one of them remembers no other does. Else what any of them
 * may remember is taken for what all may, and more is called unsafe than is.
 */
export const isToldApart = (scenario: Scenario): boolean =>
  remembers(scenario) && scenario.nodes.length <= mostApart

/**
 * Whether somebody who remembers is content with any of several acceptors: whom it has met depends on with whom it stays, and the
 * planner takes it to have met all. More is called unsafe then than is.
 */
export const mayMissSome = ({ roles, links, nodes }: Scenario): boolean =>
  links.some(
    ({ dialer, acceptor, needs }) =>
      needs === 'any' &&
      nodes.filter(
        ({ role, id }) => role === acceptor && id !== nodes.find((each) => each.role === dialer)?.id,
      ).length > 1 &&
      remembers({ roles: roles.filter(({ name }) => name === dialer) }),
  )

/**
 * Who has met whom over which link, for whom it remembers that, and the offer that was remembered then; '' where nothing had to
 * be. Whoever remembers for others from some level on does not find what it remembered before.
 */
type Met = readonly [
  dialer: string,
  scope: Scope,
  link: string,
  axis: number,
  at: readonly number[],
  offer: string,
]

type Scope = Retry['remembers']

const read = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly Met[]>>()

/** What is remembered, by the place of whoever remembers it. A memory is read once, however often it is asked. */
const byPlace = (memory: ReadonlySet<string>) => madeIn(read, memory, readByPlace)

function readByPlace(memory: ReadonlySet<string>): ReadonlyMap<string, readonly Met[]> {
  const places = new Map<string, Met[]>()
  for (const key of memory) {
    const met = JSON.parse(key) as Met
    madeIn(places, met[0], (): Met[] => []).push(met)
  }
  return places
}

const placeOf = ({ axis, place }: Pick<Where, 'axis' | 'place'>) => `${axis} ${place}`

/** The offers with which a dialer may dial an acceptor: undefined for that of its release. */
export function offersTo(
  view: View,
  link: Link,
  dialer: Present,
  acceptor: Present,
): readonly (string | undefined)[] {
  const scope = remembersFor(dialled(view, dialer), link)
  if (scope === 'nothing' || dialer.where === null || acceptor.where === null) return [undefined]
  const here = placeOf(dialer.where)
  const isFresh = view.fresh !== null && placeOf(view.fresh) === here
  const { axis, at } = acceptor.where
  if (link.needs === 'every') {
    // Whoever has just started dials all at once, before it remembers anything.
    if (isFresh && isOfUse(view, link, dialer, acceptor)) return [undefined]
    const made = isFresh ? [] : madeWith(view, link, dialer, acceptor, scope)
    if (made.length > 0) return made
  }
  const offers = new Set<string>()
  for (const [, own, over, peer, before, offer] of byPlace(view.memory).get(here) ?? []) {
    if (own !== scope) continue
    if (scope === 'cluster') {
      if (offer !== '') offers.add(offer)
      continue
    }
    // Of this peer itself only what it was on its way here.
    const isPeer = peer === axis && before.every((each, part) => each <= (at[part] ?? 0))
    if (isPeer && (scope === 'peer' || over === link.name)) offers.add(offer)
  }
  // Whoever has just started meets some before others: with a memory of them, or with none.
  if (isFresh && scope !== 'cluster') return [undefined]
  if (isFresh || offers.size === 0) offers.add('')
  return [...offers].map((offer) => (offer === '' ? undefined : offer))
}

/**
 * The offers with which the connection of two nodes was made that is still there: whatever else was remembered since, they do not
 * meet anew, as long as neither has gone and it is of use. None where that is not known.
 */
function madeWith(
  view: View,
  link: Link,
  dialer: Present,
  acceptor: Present,
  scope: Scope,
): readonly (string | undefined)[] {
  const [from, to] = [dialer.where, acceptor.where]
  // Where levels stand elsewhere than they did, it is asked whether it could be made anew.
  if (from === null || to === null || !from.isOne || !to.isOne || view.scenario.levels !== undefined)
    return []
  const offers = (byPlace(view.memory).get(placeOf(from)) ?? []).flatMap(
    ([, own, over, peer, before, offer]) =>
      own === scope && over === link.name && peer === to.axis && before.join() === to.at.join()
        ? [offer === '' ? undefined : offer]
        : [],
  )
  return offers.every((offer) => isOfUse(view, link, dialer, acceptor, offer)) ? offers : []
}

function isOfUse(view: View, link: Link, dialer: Present, acceptor: Present, offer?: string): boolean {
  return works(meet(view.scenario, link, dialled(view, dialer), dialled(view, acceptor), offer))
}

/** What is remembered once everybody has met everybody, with what was remembered before by those that are still there. */
export function rememberedIn(view: View): ReadonlySet<string> {
  const here = new Set(view.nodes.flatMap(({ where }) => (where === null ? [] : [placeOf(where)])))
  const kept = [...byPlace(view.memory)].flatMap(([place, met]) => (here.has(place) ? met : []))
  const memory = new Set(kept.map((met) => JSON.stringify(met)))
  for (const link of view.scenario.links) {
    for (const dialer of view.nodes.filter(({ role }) => role === link.dialer)) {
      const scope = remembersFor(dialled(view, dialer), link)
      if (dialer.where === null || scope === 'nothing') continue
      for (const acceptor of acceptorsFor(link, dialer, view.nodes)) {
        if (acceptor.where === null) continue
        for (const offer of offersTo(view, link, dialer, acceptor)) {
          const { remembered } = meet(
            view.scenario,
            link,
            dialled(view, dialer),
            dialled(view, acceptor),
            offer,
          )
          const { axis, at } = acceptor.where
          const after = remembered.length > 0 ? remembered : [offer ?? '']
          for (const each of after) {
            const met: Met = [placeOf(dialer.where), scope, link.name, axis, at, each]
            memory.add(JSON.stringify(met))
          }
        }
      }
    }
  }
  return memory
}

/** A release as it is where the levels stand for this node. */
export const dialled = (view: Pick<View, 'levels'>, { release, own }: Pick<Present, 'release' | 'own'>) =>
  releaseAt(release, { ...view.levels, ...own })
