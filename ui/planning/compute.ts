/** What the page asks of the planner, in a worker or, where it is little, in the page itself. Large: it is loaded when it is needed. */

import { latticeOf } from '#sim/plan/lattice.ts'
import type { Cost, Lattice, Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { type Runbook, runbookOf, sayRunbook } from '#sim/plan/runbook.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { costOf } from '#sim/views/cost.ts'

/** Everything that the Plan mode shows of a scenario. */
export interface PlanAnswer {
  /** The scenario that it is about. */
  readonly scenario: Scenario
  readonly plan: Plan
  /** The mixed states of the straight orders, or of the route where only that is safe. */
  readonly lattice: Lattice
  readonly book: Runbook
  /** The runbook as Markdown. */
  readonly markdown: string
}

/**
 * Plans the upgrade of a scenario.
 *
 * @param progress told what is being worked out, before it is
 */
export function answerFor(scenario: Scenario, progress?: (what: string) => void): PlanAnswer {
  const found = plan(scenario, progress && { progress })
  progress?.('the mixed states')
  const lattice = latticeOf(scenario, found.route ? { units: found.units } : {})
  progress?.('the runbook')
  return {
    scenario,
    plan: found,
    lattice,
    book: runbookOf(scenario, found),
    markdown: sayRunbook(scenario, found),
  }
}

/** How many runs of each size of waves are simulated. */
const runs = 5

/** What the best order costs, taken one at a time, two, four and so on, up to all nodes of a phase at once. */
export function costFor(scenario: Scenario, { phases }: Pick<Plan, 'phases'>): Cost {
  const largest = Math.max(1, ...phases.map(({ length }) => length))
  const sizes: number[] = []
  for (let size = 1; size < largest; size *= 2) sizes.push(size)
  const seeds = Array.from({ length: runs }, (_, i) => i + 1)
  return costOf(scenario, phases, seeds, [...sizes, largest])
}

/** What the page asks the worker for: a plan, or what its order costs. */
export interface PlanQuestion {
  readonly scenario: Scenario
  readonly phases?: Plan['phases']
}

/** What the worker answers: what it is at, again and again, then what it found. */
export type PlanNews =
  | { readonly kind: 'progress'; readonly what: string }
  | { readonly kind: 'answer'; readonly answer: Omit<PlanAnswer, 'scenario'> }
  | { readonly kind: 'cost'; readonly cost: Cost }
