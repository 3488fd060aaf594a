/** Plans an upgrade: every order, counted; a best one; what all safe ones have in common; the ways back; and why not. */

import { isToldApart, mayMissSome, mostRemembering, remembers } from '../rules/remembered-offers.ts'
import type { Condition, Scenario } from '../scenario/model.ts'
import { keeping, retarget } from '../scenario/order/target.ts'
import type { PlanStep, Unit } from '../scenario/order/units.ts'
import { unitsOf } from '../scenario/order/units.ts'
import { blameOf } from './blame.ts'
import { type Confirmation, confirm, isBrokenAtFirst } from './confirm.ts'
import { shortestFailure } from './counterexample.ts'
import { lossesAlong, lossesOfWaves } from './losses.ts'
import type { Limits, Loss, Plan, Route, SameWay } from './model.ts'
import { oneMore } from './one-more.ts'
import { precedencesOf } from './precedence.ts'
import { sayRepeats } from './proven.ts'
import { rollbackOf } from './rollback.ts'
import { sameForAll } from './same-for-all.ts'
import { exploreSpace } from './search/explore.ts'
import { findRoute, type RouteResult } from './search/route.ts'
import { gathered, shrink } from './search/shrink.ts'
import { bestOrder, type Counts, countOrders, mostStates, type Solution, solve } from './search/solve.ts'
import { judgementsOf } from './search/walk.ts'
import type { Wave } from './search/walk-way.ts'
import { type WalkedWay, walkWay } from './search/walk-way.ts'
import { problemOf } from './space/problem.ts'
import { exitsOf, firstSteps } from './steps.ts'
import { isAllThatMatters } from './suffice.ts'
import { provisosOf, takenForGranted } from './taken-for-granted.ts'

export interface PlanOptions {
  /** What has to be kept on the way. Absent: what the scenario says. */
  readonly keep?: readonly Condition[]
  /** The release that roles start from, and the one that they change to. Absent: as the scenario has it. */
  readonly from?: string
  readonly to?: string
  /** How many mixed states are looked at, at most. */
  readonly limit?: number
  /** Whether what is recommended is run before it is called safe. Absent: it is. */
  readonly isConfirmed?: boolean
  /** Whether it is looked for, where there is no way, what keeps it away, and what else could be changed. Absent: it is. */
  readonly isHelped?: boolean
  /** Told what is being worked out, before it is. */
  readonly progress?: (what: string) => void
  /** Told every part of the plan as soon as it is known: the verdict first, and every part once. */
  readonly known?: (part: Partial<Plan>) => void
}

/** So many mixed states of a plan that is not asked for are looked at, to see whether it would help. */
const mostHelping = 5_000

