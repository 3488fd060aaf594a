/**
 * What the simulator answers, put so that answers can be compared: the only file of the harness that knows how it is asked.
 * Every answer comes with its reasons, for whoever has to mend one.
 */
import { bruteForce } from '#sim/brute/exhaustive.ts'
import { pairScenario } from '#sim/pair/pair-scenario.ts'
import { judgeOrder } from '#sim/plan/check.ts'
import type { Plan, StepGroup } from '#sim/plan/model.ts'
import { sizesAtPace } from '#sim/plan/pace-of-way.ts'
import { plan } from '#sim/plan/plan.ts'
import { judgementsOf } from '#sim/plan/search/walk.ts'
import { problemOf } from '#sim/plan/space/problem.ts'
import { matrix } from '#sim/rules/matrix.ts'
import type { Finding, Verdict } from '#sim/rules/verdict.ts'
import { observedVerdict } from '#sim/run/observations.ts'
import { advance, type Progress } from '#sim/run/progress.ts'
import { type Run, runOf, simulate } from '#sim/run/run.ts'
import type { Scenario, Upgrade } from '#sim/scenario/model.ts'
import type { Unit } from '#sim/scenario/order/units.ts'
import { planSteps, rolloutSteps, startValues, unitsOf } from '#sim/scenario/order/units.ts'
import { isOutcome } from '#sim/scenario/outcome.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { judgeRun, summarise } from '#sim/views/summary.ts'

export type { Scenario }

export type Steps = Upgrade['steps']

/** A verdict, and what it rests on, the worst first. */
export interface Answer {
  readonly verdict: Verdict
  /** The rules that were broken, such as `link client-server` or `quorum`. */
  readonly rules: readonly string[]
  readonly reasons: readonly string[]
}

export interface Planned extends Answer {
  /** Decimal; null where not counted. */
  readonly allOrders: string | null
  readonly safeOrders: string | null
  readonly unsupportedOrders: string | null
  /** The steps of the best way, in the order in which they are printed; empty where there is none. */
  readonly steps: Steps
  /** The same, as many together as is printed that may be. */
  readonly waves: readonly number[]
  /** Whether it leads through releases that the upgrade does not name. */
  readonly isRoute: boolean
  readonly losses: readonly string[]
  /** What comes before what in every safe order: each a step of a unit. */
  readonly precedences: readonly { readonly before: Steps; readonly after: Steps; readonly text: string }[]
  readonly isAllThatMatters: boolean
  /** The shortest way into trouble. */
  readonly counterexample: Steps | null
}

export interface Checked extends Answer {
  readonly losses: readonly string[]
}

export interface Walked extends Answer {
  /** Whether it may as well be a worse one: of an order that is not safe only the first reason was looked for. */
  readonly isLeast: boolean
  readonly allOrders: string | null
  readonly safeOrders: string | null
}

/** One entry of the matrix. */
export interface Cell {
  readonly link: string
  readonly dialer: string
  readonly acceptor: string
  /** Every outcome that some delivery order leads to. */
  readonly outcomes: readonly string[]
}

/** The scenario that a text means, and its variants; or what is wrong with it. */
export function read(text: string): { scenarios: readonly Scenario[]; problem: string | null } {
  const result = parseScenario(text, 'generated.yaml')
  if (result.ok) {
    const variants = result.scenario.variants ?? []
    return { scenarios: [result.scenario, ...variants.map(({ scenario }) => scenario)], problem: null }
  }
  const [first] = result.faults
  return { scenarios: [], problem: first ? `${first.path}: ${first.message}` : 'unknown' }
}

/** How many mixed states are looked at, at most. */
const mostMixed = 60_000
/** How many states of a cluster are walked through, at most, where this many states of connections are. */
const mostWalked = ({ links, nodes }: Scenario, effort: number) => {
  const of = (role: string) => nodes.filter((node) => node.role === role).length
  const pairs = links.reduce((sum, { dialer, acceptor }) => sum + of(dialer) * of(acceptor), 0)
  // A state takes as much time as it has connections.
  return Math.ceil(effort / Math.max(1, pairs))
}

