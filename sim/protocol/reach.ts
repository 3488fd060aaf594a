/** Which states of its chart a release can ever reach, and by which moves, whatever its peer says and does. */

import type { EndEvent } from '#machines/connection-end.ts'
import { type EndRules, nextTry, saysRefusal } from '#machines/rules.ts'
import { sayVersions } from '#machines/words.ts'
import { madeIn } from '../memo/made-in.ts'
import type { Release, Scenario } from '../scenario/model.ts'
import { endTable } from './end-table.ts'
import type { Transition } from './transition-table.ts'

export interface Reach {
  /** The leaves, such as `handshake.open`. */
  readonly leaves: ReadonlySet<string>
  /** The moves between leaves, such as `handshake.announcing > handshake.open`. */
  readonly moves: ReadonlySet<string>
}

const reached = { yes: new WeakMap<EndRules, Reach>(), no: new WeakMap<EndRules, Reach>() }

/**
 * What an end with these rules can reach, on its first connection and on those that it dials after a refusal.
 *
 * @param errors whether its protocol has words for a refusal
 */
export function reachable(rules: EndRules, errors = true): Reach {
  return madeIn(reached[errors ? 'yes' : 'no'], rules, () => reachOf(rules, errors))
}

function reachOf(rules: EndRules, errors: boolean): Reach {
  const leaves = new Set<string>()
  const moves = new Set<string>()
  const events = eventsFor(rules).filter(({ type }) => errors || type !== 'error')
  for (const offers of offersOf(rules)) {
    const table = endTable(rules, offers)
    const seen = new Set([table.initial.state])
    // A set goes on to what is added to it on the way.
    for (const state of seen) {
      const from = table.leaves(state)
      for (const leaf of from) leaves.add(leaf)
      for (const event of events) {
        const step = table.step(state, event)
        const to = table.leaves(step.state)
        for (const [region, source] of from.entries()) {
          const target = to[region] ?? source
          if (source !== target || (region === 0 && comesBack(step))) moves.add(`${source} > ${target}`)
        }
        seen.add(step.state)
      }
    }
  }
  return { leaves, moves }
}

/** Whether any release of a scenario says that it refuses, rather than only doing so. */
export function hasErrors({ roles }: Scenario): boolean {
  const isSaid = ({ rules, as = {} }: Pick<Release, 'rules' | 'as'>) =>
    [rules, ...Object.values(as)].some(saysRefusal)
  return roles.some(({ releases }) =>
    releases.some((release) => isSaid(release) || (release.with ?? []).some(isSaid)),
  )
}

/** Whoever leaves a state and comes back to it at once starts to wait anew. Only handshakes wait. */
const comesBack = ({ actions }: Transition) => actions.some(({ kind }) => kind === 'set timer')

/**
 * What can lead an end on, with enough of what can be said to take every way there is. What it has to send leads nowhere, and
 * that it closes nowhere else than that its peer does.
 */
function eventsFor(rules: EndRules): readonly EndEvent[] {
  const { versions } = rules
  const said = new Set([
    ...['', '?', ...versions, rules.offers],
    ...[versions, rules.accepts, rules.requires ?? []].map((flags) => sayVersions(versions, flags, '+')),
  ])
  return [
    { type: 'connected' },
    ...[...said].flatMap((version): EndEvent[] => [
      { type: 'version', version },
      { type: 'version', version, again: true },
    ]),
    ...supportedBy(rules).map((supported): EndEvent => ({ type: 'error', supported })),
    { type: 'message' },
    { type: 'none held' },
    { type: 'closed' },
    ...(rules.patience === undefined ? [] : silences),
  ]
}

/** By XState's own names for the events of a timer. */
const silences = ['announcing', 'awaiting'].map(
  (state) => ({ type: `xstate.after.patience.end.handshake.${state}` }) as unknown as EndEvent,
)

const supportedBy = ({ versions }: EndRules) => ['', ...versions]

/** What it offers first, and after every row of refusals. */
function offersOf(rules: EndRules): ReadonlySet<string> {
  const offers = new Set([rules.offers])
  for (const offered of offers) {
    for (const supported of supportedBy(rules)) {
      const next = nextTry({ ...rules, offers: offered }, supported)
      if (next !== null) offers.add(next.offers)
    }
  }
  return offers
}