/** Plans the upgrade of a scenario. */
export function plan(scenario: Scenario, options: PlanOptions = {}): Plan {
  const { keep, limit = mostStates, isConfirmed = true, isHelped = true } = options
  const { progress = () => {}, known = () => {} } = options
  const told = <Part extends Partial<Plan>>(part: Part): Part => {
    known(part)
    return part
  }
  const shrunk = shrink(keeping(retarget(scenario, options), keep))
  const aimed = shrunk.scenario
  const units = unitsOf(aimed)

  progress('every mixed state that straight orders pass')
  const { straight, isInexact: mayBeMore } = solveStraight(aimed, units, limit)
  // What is broken before the first step is so in every order, whatever may be remembered later.
  const isHopeless = mayBeMore && straight.explored.start === null && isConfirmed && isBrokenAtFirst(aimed)
  const isInexact = mayBeMore && !isHopeless
  const isRouted = straight.verdict === 'unsafe' && !isHopeless
  if (isRouted) progress('a route through other releases')
  const route = isRouted ? findRoute(aimed, units, { limit }) : null
  const found = route?.phases ? route : null
  const followed = found === null ? straight : solve(problemOf(aimed, found.units), limit)

  progress('a best order, and every moment of it')
  const best = bestOrder(followed)
  const walked = best && walkWay(followed.problem, best.way)
  const isWalked = walked !== null && walked.faults.length === 0 && !walked.isCut
  // Of units that stand for others there is nothing to run.
  const isRun = isWalked && isConfirmed && shrunk.alike.size === 0
  if (isRun) progress('runs of the best order')
  const confirmed = isRun && best ? confirm(aimed, best.phases, walked.waves) : unconfirmed
  const isWay = isWalked && confirmed.doubts.length === 0
  const phases = isWay ? (best?.phases ?? []) : []
  const head = told({
    scenario: aimed.name,
    keep: [...straight.problem.keep],
    units: followed.problem.units,
    verdict: isHopeless ? 'unsafe' : verdictOn(straight, followed, route, isWay, isInexact),
    waves: isWay ? walked.waves : [],
    losses: isWay ? lossesOf(followed, phases, walked.waves) : [],
    isExact: !isInexact && !straight.explored.isCut,
  } satisfies Partial<Plan>)

  progress('the number of safe orders')
  const isShrunk = shrunk.alike.size > 0
  const counts = isShrunk || isInexact ? uncounted : countOrders(straight, limit * 3)
  const numbers = told({
    allOrders: text(counts.all),
    safeOrders: text(counts.safe),
    unsupportedOrders: text(counts.unsupported),
  })

  const isBlamed = isHelped && straight.verdict === 'unsafe'
  if (isBlamed) progress('which rules are to blame')
  const blame = isBlamed ? blameOf(straight, limit) : []
  const why = told({ blame: blame ?? [] })

  const isLost = isHelped && head.verdict === 'unsafe'
  if (isLost) progress('what would help')
  const hasWay = (other: Scenario) =>
    plan(other, { limit: Math.min(limit, mostHelping), isHelped: false }).verdict === 'safe'
  const help = told({ wouldHelp: isLost ? oneMore(aimed, hasWay) : [] })

  progress('what all safe orders have in common')
  const isAllSeen = !isInexact && !followed.explored.isCut
  const precedences = isWay && isAllSeen ? precedencesOf(followed.space, followed.explored) : []
  const common = told({
    precedences,
    precedencesSuffice: isWay && isAllSeen && isAllThatMatters(followed, precedences),
  })

  const routedCounts = found === null || isShrunk ? counts : countOrders(followed, limit * 3)
  const listed = phases.map((phase) => gathered(phase, shrunk))
  const way = told({
    phases: listed,
    route:
      found && isWay
        ? routeOf(found, listed, routedCounts, isShrunk ? null : sameForAll(aimed, found.units, limit))
        : null,
  })

  progress('the steps that lead astray')
  const all = firstSteps(followed, shrunk)
  // Of what is not known not to be safe nothing is said.
  const firsts = told({ firstSteps: isInexact ? all.filter(({ safe }) => safe) : all })

  progress('the ways back')
  const back = told({ rollback: rollbackOf(followed.problem, phases, shrunk) })
  const granted = told({
    takenForGranted: takenForGranted(aimed, { phases: listed, ...back }),
    holdsOnlyIf: provisosOf(aimed, listed.flat()),
  })

  progress('where orders go wrong')
  const exits = told({ exits: isInexact ? [] : exitsOf(followed) })
  const trouble = told({ counterexample: shortestFailure(straight, !isShrunk) })
  const rest = told({
    cost: null,
    limits: limitsOf(straight, followed, counts, route, walked, confirmed, isInexact, blame !== null),
  })
  return {
    ...head,
    ...numbers,
    ...why,
    ...help,
    ...common,
    ...way,
    ...firsts,
    ...back,
    ...granted,
    ...exits,
    ...trouble,
    ...rest,
  }
}

/**
 * Searches straight orders; where nodes have to be told apart, both with those that are alike taken together, which is told more
 * easily, and each by itself, which finds all that there is.
 */
function solveStraight(
  scenario: Scenario,
  units: readonly Unit[],
  limit: number,
): {
  readonly straight: Solution
  /** Whether there may be safe orders that were not found. */
  readonly isInexact: boolean
} {
  const together = solve(
    problemOf(scenario, units),
    remembers(scenario) ? Math.min(limit, mostRemembering) : limit,
  )
  const maySeeMore = mayMissSome(scenario) && !together.explored.isSafe
  const isMerged = together.problem.classes.some(({ kind, members }) => kind === 'node' && members.length > 1)
  if (!remembers(scenario) || !isMerged) return { straight: together, isInexact: maySeeMore }
  // More is called unsafe then than is, so that of what is all safe there is no more to find.
  if (together.explored.isSafe) return { straight: together, isInexact: false }
  if (!isToldApart(scenario)) return { straight: together, isInexact: true }
  const most = Math.ceil(mostMeetings / scenario.nodes.length ** 4)
  const apart = solve(problemOf(scenario, units, { isApart: true }), Math.min(limit, most))
  if (apart.explored.isCut) return { straight: together, isInexact: true }
  const safe = countOrders(apart, limit * 3).safe
  const isSame = together.verdict === apart.verdict && countOrders(together, limit * 3).safe === safe
  return { straight: isSame ? together : apart, isInexact: maySeeMore || (safe === null && !isSame) }
}