export function planOf(scenario: Scenario): Planned {
  const found = plan(scenario, { limit: mostMixed })
  const { verdict, allOrders, safeOrders, unsupportedOrders, phases, waves, route, blame, losses, limits } =
    found
  const steps = rolloutSteps(phases.flat())
  return {
    verdict,
    rules: blame.map(({ rule }) => rule),
    reasons: [...blame.map(({ reason }) => reason), ...limits.notProven],
    allOrders,
    safeOrders,
    unsupportedOrders,
    steps,
    waves: sizesAtPace(scenario, { phases, waves }),
    isRoute: route !== null,
    losses: losses.map(named),
    precedences: found.precedences.flatMap(({ before, after, isOwn, text }) => {
      const steps = ({ units, to }: StepGroup) => units.map((node) => ({ node, to }))
      const all = { before: steps(before), after: steps(after), text }
      // One of each node and its own is one for each.
      return isOwn
        ? all.before.map((each, i) => ({ before: [each], after: all.after.slice(i, i + 1), text }))
        : [all]
    }),
    isAllThatMatters: found.precedencesSuffice,
    counterexample: found.counterexample && rolloutSteps(found.counterexample.steps),
  }
}

/** What comes of a plan before its best way is looked for, which takes less time than the whole. */
export interface Head
  extends Pick<Planned, 'verdict' | 'allOrders' | 'safeOrders' | 'unsupportedOrders' | 'isRoute'> {
  /** What else is said, to see whether any of it changes. */
  readonly rest: string
}

/** The first parts of a plan. */
export function headOf(scenario: Scenario): Head {
  const parts: Partial<Plan>[] = []
  const enough = new Error('that is enough')
  try {
    plan(scenario, {
      limit: mostMixed,
      isConfirmed: false,
      known(part) {
        parts.push(part)
        // Where there is no safe way, nothing else of it is compared.
        const isUnsafe = parts.some(({ verdict }) => verdict !== undefined && verdict !== 'safe')
        if (part.phases !== undefined || (isUnsafe && part.allOrders !== undefined)) throw enough
      },
    })
  } catch (error) {
    if (error !== enough) throw error
  }
  const known: Partial<Plan> = Object.assign({}, ...parts)
  const { verdict = 'unknown', allOrders = null, safeOrders = null, unsupportedOrders = null } = known
  const { route = null, phases = [], losses, precedences } = known
  const sizes = phases.map((phase) => phase.length)
  const rest = JSON.stringify([losses, precedences, sizes])
  return { verdict, allOrders, safeOrders, unsupportedOrders, isRoute: route !== null, rest }
}

export function check(scenario: Scenario, steps: Steps): Checked {
  const { verdict, states } = judgeOrder(scenario, steps)
  const faults = states.flatMap((state) => state.faults)
  return { ...answer(verdict, faults), losses: states.flatMap((state) => state.losses).map(named) }
}

/** Whether an order is safe, as far as the planner knows; null where its start is not. Quicker than `check`. */
export function holds(scenario: Scenario, steps: Steps): boolean | null {
  const units = unitsOf(scenario, steps)
  const [start, ...states] = judgementsOf(
    problemOf(scenario, units),
    planSteps(units, steps, startValues(scenario)),
  )
  if (start?.verdict !== 'safe') return null
  return states.every(({ verdict }) => verdict === 'safe')
}

/** What has been walked of a scenario serves for all its orders. */
const forces = new WeakMap<Scenario, ReturnType<typeof bruteForce>>()

function forceOf(scenario: Scenario, effort: number) {
  const force =
    forces.get(scenario) ?? bruteForce(scenario, { limit: { states: mostWalked(scenario, effort) } })
  forces.set(scenario, force)
  return force
}

/**
 * @param steps the only order that is walked; null for all
 * @param effort how many states of connections are walked through, at most
 */
