/** Plans an upgrade: every order, counted; a best one; what all safe ones have in common; the ways back; and why not. */

import type { Condition, Scenario } from '../scenario/model.ts'
import { keeping, retarget } from '../scenario/order/target.ts'
import type { PlanStep } from '../scenario/order/units.ts'
import { blameOf } from './blame.ts'
import { shortestFailure } from './counterexample.ts'
import { effortsOf } from './efforts.ts'
import { findWay } from './find-way.ts'
import { limitsOf } from './limits.ts'
import { lossesAlong, lossesOfWaves } from './losses.ts'
import type { Loss, Plan, Route, SameWay } from './model.ts'
import { oneMore } from './one-more.ts'
import { precedencesOf } from './precedence.ts'
import { rollbackOf } from './rollback.ts'
import { sameForAll } from './same-for-all.ts'
import type { FoundRoute } from './search/route.ts'
import { gathered, shrink } from './search/shrink.ts'
import { type Counts, countOrders, type Solution } from './search/solve.ts'
import { judgementsOf } from './search/walk.ts'
import type { Wave } from './search/walk-way.ts'
import { exitsOf, firstSteps } from './steps.ts'
import { isAllThatMatters } from './suffice.ts'
import { provisosOf, takenForGranted } from './taken-for-granted.ts'

export interface PlanOptions {
  /** What has to be kept on the way. Absent: what the scenario says. */
  readonly keep?: readonly Condition[]
  /** The release that roles start from, and the one that they change to. Absent: as the scenario has it. */
  readonly from?: string
  readonly to?: string
  /** How many mixed states a search meets, at most; more than usual are given more steps and more room as well. */
  readonly limit?: number
  /** Whether what is recommended is run before it is called safe. Absent: it is. */
  readonly isConfirmed?: boolean
  /** Told what is being worked out, before it is, and now and then how many steps were looked at so far. */
  readonly progress?: (what: string, steps: number) => void
  /** Told every part of the plan as soon as it is known: the verdict first, and every part once. */
  readonly known?: (part: Partial<Plan>) => void
}

/** Plans the upgrade of a scenario. */
export function plan(scenario: Scenario, options: PlanOptions = {}): Plan {
  const { keep, limit, isConfirmed = true } = options
  const { progress = () => {}, known = () => {} } = options
  const told = <Part extends Partial<Plan>>(part: Part): Part => {
    known(part)
    return part
  }
  let what = ''
  const efforts = effortsOf(limit, (steps) => progress(what, steps))
  const begin = (part: string) => {
    what = part
    progress(part, 0)
  }
  const shrunk = shrink(keeping(retarget(scenario, options), keep))
  const aimed = shrunk.scenario
  const way = findWay(shrunk, efforts, isConfirmed, begin)
  const { straight, followed, found, isInexact, isWay, phases, walked } = way
  const waves = isWay ? (walked?.waves ?? []) : []
  const head = told({
    scenario: aimed.name,
    keep: [...straight.problem.keep],
    units: followed.problem.units,
    verdict: way.verdict,
    waves,
    losses: isWay ? lossesOf(followed, phases, waves) : [],
    isExact: !isInexact && straight.explored.limit === null,
  } satisfies Partial<Plan>)

  begin('the number of safe orders')
  const isShrunk = shrunk.alike.size > 0
  const counts = isShrunk || isInexact ? uncounted : countOrders(straight, efforts.count())
  const numbers = told({
    allOrders: text(counts.all),
    safeOrders: text(counts.safe),
    unsupportedOrders: text(counts.unsupported),
  })

  const isBlamed = straight.verdict === 'unsafe'
  if (isBlamed) begin('which rules are to blame')
  const blame = isBlamed ? blameOf(straight, efforts.blame()) : []
  const why = told({ blame: blame ?? [] })

  const isLost = head.verdict === 'unsafe'
  if (isLost) begin('what would help')
  const helping = efforts.within(efforts.help())
  const hasWay = (other: Scenario) => findWay(shrink(other), helping, true, () => {}).verdict === 'safe'
  const help = told({ wouldHelp: isLost ? oneMore(aimed, hasWay) : [] })

  begin('what all safe orders have in common')
  const isAllSeen = !isInexact && followed.explored.limit === null
  const precedences = isWay && isAllSeen ? precedencesOf(followed.space, followed.explored) : []
  const common = told({
    precedences,
    precedencesSuffice: isWay && isAllSeen && isAllThatMatters(followed, precedences, efforts.count()),
  })

  const routedCounts = found === null || isShrunk ? counts : countOrders(followed, efforts.count())
  const listed = phases.map((phase) => gathered(phase, shrunk))
  const listing = told({
    phases: listed,
    route:
      found && isWay
        ? routeOf(found, listed, routedCounts, isShrunk ? null : sameForAll(aimed, found.units, efforts))
        : null,
  })

  begin('the steps that lead astray')
  const all = firstSteps(followed, shrunk)
  // Of what is not known not to be safe nothing is said.
  const firsts = told({ firstSteps: isInexact ? all.filter(({ safe }) => safe) : all })

  begin('the ways back')
  const back = told({ rollback: rollbackOf(followed.problem, phases, shrunk, efforts.back()) })
  const granted = told({
    takenForGranted: takenForGranted(aimed, { phases: listed, ...back }),
    holdsOnlyIf: provisosOf(aimed, listed.flat()),
  })

  begin('where orders go wrong')
  const exits = told({ exits: isInexact ? [] : exitsOf(followed) })
  const trouble = told({ counterexample: shortestFailure(straight, efforts.trouble(), !isShrunk) })
  const rest = told({
    cost: null,
    limits: limitsOf(way, counts, blame !== null, back.rollback),
  })
  return {
    ...head,
    ...numbers,
    ...why,
    ...help,
    ...common,
    ...listing,
    ...firsts,
    ...back,
    ...granted,
    ...exits,
    ...trouble,
    ...rest,
  }
}

/** Of too many steps. */
const uncounted: Counts = { all: null, safe: null, unsupported: null, states: 0 }

const text = (count: bigint | null) => count?.toString() ?? null

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

function routeOf(
  { units, isShortest }: Pick<FoundRoute, 'units' | 'isShortest'>,
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
