/** What would make an order safe: steps moved, a version added to what a release accepts, a way through another release. */

import { readVersions } from '#machines/words.ts'
import { meet } from '../rules/meeting.ts'
import type { Finding, Keep } from '../rules/verdict.ts'
import type { View } from '../rules/view.ts'
import type { Link, Release, Scenario } from '../scenario/model.ts'
import type { PlanStep } from '../scenario/order/units.ts'
import { isBroken } from '../scenario/outcome.ts'
import { releaseAt, rulesOf, sayRelease } from '../scenario/release.ts'
import type { Side } from '../scenario/side.ts'
import { opposite } from '../scenario/side.ts'
import { sayList } from '../text/say-list.ts'
import type { Efforts } from './efforts.ts'
import type { Precedence, Repair, StepGroup } from './model.ts'
import { precedencesOf } from './precedence.ts'
import { findRoute } from './search/route.ts'
import { bestOrder, solve } from './search/solve.ts'
import { judgementsOf, walk } from './search/walk.ts'
import type { Effort } from './space/effort.ts'
import { judgeIn } from './space/judge.ts'
import { type Problem, problemOf } from './space/problem.ts'
import { spaceOf } from './space/space.ts'

/**
 * Repairs for an order that fails.
 *
 * @param failing how many steps lead into the first state that is not safe
 * @param efforts how far others are searched
 */
export function repairsFor(
  scenario: Scenario,
  problem: Problem,
  order: readonly PlanStep[],
  failing: number,
  efforts: Efforts,
): Repair[] {
  const solution = solve(problem, efforts.search())
  const judge = judgeIn(spaceOf(problem))
  const { states, judgements } = walk(judge, problem, order.slice(0, failing))
  const [fault] = judgements.at(-1)?.faults ?? []
  const accept =
    fault === undefined ? [] : acceptMore(judge.view(states.at(-1) ?? judge.start), problem.keep, fault)
  if (solution.verdict === 'safe') {
    const moved = moveSteps(problem, order, precedencesOf(solution.space, solution.explored))
    const best = bestOrder(solution, efforts.best())?.phases.flat() ?? []
    const instead: Repair = { kind: 'move', text: `take this order: ${sayOrder(best)}`, order: best }
    return [moved ?? instead, ...accept]
  }
  return [...throughOthers(scenario, problem, efforts.route()), ...accept]
}

/** Puts everything before the steps that must come after it. Null where that does not make the order safe. */
function moveSteps(
  problem: Problem,
  order: readonly PlanStep[],
  precedences: readonly Precedence[],
): Repair | null {
  let steps = [...order]
  const moves: { readonly to: PlanStep; readonly moved: ReadonlySet<PlanStep> }[] = []
  // Each pass mends the first step that comes too early.
  for (let pass = 0; pass < order.length * 2; pass++) {
    const early = firstEarly(steps, precedences)
    if (early === null) break
    const { at, missing } = early
    const moved = new Set(missing)
    const rest = steps.filter((step) => !moved.has(step))
    const to = steps[at] as PlanStep
    const place = rest.indexOf(to)
    // Among those that were moved together before it is only their order that changes.
    const isKnown = moves.some(({ moved: all }) => all.has(to) && missing.every((step) => all.has(step)))
    if (!isKnown) moves.push({ to, moved })
    steps = [...rest.slice(0, place), ...missing, ...rest.slice(place)]
  }
  const isSafe = judgementsOf(problem, steps).every(({ verdict }) => verdict === 'safe')
  const words = moves.map(({ to, moved }) => {
    const names = steps.filter((step) => moved.has(step)).map((step) => sayStep(order, step))
    return `${sayList(names)} before ${sayStep(order, to)}`
  })
  return isSafe && words.length > 0
    ? { kind: 'move', text: `move ${words.join('; then ')}`, order: steps }
    : null
}

function firstEarly(steps: readonly PlanStep[], precedences: readonly Precedence[]) {
  const groups = precedences.flatMap(byMember).map(({ before, after }) => {
    const isBefore = membersOf(before)
    const last = steps.findLastIndex(isBefore)
    return { isBefore, isAfter: membersOf(after), last, before: keyOf(before), after: keyOf(after) }
  })
  for (const [at, step] of steps.entries()) {
    const needed = groups.filter(({ isAfter, last }) => last > at && isAfter(step))
    if (needed.length === 0) continue
    // A list goes on to what is added to it on the way: what has to come before those, too.
    for (const { before } of needed) {
      needed.push(...groups.filter((group) => group.after === before && !needed.includes(group)))
    }
    const missing = steps
      .slice(at + 1)
      .filter((later) => later.unit !== step.unit && needed.some(({ isBefore }) => isBefore(later)))
    if (missing.length > 0) return { at, missing: withEarlier(steps, at, missing) }
  }
  return null
}

