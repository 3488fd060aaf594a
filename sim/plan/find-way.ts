/** Whether an upgrade has a safe way, straight or through other releases, and the best one: searched, walked and run. */

import { isToldApart, mayMissSome, mostRemembering, remembers } from '../rules/remembered-offers.ts'
import type { Verdict } from '../rules/verdict.ts'
import type { Scenario } from '../scenario/model.ts'
import type { PlanStep, Unit } from '../scenario/order/units.ts'
import { unitsOf } from '../scenario/order/units.ts'
import { type Confirmation, confirm, isBrokenAtFirst } from './confirm.ts'
import type { Efforts } from './efforts.ts'
import { exploreSpace } from './search/explore.ts'
import { type FoundRoute, findRoute, type RouteResult } from './search/route.ts'
import type { Shrunk } from './search/shrink.ts'
import { bestOrder, countOrders, type Solution, solve } from './search/solve.ts'
import { type WalkedWay, walkWay } from './search/walk-way.ts'
import { problemOf } from './space/problem.ts'

/** What is known of whether there is a way, and of the best one. */
export interface FoundWay {
  readonly verdict: Verdict
  /** What was found of straight orders, and of those by the route, which are the same where there is none. */
  readonly straight: Solution
  readonly followed: Solution
  /** Null where none was looked for. */
  readonly route: RouteResult | null
  readonly found: FoundRoute | null
  /** Whether there may be safe orders that were not found, of which each is not known not to be. */
  readonly isInexact: boolean
  /** Whether what is best holds, as far as it was walked and run. */
  readonly isWay: boolean
  /** Its phases; none where it does not hold. */
  readonly phases: readonly (readonly PlanStep[])[]
  /** Null where there was nothing to walk. */
  readonly walked: WalkedWay | null
  readonly confirmed: Confirmation
}

/**
 * Looks for the best way of a scenario, which is shrunk.
 *
 * @param isConfirmed whether what is best is run before it is called safe
 * @param progress told what is being worked out, before it is
 */
export function findWay(
  { scenario, alike }: Shrunk,
  efforts: Efforts,
  isConfirmed: boolean,
  progress: (what: string) => void,
): FoundWay {
  const units = unitsOf(scenario)
  progress('every mixed state that straight orders pass')
  const { straight, isInexact: mayBeMore } = solveStraight(scenario, units, efforts)
  // What is broken before the first step is so in every order, whatever may be remembered later.
  const isHopeless = mayBeMore && straight.explored.start === null && isConfirmed && isBrokenAtFirst(scenario)
  const isInexact = mayBeMore && !isHopeless
  const isRouted = straight.verdict === 'unsafe' && !isHopeless
  if (isRouted) progress('a route through other releases')
  const route = isRouted ? findRoute(scenario, units, { effort: efforts.route() }) : null
  const found = route?.phases ? route : null
  const followed =
    found === null ? straight : solve(problemOf(scenario, found.units), efforts.search(), found.phases.flat())

  progress('a best order, and every moment of it')
  const best = bestOrder(followed, efforts.best())
  const walked = best && walkWay(followed.problem, best.way, efforts.waves())
  const isWalked = walked !== null && walked.faults.length === 0 && !walked.isCut
  // Of units that stand for others there is nothing to run.
  const isRun = isWalked && isConfirmed && alike.size === 0
  if (isRun) progress('runs of the best order')
  const confirmed = isRun && best ? confirm(scenario, best.phases, walked.waves) : unconfirmed
  const isWay = isWalked && confirmed.doubts.length === 0
  const verdict = isHopeless ? 'unsafe' : verdictOn(straight, followed, route, isWay, isInexact, efforts)
  const phases = isWay ? (best?.phases ?? []) : []
  return { verdict, straight, followed, route, found, isInexact, isWay, phases, walked, confirmed }
}

const unconfirmed: Confirmation = { proven: [], doubts: [] }

/**
 * Searches straight orders; where nodes have to be told apart, both with those that are alike taken together, which is told more
 * easily, and each by itself, which finds all that there is.
 */
function solveStraight(
  scenario: Scenario,
  units: readonly Unit[],
  efforts: Efforts,
): {
  readonly straight: Solution
  /** Whether there may be safe orders that were not found. */
  readonly isInexact: boolean
} {
  const together = solve(
    problemOf(scenario, units),
    efforts.search(remembers(scenario) ? { states: mostRemembering } : {}),
  )
  const maySeeMore = mayMissSome(scenario) && !together.explored.isSafe
  const isMerged = together.problem.classes.some(({ kind, members }) => kind === 'node' && members.length > 1)
  if (!remembers(scenario) || !isMerged) return { straight: together, isInexact: maySeeMore }
  // More is called unsafe then than is, so that of what is all safe there is no more to find.
  if (together.explored.isSafe) return { straight: together, isInexact: false }
  if (!isToldApart(scenario)) return { straight: together, isInexact: true }
  const most = Math.ceil(mostMeetings / scenario.nodes.length ** 4)
  const apart = solve(problemOf(scenario, units, { isApart: true }), efforts.search({ states: most }))
  if (apart.explored.limit !== null) return { straight: together, isInexact: true }
  const safe = countOrders(apart, efforts.count()).safe
  const isSame = together.verdict === apart.verdict && countOrders(together, efforts.count()).safe === safe
  return { straight: isSame ? together : apart, isInexact: maySeeMore || (safe === null && !isSame) }
}

/**
 * Of nodes that are told apart so many states are looked at, times the pairs that there may be in each, twice: it holds what
 * everyone remembers of everyone, and whoever takes a step meets all anew.
 */
const mostMeetings = 22_000_000

/**
 * The verdict: whether there is a way that was walked; or else one that is only not supported; or else whether it is proven
 * that there is none.
 */
function verdictOn(
  straight: Solution,
  followed: Solution,
  route: RouteResult | null,
  isWay: boolean,
  isInexact: boolean,
  efforts: Efforts,
): Verdict {
  if (isWay) return 'safe'
  if (isInexact) return 'unknown'
  const isProven = straight.verdict === 'unsafe' && isSettled(route) && followed.verdict === 'unsafe'
  if (!isProven) return 'unknown'
  return isPossibleUnsupported(straight, efforts) ? 'unsupported' : 'unsafe'
}

/** Whether an order breaks nothing, but for what the vendor does not support. */
function isPossibleUnsupported({ space, judge, problem: { keep } }: Solution, efforts: Efforts): boolean {
  return (
    keep.has('supported') && exploreSpace(space, judge, efforts.search(), (each) => each !== 'unsafe').alive
  )
}

const isSettled = (route: RouteResult | null) => route !== null && (route.phases !== null || route.isProven)
