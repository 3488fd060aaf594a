/** The shortest way into trouble, as a run that shows it. */

import { exploration } from '../pair/exploration.ts'
import { isToldApart, mostRemembering, remembers } from '../rules/remembered-offers.ts'
import type { Finding } from '../rules/verdict.ts'
import { observedVerdict } from '../run/observations.ts'
import { runOf, simulate } from '../run/run.ts'
import { standAlone } from '../scenario/headcount.ts'
import type { Scenario } from '../scenario/model.ts'
import type { PlanStep } from '../scenario/order/units.ts'
import { rolloutSteps, unitsOf } from '../scenario/order/units.ts'
import { releaseAt, releaseOf } from '../scenario/release.ts'
import type { Side } from '../scenario/side.ts'
import type { Counterexample } from './model.ts'
import { nameStep, startPositions } from './search/positions.ts'
import type { Solution } from './search/solve.ts'
import { judgementsOf } from './search/walk.ts'
import type { Effort } from './space/effort.ts'
import { type Judge, type JudgedStep, joined, judgeIn } from './space/judge.ts'
import { type Problem, problemOf, type UnitClass } from './space/problem.ts'
import { keyOf, type Space, type SpaceState, spaceOf } from './space/space.ts'

/** Larger clusters take too long to be run for this. */
const mostNodes = 40
const seeds = [7, 1, 2, 3, 4]
/** Where members of a class are not told apart, so many ways into trouble are tried, until one is found on which it is met. */
const mostWays = 200

/**
 * The shortest way from the start into a state that is not safe, by way of safe ones. Since none is shorter, nothing goes
 * wrong without any one of its steps. Null where every order is safe, or none was found that is not.
 *
 * @param effort how far it is searched
 * @param isRun whether a seed is looked for with which a run shows it
 */
export function shortestFailure(
  { problem, explored }: Solution,
  effort: Effort,
  isRun = true,
): Counterexample | null {
  if (explored.isSafe) return null
  const { scenario } = problem
  // With all members: with fewer than there are, it would be one of another cluster.
  let tried = 0
  const space = spaceOf(problem)
  const own = effort.part(remembers(scenario) ? { states: mostRemembering } : {})
  for (const { way, fault } of failures(space, judgeIn(space), own)) {
    const steps = named(problem, way)
    if (!remembers(scenario) || isMet(scenario, steps)) return exampleOf(scenario, steps, fault, isRun)
    if (++tried === mostWays) break
  }
  return null
}

/** Steps of the members of classes, the first that can take each. */
function named(problem: Problem, way: readonly JudgedStep[]): PlanStep[] {
  const positions = startPositions(problem)
  return way.flatMap(({ axis, move }) => {
    const own = problem.classes[axis] as UnitClass
    const row = positions[axis] ?? []
    const member = row.indexOf(move.from)
    row[member] = move.to
    return member < 0 ? [] : [nameStep(own, move, own.members[member] ?? '')]
  })
}

/** Whether these very steps lead into trouble: who remembers is told apart from those that take no step. */
function isMet(scenario: Scenario, steps: readonly PlanStep[]): boolean {
  const own = problemOf(scenario, unitsOf(scenario, rolloutSteps(steps)), {
    isApart: isToldApart(scenario),
  })
  return judgementsOf(own, steps).some(({ verdict }) => verdict !== 'safe')
}

interface Reached {
  readonly state: SpaceState
  readonly before: Reached | null
  readonly step: JudgedStep | null
}

interface Failed {
  readonly way: readonly JudgedStep[]
  readonly fault: Finding
}

/**
 * The ways into what is not safe, by way of safe states, the shortest first, as far as they are met within the limit. Of those
 * that are as short, one into a state that breaks tells more than one into what is only not supported.
 */
function* failures(space: Space, judge: Judge, effort: Effort): Generator<Failed> {
  const [startFault] = judge.state(judge.start).faults
  if (startFault !== undefined) {
    yield { way: [], fault: startFault }
    return
  }
  const seen = new Set([keyOf(judge.start)])
  let layer: Reached[] = [{ state: judge.start, before: null, step: null }]
  effort.meet(0)
  while (layer.length > 0) {
    const next: Reached[] = []
    const supported: Failed[] = []
    for (const here of layer) {
      if (effort.met() !== null) return
      for (const step of judge.steps(here.state)) {
        effort.look(space.breadth)
        const way = judge.step(here.state, step)
        const key = keyOf(step.to)
        const { verdict, faults } = joined(way, judge.state(step.to))
        const [fault] = faults
        const reached = { state: step.to, before: here, step }
        if (fault === undefined) {
          if (seen.has(key)) continue
          next.push(reached)
          seen.add(key)
          effort.meet(200 + 2 * key.length)
          continue
        }
        const failed = { way: wayTo(reached), fault }
        if (verdict === 'unsafe') yield failed
        else supported.push(failed)
      }
    }
    yield* supported
    layer = next
  }
}

function wayTo(end: Reached): JudgedStep[] {
  const way: JudgedStep[] = []
  for (let here: Reached | null = end; here?.step; here = here.before) way.unshift(here.step)
  return way
}

/** Steps that end in a fault, with a schedule and a seed that show it. */
export function exampleOf(
  scenario: Scenario,
  steps: readonly PlanStep[],
  fault: Finding,
  isRun = true,
): Counterexample {
  const seed = isRun ? seedFor(scenario, steps) : null
  return { steps, fault, schedule: scheduleOf(scenario, fault), seed }
}

function scheduleOf(scenario: Scenario, { pair }: Finding): readonly string[] {
  const link = scenario.links.find(({ name }) => name === pair?.link)
  if (link === undefined || pair === undefined) return []
  const end = (side: Side) => {
    const at = pair.at?.[side]
    const release = releaseOf(scenario, link[side], pair[side])
    return at === undefined ? release : releaseAt(release, { [at.level]: at.value })
  }
  const ends = { dialer: end('dialer'), acceptor: end('acceptor') }
  // Who asks what the other end speaks names no version; that a queue goes on tells nobody anything.
  return exploration(scenario, link, ends)
    .schedule.filter((event) => !event.startsWith('the queue of'))
    .map((event) => event.replace('  ', ' '))
}

/** A seed with which these steps, and no others, show that something breaks; null where there is none, or nothing to run. */
function seedFor(scenario: Scenario, steps: readonly PlanStep[]): number | null {
  if (scenario.nodes.length > mostNodes || !standAlone(scenario.nodes)) return null
  const { at, keep } = scenario.upgrade
  const order = rolloutSteps(steps)
  const partial: Scenario = { ...scenario, upgrade: { at, steps: order, ...(keep && { keep }) } }
  const shows = (seed: number) => {
    return observedVerdict(simulate(runOf(partial, { seed }))) === 'unsafe'
  }
  return seeds.find(shows) ?? null
}
