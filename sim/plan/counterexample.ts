/** The shortest way into trouble, as a run that shows it. */

import { releaseAt, releaseOf } from '../cluster.ts'
import { exploration } from '../matrix.ts'
import { rolloutOf, simulate } from '../run.ts'
import type { Scenario } from '../scenario/model.ts'
import { summarise } from '../summary.ts'
import type { Finding } from '../verdict.ts'
import type { Edge, Node } from './explore.ts'
import type { Counterexample, PlanStep } from './model.ts'
import { startPositions } from './positions.ts'
import type { UnitClass } from './problem.ts'
import type { Solution } from './solve.ts'
import { nameStep } from './steps.ts'
import { rolloutSteps } from './units.ts'

/** Larger clusters take too long to be run for this. */
const mostNodes = 40
const seeds = [7, 1, 2, 3, 4]

/**
 * The shortest way from the start into a state that is not safe, by way of safe ones. Since none is shorter, nothing goes
 * wrong without any one of its steps. Null where every order is safe.
 *
 * @param isRun whether a seed is looked for with which a run shows it
 */
export function shortestFailure({ problem, explored }: Solution, isRun = true): Counterexample | null {
  const [startFault] = explored.first.faults
  if (explored.start === null) return startFault ? exampleOf(problem.scenario, [], startFault, isRun) : null
  const first = explored.nodes.find(({ blocked }) => blocked.length > 0)
  // Of the shortest ways one into a state that breaks tells more than one into what is only not supported.
  const shortest = explored.nodes.filter(({ rank }) => rank === first?.rank)
  const isUnsafe = ({ judgement }: Node['blocked'][number]) => judgement.verdict === 'unsafe'
  const node = shortest.find(({ blocked }) => blocked.some(isUnsafe)) ?? first
  const into = node?.blocked.find(isUnsafe) ?? node?.blocked[0]
  const [fault] = into?.judgement.faults ?? []
  if (node === undefined || into === undefined || fault === undefined) return null
  const positions = startPositions(problem)
  const steps = [...wayTo(explored.nodes, node).map(({ step }) => step), into.step].flatMap(
    ({ axis, move }) => {
      const own = problem.classes[axis] as UnitClass
      const row = positions[axis] ?? []
      const member = row.indexOf(move.from)
      row[member] = move.to
      return member < 0 ? [] : [nameStep(own, move, own.members[member] ?? '')]
    },
  )
  return exampleOf(problem.scenario, steps, fault, isRun)
}

/** The edges from the start to a node. */
function wayTo(nodes: readonly Node[], goal: Node): Edge[] {
  const into = new Map<Node, { from: Node; edge: Edge }>()
  for (const from of nodes) {
    for (const edge of from.edges) if (!into.has(edge.to)) into.set(edge.to, { from, edge })
  }
  const way: Edge[] = []
  for (let here = goal; here.rank > 0; ) {
    const before = into.get(here)
    if (before === undefined) return way
    way.unshift(before.edge)
    here = before.from
  }
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
  // Who asks what the other end speaks names no version.
  return exploration(scenario, link, ends).schedule.map((event) => event.replace('  ', ' '))
}

/** A seed with which these steps, and no others, show that something breaks. */
function seedFor(scenario: Scenario, steps: readonly PlanStep[]): number | null {
  if (scenario.nodes.length > mostNodes) return null
  const { at, keep } = scenario.upgrade
  const { drain, down, start, settle } = scenario.timing
  const until = at + (steps.length + 1) * (drain + down + start + settle)
  const order = rolloutSteps(steps)
  const partial: Scenario = { ...scenario, upgrade: { at, steps: order, ...(keep && { keep }) } }
  const shows = (seed: number) => {
    const run = simulate({ scenario: partial, seed, interventions: rolloutOf(partial, order), until })
    return summarise(run).verdict === 'broken'
  }
  return seeds.find(shows) ?? null
}