/**
 * Of nodes that are told apart so many states are looked at, times the pairs that there may be in each, twice: it holds what
 * everyone remembers of everyone, and whoever takes a step meets all anew.
 */
const mostMeetings = 22_000_000

const unconfirmed: Confirmation = { proven: [], doubts: [] }

/** Of too many steps. */
const uncounted: Counts = { all: null, safe: null, unsupported: null, states: 0 }

const text = (count: bigint | null) => count?.toString() ?? null

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
): Plan['verdict'] {
  if (isWay) return 'safe'
  if (isInexact) return 'unknown'
  const isProven = straight.verdict === 'unsafe' && isSettled(route) && followed.verdict === 'unsafe'
  if (!isProven) return 'unknown'
  return isPossibleUnsupported(straight) ? 'unsupported' : 'unsafe'
}

/** Whether an order breaks nothing, but for what the vendor does not support. */
function isPossibleUnsupported({ space, judge, problem: { keep } }: Solution): boolean {
  return keep.has('supported') && exploreSpace(space, judge, mostStates, (each) => each !== 'unsafe').alive
}

/** What is lost on the way: along the order as it is listed, and where steps of a wave are taken otherwise. */
function lossesOf(
  { problem }: Solution,
  phases: readonly (readonly PlanStep[])[],
  waves: readonly Wave[],
): readonly Loss[] {
  const steps = phases.flat()
  const lengths = phases.map(({ length }) => length)
  return lossesOfWaves(lossesAlong(judgementsOf(problem, steps)), waves, lengths)
}

const isSettled = (route: RouteResult | null) => route !== null && (route.phases !== null || route.isProven)

function routeOf(
  { units, isShortest }: { readonly units: readonly Unit[]; readonly isShortest: boolean },
  phases: readonly (readonly PlanStep[])[],
  { all, safe }: Counts,
  same: SameWay | null,
): Route {
  return {
    phases,
    steps: phases.flat().reduce((sum, { alike = 0 }) => sum + 1 + alike, 0),
    units: units.map(({ id, role, path }) => ({ unit: id, role, through: path })),
    isShortest,
    sameForAll: same,
    allOrders: text(all),
    safeOrders: text(safe),
  }
}

function limitsOf(
  straight: Solution,
  followed: Solution,
  counts: Counts,
  route: RouteResult | null,
  walked: WalkedWay | null,
  confirmed: Confirmation,
  isInexact: boolean,
  isBlameKnown: boolean,
): Limits {
  const { explored } = straight
  const proven: string[] = []
  const notProven: string[] = []
  const put = (isProven: boolean, what: string) => (isProven ? proven : notProven).push(what)
  put(
    !explored.isCut,
    `which of the mixed states that straight orders pass are safe, every connection under every delivery order${sayRepeats(straight.problem.scenario)}`,
  )
  put(counts.safe !== null, 'how many straight orders are safe')
  if (isInexact)
    notProven.push(
      'that no other order is safe: what one node remembers is taken for what all may that are like it',
    )
  if (walked !== null) {
    const [fault] = walked.faults
    const why = fault === undefined ? '' : `: ${fault.reason} (${fault.rule})`
    put(
      fault === undefined && !walked.isCut,
      `the order that is best, at every moment of every wave at its pace${why}`,
    )
  }
  proven.push(...confirmed.proven)
  notProven.push(...confirmed.doubts.map((doubt) => `that the order holds which is best: ${doubt}`))
  if (route !== null) {
    if (route.phases === null)
      put(route.isProven && !isInexact, 'that no way through the known releases is safe')
    else {
      put(followed.verdict === 'safe', 'that the route is safe')
      put(route.isShortest, 'that no route has fewer steps')
    }
  }
  if (!isBlameKnown) notProven.push('which rules are to blame')
  return {
    states: explored.nodes.length + (followed === straight ? 0 : followed.explored.nodes.length),
    proven,
    notProven,
  }
}