/** One that is of each unit and its own apart: one for each. */
function byMember({ before, after, isOwn }: Precedence): Pick<Precedence, 'before' | 'after'>[] {
  if (!isOwn) return [{ before, after }]
  return before.units.map((unit, i) => ({
    before: { ...before, units: [unit] },
    after: { ...after, units: after.units.slice(i, i + 1) },
  }))
}

const keyOf = ({ units: [first], from, to }: StepGroup) => JSON.stringify([first, from, to])

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
function sayStep(order: readonly PlanStep[], { unit, role, to }: PlanStep): string {
  const isPlain = !unit.startsWith(role) && !unit.includes('.')
  const isOnly = order.filter((step) => step.unit === unit).length === 1
  return isPlain && isOnly ? unit : `${unit} to ${to}`
}

const sayOrder = (steps: readonly PlanStep[]) => steps.map(({ unit }) => unit).join(', ')

/** A version that one end would have to accept for the connection to work, where levels stand as they do. */
function acceptMore({ scenario, nodes, levels }: View, keep: Keep, { pair }: Finding): Repair[] {
  const link = scenario.links.find(({ name }) => name === pair?.link)
  if (link === undefined || pair === undefined || !isBroken(pair.outcome)) return []
  const there = (role: string, name: string) =>
    nodes
      .filter((node) => node.role === role && node.release.name === name)
      .map(({ release, own }) => releaseAt(release, { ...levels, ...own }))
  // The same releases can stand at different levels.
  const broken = there(link.dialer, pair.dialer).flatMap((dialer) =>
    there(link.acceptor, pair.acceptor)
      .filter((acceptor) => isBroken(meet(scenario, link, dialer, acceptor).outcome))
      .map((acceptor) => ({ dialer, acceptor })),
  )
  return [
    ...tryAccepting(scenario, keep, link, broken, 'dialer'),
    ...tryAccepting(scenario, keep, link, broken, 'acceptor'),
  ].slice(0, 1)
}

/** The newest version with which all of these pairs work if this end accepts it, too. */
function tryAccepting(
  scenario: Scenario,
  keep: Keep,
  link: Link,
  pairs: readonly Readonly<Record<Side, Release>>[],
  side: Side,
): Repair[] {
  const peer = opposite(side)
  const [first] = pairs
  if (first === undefined) return []
  const theirs = rulesOf(first[peer], link, peer)
  const spoken = [...readVersions(scenario.versions, theirs.offers), ...theirs.accepts]
  const works = (more: string) => (pair: Readonly<Record<Side, Release>>) => {
    const own = pair[side]
    const rules = rulesOf(own, link, side)
    if (rules.accepts.includes(more)) return false
    const accepts = scenario.versions.filter((version) => version === more || rules.accepts.includes(version))
    // What an end does in just this place wins over all else that it says.
    const changed: Release = { ...own, as: { ...own.as, [`${link.name} ${side}`]: { ...rules, accepts } } }
    const [dialer, acceptor] =
      side === 'dialer' ? [changed, pair.acceptor] : ([pair.dialer, changed] as const)
    const { outcome, needed } = meet(scenario, link, dialer, acceptor)
    const isFine = keep.has('open') ? outcome === 'open' : !isBroken(outcome)
    return isFine && needed.length === 0
  }
  const found = scenario.versions.findLast(
    (version) => spoken.includes(version) && pairs.every(works(version)),
  )
  if (found === undefined) return []
  // Where it is broken at several values of a level, it is to be accepted wherever the level stands.
  const places = new Set(pairs.map((pair) => sayRelease(link[side], pair[side])))
  const [only = ''] = places
  const who = places.size === 1 ? only : `${link[side]} ${first[side].name}`
  return [{ kind: 'accept', text: `add ${found} to what ${who} accepts` }]
}

function throughOthers(scenario: Scenario, { units, keep }: Problem, effort: Effort): Repair[] {
  const route = findRoute(scenario, units, { keep: [...keep], effort })
  if (route.phases === null) return []
  const order = route.phases.flat()
  const routed = problemOf(scenario, route.units, { keep: [...keep] })
  if (judgementsOf(routed, order).some(({ verdict }) => verdict !== 'safe')) return []
  const usual = new Map(units.map(({ id, path }) => [id, path]))
  const others = route.units.filter(({ id, path }) => path.join() !== usual.get(id)?.join())
  const between = new Set(
    others.flatMap(({ role, path }) => path.slice(1, -1).map((release) => `${role} ${release}`)),
  )
  const straight = new Set(
    others.flatMap(({ role, path }) =>
      path.length === 2 ? [`straight from ${role} ${path[0]} to ${path[1]}`] : [],
    ),
  )
  const ways = [...(between.size > 0 ? [`through ${sayList([...between])}`] : []), ...straight]
  return [{ kind: 'route', text: `go ${sayList(ways)}`, order }]
}
