/**
 * The mixed states that an order of steps goes through: which release every node runs after each step, how each
 * connection stands there once the cluster has settled, and what the planner's rules say of it.
 *
 * Connections meet only in the states of their nodes, so that a pair's outcome depends on two releases, and on the levels
 * that they stand at: each combination is explored once, under every delivery order, and looked up afterwards.
 */
import { buildCluster, type Pair } from '../engine/cluster.ts'
import { madeIn } from '../memo/made-in.ts'
import { meet } from '../rules/meeting.ts'
import type { View } from '../rules/view.ts'
import type { Condition, Scenario, Upgrade } from '../scenario/model.ts'
import { planSteps, startValues, unitsOf } from '../scenario/order/units.ts'
import { type Outcome, outcomes, worstOf } from '../scenario/outcome.ts'
import { releaseAt, releaseOf } from '../scenario/release.ts'
import { walk } from './search/walk.ts'
import { judgeIn } from './space/judge.ts'
import type { Judgement } from './space/judgement.ts'
import { problemOf } from './space/problem.ts'
import { spaceOf } from './space/space.ts'

/** One moment of an upgrade: a value for every unit, how every connection stands, and what is said of it. */
export interface MixedState extends Judgement {
  /** The name of the release of every node, by the node's id. */
  readonly releases: ReadonlyMap<string, string>
  /** Where levels and operations stand, by the unit's id. */
  readonly values: ReadonlyMap<string, string>
  /** Every connection that the cluster can have. */
  readonly outcomes: readonly PairOutcome[]
  /** How many connections stand how. */
  readonly counts: Readonly<Record<Outcome, number>>
  /** The worst of them; `open` where there is no connection at all. */
  readonly worst: Outcome
  /** Whether what has to hold does not: by default, that a dialer has to do without a connection that it needs. */
  readonly broken: boolean
}

export interface PairOutcome {
  /** Such as `c1-s1`. */
  readonly pair: string
  readonly dialer: string
  readonly acceptor: string
  /** The worst over all delivery orders. */
  readonly outcome: Outcome
  /** The version that is agreed, or that one end believes to be; null where there is none. */
  readonly negotiated: string | null
  /** One sentence that says why, in terms of the releases. */
  readonly reason: string
}

type Steps = Upgrade['steps']

/**
 * The mixed states of an order. The first is the start, the one at place `i` comes after `i` steps.
 *
 * @param keep what has to hold; absent: what the scenario says
 */
export function mixedStates(scenario: Scenario, steps: Steps, keep?: readonly Condition[]): MixedState[] {
  const units = unitsOf(scenario, steps)
  const problem = problemOf(scenario, units, keep && { keep })
  const judge = judgeIn(spaceOf(problem))
  const { states, judgements } = walk(judge, problem, planSteps(units, steps, startValues(scenario)))
  const pairs = madeIn(pairsIn, scenario, pairsOf)
  let values = startValues(scenario)
  return states.map((state, i) => {
    const step = steps[i - 1]
    if (step !== undefined) values = new Map(values).set(step.node, step.to)
    const judgement = judgements[i] as Judgement
    return mixedState(scenario, pairs, values, judge.view(state).levels, judgement)
  })
}

function mixedState(
  scenario: Scenario,
  pairs: readonly Pair[],
  values: ReadonlyMap<string, string>,
  levels: View['levels'],
  judgement: Judgement,
): MixedState {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  const all = pairs.map((pair) => outcomeOfPair(scenario, pair, values, levels))
  for (const { outcome } of all) counts[outcome]++
  const isNode = new Set(scenario.nodes.map(({ id }) => id))
  return {
    ...judgement,
    releases: new Map([...values].filter(([unit]) => isNode.has(unit))),
    values: new Map([...values].filter(([unit]) => !isNode.has(unit))),
    outcomes: all,
    counts,
    worst: worstOf(counts),
    broken: judgement.verdict === 'unsafe',
  }
}

function outcomeOfPair(
  scenario: Scenario,
  { id, dialer, acceptor, link }: Pair,
  values: ReadonlyMap<string, string>,
  levels: Readonly<Record<string, string>>,
): PairOutcome {
  const at = (role: string, node: string) => {
    const own = (scenario.levels ?? []).flatMap(({ name }) => {
      const value = values.get(`${node}.${name}`)
      return value === undefined ? [] : [[name, value] as const]
    })
    const release = releaseOf(scenario, role, values.get(node) ?? '')
    return releaseAt(release, { ...levels, ...Object.fromEntries(own) })
  }
  const meeting = meet(scenario, link, at(link.dialer, dialer), at(link.acceptor, acceptor))
  const { outcome, negotiated, reason } = meeting
  return { pair: id, dialer, acceptor, outcome, negotiated, reason }
}

const pairsIn = new WeakMap<Scenario, readonly Pair[]>()

/** Who connects to whom does not depend on the seed. */
function pairsOf(scenario: Scenario): readonly Pair[] {
  return [...buildCluster(scenario, 0).pairs.values()]
}
