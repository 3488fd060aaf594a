/** What comes of two releases meeting on a link: explored once, and looked up afterwards. */

import { madeIn } from '../memo/made-in.ts'
import { exploration } from '../pair/exploration.ts'
import { isKept } from '../pair/explore.ts'
import { isGoneState } from '../protocol/outcome-of.ts'
import { unanswered } from '../protocol/why.ts'
import type { Link, Release, Scenario } from '../scenario/model.ts'
import { isBroken } from '../scenario/outcome.ts'
import { type PairResult, pairResult } from './matrix.ts'

export interface Meeting extends PairResult {
  /**
   * Calls that either end cannot do without and cannot make on this connection, each with the reason, and an answer to the first
   * one that never comes, all as said of the dialer.
   */
  readonly needed: readonly string[]
  /** The offers that the dialer may come to remember on the way, if its release remembers any: each that it dials again with. */
  readonly remembered: readonly string[]
  /**
   * Whether in some delivery order the connection passes its test, so that its dialer takes it for one that can be used, and is
   * of no use all the same: as one on which calls that are needed are missing, or that is half-open, with which it stays, or one
   * that is open for an instant, which it may take again and again. Who needs any one acceptor looks for no other meanwhile.
   */
  readonly isTaken: boolean
  /** Whether it loses that connection again, so that it may take one like it for ever, whatever better one it could have. */
  readonly isFleeting: boolean
}

type ByOffers = Map<string | undefined, Meeting>

const met = new WeakMap<Scenario, Map<Link, Map<Release, Map<Release, ByOffers>>>>()

/**
 * What comes of one release dialling another, under every delivery order: the same object each time.
 *
 * @param offers what the dialer remembers that it can offer; absent: it offers what its release does
 */
export function meet(
  scenario: Scenario,
  link: Link,
  dialer: Release,
  acceptor: Release,
  offers?: string,
): Meeting {
  const byLink = madeIn(met, scenario, () => new Map<Link, Map<Release, Map<Release, ByOffers>>>())
  const byDialer = madeIn(byLink, link, () => new Map<Release, Map<Release, ByOffers>>())
  const byAcceptor = madeIn(byDialer, dialer, () => new Map<Release, ByOffers>())
  const byOffers = madeIn(byAcceptor, acceptor, (): ByOffers => new Map())
  return madeIn(byOffers, offers, () => {
    const joined = { dialer, acceptor }
    const explored = exploration(scenario, link, joined, offers)
    const result = pairResult(scenario, link, joined, explored)
    const { needed } = result
    const isUnanswered = explored.rests.some(({ outcome, isTested }) => !isBroken(outcome) && !isTested)
    return {
      ...result,
      needed: [...needed, ...(isUnanswered ? [unanswered] : [])],
      remembered: explored.remembered,
      isTaken: explored.rests.some((rest) => isKept(rest) || (rest.isTested && needed.length > 0)),
      isFleeting: explored.rests.some((rest) => isKept(rest) && isGoneState(rest.ends.dialer.state)),
    }
  })
}

/** Whether a connection that comes to this is of use. */
export const works = ({ outcome, needed }: Meeting): boolean => !isBroken(outcome) && needed.length === 0
