/** What would make an order safe: steps moved, a version added to what a release accepts, a way through another release. */
import { readVersions } from '#machines/words.ts'
import { releaseOf, rulesOf } from '../cluster.ts'
import { explorePair } from '../matrix.ts'
import { isBroken } from '../outcome.ts'
import type { Link, Release, Scenario } from '../scenario/model.ts'
import { sayList } from '../words.ts'
import type { Finding, PlanStep, Precedence, Repair, StepGroup } from './model.ts'
import { precedencesOf } from './precedence.ts'
import type { Problem } from './problem.ts'
import { findRoute } from './route.ts'
import { bestOrder, solve } from './solve.ts'
import { judgementsOf } from './walk.ts'

/**
 * Repairs for an order that fails.
 *
 * @param failing how many steps lead into the first state that is not safe
 */
export function repairsFor(
  scenario: Scenario,
  problem: Problem,
  order: readonly PlanStep[],
  failing: number,
): Repair[] {
  const solution = solve(problem)
  const [fault] = judgementsOf(problem, order.slice(0, failing))[failing]?.faults ?? []
  const accept = fault === undefined ? [] : acceptMore(scenario, fault)
  if (solution.verdict === 'safe') {
    const moved = moveSteps(problem, order, precedencesOf(solution.space, solution.explored))
    const best = bestOrder(solution)?.phases.flat() ?? []
    const instead: Repair = { kind: 'move', text: `take this order: ${sayOrder(best)}`, order: best }
    return [moved ?? instead, ...accept]
  }
  return [...throughOthers(scenario, problem), ...accept]
}

/** Puts everything before the steps that must come after it. Null where that does not make the order safe. */
function moveSteps(
  problem: Problem,
  order: readonly PlanStep[],
  precedences: readonly Precedence[],
): Repair | null {
  let steps = [...order]
  const moves: string[] = []
  // Each pass mends the first step that comes too early.
  for (let pass = 0; pass < order.length * 2; pass++) {
    const early = firstEarly(steps, precedences)
    if (early === null) break
    const { at, missing } = early
    const moved = new Set(missing)
    const rest = steps.filter((step) => !moved.has(step))
    const place = rest.indexOf(steps[at] as PlanStep)
    moves.push(`${sayList(missing.map(sayStep))} before ${sayStep(steps[at] as PlanStep)}`)
    steps = [...rest.slice(0, place), ...missing, ...rest.slice(place)]
  }
  const isSafe = judgementsOf(problem, steps).every(({ verdict }) => verdict === 'safe')
  return isSafe && moves.length > 0
    ? { kind: 'move', text: `move ${moves.join('; then ')}`, order: steps }
    : null
}

function firstEarly(steps: readonly PlanStep[], precedences: readonly Precedence[]) {
  const groups = precedences.map(({ before, after }) => {
    const isBefore = membersOf(before)
    return { isBefore, isAfter: membersOf(after), last: steps.findLastIndex(isBefore) }
  })
  for (const [at, step] of steps.entries()) {
    const needed = groups.filter(({ isAfter, last }) => last > at && isAfter(step))
    if (needed.length === 0) continue
    const missing = steps
      .slice(at + 1)
      .filter((later) => later.unit !== step.unit && needed.some(({ isBefore }) => isBefore(later)))
    if (missing.length > 0) return { at, missing: withEarlier(steps, at, missing) }
  }
  return null
}

/** Whether a step is one of a group. */
function membersOf({ units, from, to }: StepGroup): (step: PlanStep) => boolean {
  const members = new Set(units)
  return (step) => step.from === from && step.to === to && members.has(step.unit)
}

/** A step of a unit brings those of the same unit with it that come before it. */
function withEarlier(steps: readonly PlanStep[], at: number, some: readonly PlanStep[]): PlanStep[] {
  const places = new Map(steps.map((step, i) => [step, i]))
  const last = new Map(some.map((step) => [step.unit, places.get(step) ?? -1]))
  return steps.filter((step, i) => i > at && i <= (last.get(step.unit) ?? -1))
}

/** Names a unit, and the value where it is not plain that it is its only step. */
const sayStep = ({ unit, role, to }: PlanStep) =>
  unit.startsWith(role) || unit.includes('.') ? `${unit} to ${to}` : unit

export const sayOrder = (steps: readonly PlanStep[]) => steps.map(({ unit }) => unit).join(', ')

/** A version that the end that refuses would have to accept for the connection to work. */
function acceptMore(scenario: Scenario, { pair }: Finding): Repair[] {
  const link = scenario.links.find(({ name }) => name === pair?.link)
  if (link === undefined || pair === undefined || !isBroken(pair.outcome)) return []
  const dialer = releaseOf(scenario, link.dialer, pair.dialer)
  const acceptor = releaseOf(scenario, link.acceptor, pair.acceptor)
  return [
    ...tryAccepting(scenario, link, dialer, acceptor, 'dialer'),
    ...tryAccepting(scenario, link, dialer, acceptor, 'acceptor'),
  ].slice(0, 1)
}

function tryAccepting(
  scenario: Scenario,
  link: Link,
  dialer: Release,
  acceptor: Release,
  side: 'dialer' | 'acceptor',
): Repair[] {
  const own = side === 'dialer' ? dialer : acceptor
  const peer = side === 'dialer' ? acceptor : dialer
  const rules = rulesOf(own, link, side)
  const theirs = rulesOf(peer, link, side === 'dialer' ? 'acceptor' : 'dialer')
  const spoken = [...readVersions(scenario.versions, theirs.offers), ...theirs.accepts]
  const missing = scenario.versions.filter(
    (version) => spoken.includes(version) && !rules.accepts.includes(version),
  )
  const works = (more: string) => {
    const accepts = scenario.versions.filter((version) => version === more || rules.accepts.includes(version))
    // What an end does in just this place wins over all else that it says.
    const changed: Release = { ...own, as: { ...own.as, [`${link.name} ${side}`]: { ...rules, accepts } } }
    const ends = side === 'dialer' ? ([changed, acceptor] as const) : ([dialer, changed] as const)
    return !isBroken(explorePair(scenario, link, ...ends).outcome)
  }
  const found = missing.findLast(works)
  return found === undefined
    ? []
    : [{ kind: 'accept', text: `add ${found} to what ${link[side]} ${own.name} accepts` }]
}

function throughOthers(scenario: Scenario, { units, keep }: Problem): Repair[] {
  const route = findRoute(scenario, units, [...keep])
  if (route.phases === null) return []
  const between = new Set(
    route.units.flatMap(({ role, path }) => path.slice(1, -1).map((release) => `${role} ${release}`)),
  )
  if (between.size === 0) return []
  return [{ kind: 'route', text: `go through ${sayList([...between])}`, order: route.phases.flat() }]
}
