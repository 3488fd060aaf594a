/**
 * What a plan recommends, taken on the engine before it is called safe: run step by step and in waves at its pace, and, of small
 * clusters, walked under every delivery order. What the planner knows of pairs and of classes is no help there.
 */

import { exhaustive } from '../brute/exhaustive.ts'
import { observationsOf, observedVerdict } from '../run/observations.ts'
import { runOf, simulate } from '../run/run.ts'
import { sizesOf, standAlone } from '../scenario/headcount.ts'
import type { Scenario } from '../scenario/model.ts'
import type { PlanStep } from '../scenario/order/units.ts'
import { rolloutSteps } from '../scenario/order/units.ts'
import { sizesAtPace } from './pace-of-way.ts'
import type { Wave } from './search/walk-way.ts'

/** Clusters with more connections are not run for this. */
const mostConnections = 200
/** How far a walk under every delivery order goes: in states, and in bytes. */
const walkLimit = { states: 4_000, bytes: 100_000_000 }

export interface Confirmation {
  /** What was seen to hold. */
  readonly proven: readonly string[]
  /** What did not hold, each with the reason. */
  readonly doubts: readonly string[]
}

/** Runs the waves of a way, if the cluster is not too large for that. */
export function confirm(
  scenario: Scenario,
  phases: readonly (readonly PlanStep[])[],
  waves: readonly Wave[],
): Confirmation {
  if (connectionsOf(scenario) > mostConnections) return { proven: [], doubts: [] }
  const order = rolloutSteps(phases.flat())
  const sizes = sizesAtPace(scenario, { phases, waves })
  const ways = sizes.some((size) => size > 1) ? [undefined, sizes] : [undefined]
  const doubts = ways.flatMap((together) => {
    const run = simulate(runOf(scenario, { steps: order, ...(together && { waves: together }) }))
    const observed = observationsOf(run)
    const verdict = observedVerdict(run, observed)
    if (verdict === 'safe' || verdict === 'unsupported') return []
    const how = together ? 'taken together as the pace allows' : 'step by step'
    const why = observed.find(({ severity }) => severity === 'unsafe')?.reason ?? 'it does not come to rest'
    return [`a run of it, ${how}, is ${verdict}: ${why}`]
  })
  const walked = exhaustive(scenario, { order, limit: walkLimit })
  if (walked.verdict === 'unsafe') {
    const why = walked.failure?.fault.reason ?? 'it breaks'
    doubts.push(`under some delivery order it is unsafe: ${why}`)
  }
  if (doubts.length > 0) return { proven: [], doubts }
  const isWalked = walked.verdict !== 'unknown'
  return {
    proven: [
      'the order that is best, in a run of it, step by step and at its pace',
      ...(isWalked
        ? ['the order that is best, step by step on the machines, under every delivery order']
        : []),
    ],
    doubts,
  }
}

/** Whether a run of a cluster that is not too large for that breaks before anything is upgraded. */
export function isBrokenAtFirst(scenario: Scenario): boolean {
  if (connectionsOf(scenario) > mostConnections) return false
  if (!standAlone(scenario.nodes)) return false
  return observedVerdict(simulate(runOf(scenario, { steps: [] }))) === 'unsafe'
}

function connectionsOf(scenario: Scenario): number {
  const sizes = sizesOf(scenario)
  return scenario.links.reduce((sum, { dialer, acceptor }) => {
    const peers = (sizes.get(acceptor) ?? 0) - (dialer === acceptor ? 1 : 0)
    return sum + (sizes.get(dialer) ?? 0) * Math.max(0, peers)
  }, 0)
}
