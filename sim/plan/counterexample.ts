/** The shortest way into trouble, as a run that shows it. */

import { releaseAt, releaseOf } from '../cluster.ts'
import { exploration } from '../matrix.ts'
import { observedVerdict } from '../observations.ts'
import { runOf, simulate } from '../run.ts'
import type { Scenario } from '../scenario/model.ts'
import type { Finding } from '../verdict.ts'
import { type Judge, joined, judgeIn, type Step } from './judge.ts'
import type { Counterexample, PlanStep } from './model.ts'
import { startPositions } from './positions.ts'
import type { UnitClass } from './problem.ts'
import type { Solution } from './solve.ts'
import { keyOf, type State, spaceOf } from './space.ts'
import { nameStep } from './steps.ts'
import { rolloutSteps } from './units.ts'

/** Larger clusters take too long to be run for this. */
const mostNodes = 40
const seeds = [7, 1, 2, 3, 4]
/** More mixed states are not searched for it. */
const mostStates = 200_000

/**
 * The shortest way from the start into a state that is not safe, by way of safe ones. Since none is shorter, nothing goes
 * wrong without any one of its steps. Null where every order is safe.
 *
 * @param isRun whether a seed is looked for with which a run shows it
 */
export function shortestFailure({ problem, explored }: Solution, isRun = true): Counterexample | null {
  if (explored.isSafe) return null
  // With all members: with fewer than there are, it would be one of another cluster.
  const failure = firstFailure(judgeIn(spaceOf(problem)))
  if (failure === null) return null
  const positions = startPositions(problem)
  const steps = failure.way.flatMap(({ axis, move }) => {
    const own = problem.classes[axis] as UnitClass
    const row = positions[axis] ?? []
    const member = row.indexOf(move.from)
    row[member] = move.to
    return member < 0 ? [] : [nameStep(own, move, own.members[member] ?? '')]
  })
  return exampleOf(problem.scenario, steps, failure.fault, isRun)
}

interface Reached {
  readonly state: State
  readonly before: Reached | null
  readonly step: Step | null
}

/** A shortest way into what is not safe, by way of safe states; null where none is met within the limit. */
function firstFailure(judge: Judge): { readonly way: readonly Step[]; readonly fault: Finding } | null {
  const [startFault] = judge.state(judge.start).faults
  if (startFault !== undefined) return { way: [], fault: startFault }
  const seen = new Set([keyOf(judge.start)])
  let layer: Reached[] = [{ state: judge.start, before: null, step: null }]
  while (layer.length > 0 && seen.size < mostStates) {
    const next: Reached[] = []
    let supported: { readonly way: readonly Step[]; readonly fault: Finding } | null = null
    for (const here of layer) {
      for (const step of judge.steps(here.state)) {
        const way = judge.step(here.state, step)
        const key = keyOf(step.to)
        const { verdict, faults } = joined(way, judge.state(step.to))
        const [fault] = faults
        const reached = { state: step.to, before: here, step }
        if (fault === undefined) {
          if (!seen.has(key)) next.push(reached)
          seen.add(key)
          continue
        }
        // Of the shortest ways one into a state that breaks tells more than one into what is only not supported.
        if (verdict === 'unsafe') return { way: wayTo(reached), fault }
        supported ??= { way: wayTo(reached), fault }
      }
    }
    if (supported !== null) return supported
    layer = next
  }
  return null
}

function wayTo(end: Reached): Step[] {
  const way: Step[] = []
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
  return { steps, fault, schedule: scheduleOf(scenario, steps, fault), seed }
}

function scheduleOf(scenario: Scenario, steps: readonly PlanStep[], { pair }: Finding): readonly string[] {
  const link = scenario.links.find(({ name }) => name === pair?.link)
  if (link === undefined || pair === undefined) return []
  const cluster = Object.fromEntries(
    (scenario.levels ?? []).map(({ name, start }) => [
      name,
      steps.findLast(({ unit }) => unit === name)?.to ?? start,
    ]),
  )
  const at = (role: string, release: string) => {
    // What a node is configured with decides too, where its own steps were of that.
    const own = Object.fromEntries(
      (scenario.levels ?? [])
        .filter(({ raised }) => raised === 'on each node')
        .flatMap(({ name }) =>
          steps.filter((step) => step.role === name).map(({ to }) => [name, to] as const),
        ),
    )
    return releaseAt(releaseOf(scenario, role, release), { ...cluster, ...own })
  }
  const ends = { dialer: at(link.dialer, pair.dialer), acceptor: at(link.acceptor, pair.acceptor) }
  // Who asks what the other end speaks names no version; that a queue goes on tells nobody anything.
  return exploration(scenario, link, ends)
    .schedule.filter((event) => !event.startsWith('the queue of'))
    .map((event) => event.replace('  ', ' '))
}

/** A seed with which these steps, and no others, show that something breaks. */
function seedFor(scenario: Scenario, steps: readonly PlanStep[]): number | null {
  if (scenario.nodes.length > mostNodes) return null
  const { at, keep } = scenario.upgrade
  const order = rolloutSteps(steps)
  const partial: Scenario = { ...scenario, upgrade: { at, steps: order, ...(keep && { keep }) } }
  const shows = (seed: number) => {
    return observedVerdict(simulate(runOf(partial, { seed }))) === 'unsafe'
  }
  return seeds.find(shows) ?? null
}