export function walk(scenario: Scenario, steps: Steps | null, effort: number): Walked {
  const found = forceOf(scenario, effort)(steps ?? undefined)
  const { verdict, failure, allOrders, safeOrders } = found
  const isFound = verdict === 'unsafe' && failure !== null
  return {
    ...answer(verdict, isFound ? [failure.fault] : []),
    isLeast: verdict === 'unsafe' && failure?.fault.severity !== 'unsafe',
    allOrders,
    safeOrders,
  }
}

const answer = (verdict: Verdict, faults: readonly Finding[]): Answer => ({
  verdict,
  rules: [...new Set(faults.map(({ rule }) => rule))],
  reasons: [...new Set(faults.map(({ reason }) => reason))],
})

const named = ({ rule, reason }: Finding) => `${rule}: ${reason}`

export interface Ran extends Answer {
  /** What was observed, whatever a planner says of the steps. */
  readonly observed: Verdict
}

/**
 * One run of an order.
 *
 * @param waves how many steps are taken together each time; absent: one
 */
export const run = (scenario: Scenario, steps: Steps, seed: number, waves?: readonly number[]): Ran =>
  toldBy(simulate(runOf(scenario, { steps, seed, ...(waves && { waves }) })), steps)

/** A run along the very path on which the brute force breaks an order; null where it breaks none. */
export function runAlong(scenario: Scenario, order: Steps, effort: number): Ran | null {
  const { verdict, failure } = forceOf(scenario, effort)(order)
  if (verdict !== 'unsafe' || failure?.fault.severity !== 'unsafe') return null
  const { path, fault, isRound, isRestless } = failure
  // What is there only shows it once it is lost.
  if (fault.isAnew) return null
  const steps = rolloutSteps(failure.steps)
  const told = toldBy(simulate(runOf(scenario, { steps, path })), steps)
  // Once round, and left to its times, it may come to rest, or never; and what is not preferred may be left before it has come to rest.
  const isPassing = isRound || isRestless || fault.pair?.outcome === 'open'
  return isPassing ? { ...told, observed: told.verdict } : told
}

function toldBy(ran: Run, steps: Steps): Ran {
  const { verdict, observed, foreseen } = judgeRun(ran)
  const rollout = [...ran.trace].reduce<Progress | null>(advance, null)
  const isDone = steps.length === 0 || rollout?.state === 'done'
  const bad = [...observed, ...foreseen].filter(({ severity }) => severity !== 'degraded')
  return {
    verdict,
    observed: observedVerdict(ran, observed),
    rules: [...new Set([...bad.map(({ rule }) => rule), ...(isDone ? [] : ['not ended'])])],
    reasons: [
      ...bad.map(({ reason }) => reason),
      ...(isDone ? [] : [`the rollout is ${rollout?.state ?? 'not begun'}`]),
    ].slice(0, 8),
  }
}

export function cellsOf(scenario: Scenario): readonly Cell[] {
  return matrix(scenario).map(({ link, dialer, acceptor, outcome, outcomes }) => ({
    link,
    dialer,
    acceptor,
    outcomes: [...new Set([outcome, ...Object.keys(outcomes)])],
  }))
}

/** What became of every attempt of the one to connect to the other in a run of these two releases alone. */
export function runCell(
  scenario: Scenario,
  { link, dialer, acceptor }: Cell,
  seed: number,
): readonly string[] {
  const pair = pairScenario(scenario, { link, dialer, acceptor })
  if (pair === null) return []
  const ran = simulate({ ...runOf(pair, { seed }), interventions: [] })
  // Peers dial each other: what comes of that is another entry.
  const own = summarise(ran).attempts.filter((attempt) => attempt.dialer === pair.nodes[0]?.id)
  return [...new Set(own.flatMap(({ outcome }) => (outcome && isOutcome(outcome) ? [outcome] : [])))]
}

/** What is upgraded, and the steps of each unit in their order. */
export function unitsIn(scenario: Scenario): readonly { readonly id: string; readonly steps: Steps }[] {
  return unitsOf(scenario).map(({ id, path }: Unit) => ({
    id,
    steps: path.slice(1).map((to) => ({ node: id, to })),
  }))
}

/** The order in which the scenario takes its steps unless told otherwise. */
export const ownOrder = (scenario: Scenario): Steps => scenario.upgrade.steps
