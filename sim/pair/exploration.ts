/** The exploration of two releases that meet on a link: what their ends go by, and the calls that are made. */

import { exceptional, exceptionOf, lossesAt } from '../protocol/exception.ts'
import { trafficOn, type Wanted, wanted } from '../protocol/traffic.ts'
import type { Link, Release, Scenario } from '../scenario/model.ts'
import { rulesOf } from '../scenario/release.ts'
import { type Exploration, explore } from './explore.ts'
import type { CallFate, PairSpec } from './pair-spec.ts'

/** The two releases of a pair. */
export interface Both {
  readonly dialer: Release
  readonly acceptor: Release
}

/**
 * The exploration behind what is said of a pair: with a schedule that ends as badly as any.
 *
 * @param offers what the dialer remembers that it can offer; absent: it offers what its release does
 */
export function exploration(scenario: Scenario, link: Link, joined: Both, offers?: string): Exploration {
  return explore(pairSpec(scenario, link, joined, offers))
}

/**
 * What is explored of two releases.
 *
 * @internal the exploration is held against another one
 */
export function pairSpec(scenario: Scenario, link: Link, joined: Both, offers?: string): PairSpec {
  const { dialer, acceptor } = joined
  const exception = exceptionOf(scenario, link, dialer, acceptor)
  const { test, start, repeat } = trafficOn(scenario, link)
  const fateOf = once((name: string, spoken) => callFate(wanted(scenario, link, joined, name, spoken)))
  const lostHere = once((dialer: string | null, acceptor) =>
    lossesAt(scenario, link, joined, { dialer, acceptor }),
  )
  return {
    rules: {
      dialer: exceptional(rulesOf(dialer, link, 'dialer'), 'dialer', exception),
      acceptor: exceptional(rulesOf(acceptor, link, 'acceptor'), 'acceptor', exception),
    },
    calls: { test, start, repeat: repeat.map(({ call }) => call) },
    fateOf,
    lostAt: ({ dialer: one, acceptor: other }) => lostHere(one, other),
    // What is known of a pair holds whatever was refused before.
    offers: exception === null ? offers : undefined,
  }
}

/** Gives what `make` has made of the same two before: an exploration asks for it again and again. */
function once<A extends string | null, T>(make: (a: A, b: string | null) => T): typeof make {
  const made = new Map<A, Map<string | null, T>>()
  return (a, b) => {
    const byB = made.get(a) ?? new Map<string | null, T>()
    const known = byB.get(b) ?? make(a, b)
    made.set(a, byB.set(b, known))
    return known
  }
}

/** What comes of a call in the end: those that its caller does without leave no trace. */
function callFate(tries: readonly Wanted[]): CallFate {
  const how = tries.at(-1)?.how
  return how === undefined || how === 'skipped' ? 'none' : how
}
