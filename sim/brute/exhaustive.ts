/**
 * The brute force: every order of an upgrade, or one, and every order in which words can arrive and calls can be made, through
 * the machines and the handlers of a run. It knows nothing of classes, phases or lattices: it is what the planner is held against.
 *
 * A step goes from rest to rest: a node drains, goes down, is put in place, starts and runs, and before each of these its
 * connections come to rest, in every way in which they can. Nodes and levels do not look at connections. Connections look
 * at nodes and levels, which stay as they are until all are at rest, and at those of their own group. So whatever happens in
 * one group commutes with whatever happens in another, and each is walked by itself: together they can come to rest in every
 * combination of what each of them comes to, and in no other.
 */

import { type Budget, createBudget, type Limit } from '../choices/budget.ts'
import { type Event, eventOf, nodeChoices } from '../choices/event.ts'
import { buildCluster, type Cluster } from '../engine/cluster.ts'
import { distinct, type Finding, type Severity, sayingOf, type Verdict } from '../rules/verdict.ts'
import { type Condition, type Scenario, type Upgrade, usualConditions } from '../scenario/model.ts'
import { countAll } from '../scenario/order/count-orders.ts'
import { keeping } from '../scenario/order/target.ts'
import type { PlanStep, Unit } from '../scenario/order/units.ts'
import { planSteps, startValues, unitsOf } from '../scenario/order/units.ts'
import { type BruteWalk, createWalk, type Sight, type Stand } from './walk.ts'
import { wayTo } from './way.ts'

export interface BruteOptions {
  readonly keep?: readonly Condition[]
  readonly limit?: Partial<Limit>
  /** Told how many states were walked through, now and then. */
  readonly progress?: (states: number) => void
}

export interface ExhaustiveOptions extends BruteOptions {
  /** Only this order; absent: every order. */
  readonly order?: Upgrade['steps']
  /** How many steps of that order are taken together each time, first to last; absent: one. */
  readonly waves?: readonly number[]
}

export interface Exhaustive {
  /**
   * Whether there is a safe order, or whether the order that was asked for is one; `unsupported` where none is, and one breaks
   * nothing. `unknown` where a limit was hit before that was known.
   */
  readonly verdict: Verdict
  /** Decimal. Those that are safe, and those that only pass what is not supported; null where a limit was hit. */
  readonly allOrders: string
  readonly safeOrders: string | null
  readonly unsupportedOrders: string | null
  /** How many states were walked through. */
  readonly states: number
  /** How many mixed states were met, and after how many steps the last of them were that were met all. */
  readonly mixedStates: number
  readonly steps: number
  /** Which limit was hit; null where none was. */
  readonly limit: keyof Limit | null
  /** A shortest order into a state that is not safe; null where none was met. */
  readonly failure: BruteFailure | null
  /** What is lost on the way of orders that break nothing. */
  readonly losses: readonly Finding[]
}

interface BruteFailure {
  readonly steps: readonly PlanStep[]
  readonly fault: Finding
  /** What happens, in order, by the names of the choices: a path that a run can follow. */
  readonly path: readonly string[]
  /** Whether the path ends where it was before, so that it goes round for ever. */
  readonly isRound: boolean
  /** Whether some of what shows it is dialled for ever: a run along the path never finds all at rest, and may not see it. */
  readonly isRestless: boolean
}

const usualLimit: Limit = { states: 200_000, bytes: 600_000_000 }

/** Orders that have come to the same. */
interface Tie {
  readonly stands: readonly Stand[]
  /** How many steps each unit has taken. */
  readonly taken: ReadonlyMap<string, number>
  /** The steps of the first of these orders. */
  readonly steps: readonly PlanStep[]
  readonly key: string
  /** How many they are: those that are safe so far, and those that break nothing and passed what is not supported. */
  readonly safe: bigint
  readonly unsupported: bigint
}

/** Walks every order, or one, of a scenario's upgrade. */
export const exhaustive = (
  scenario: Scenario,
  { order, waves, ...options }: ExhaustiveOptions = {},
): Exhaustive => bruteForce(scenario, options)(order, waves)

/**
 * Gives a function that walks every order of a scenario's upgrade, or one. What comes of its connections is walked once for all
 * that it is asked; the limit holds for each.
 *
 * @internal tests ask it many orders
 */
export function bruteForce(scenario: Scenario, { keep, limit, progress = () => {} }: BruteOptions = {}) {
  const budget = createBudget({ ...usualLimit, ...limit }, progress)
  // How long words take changes nothing: whatever can happen next may.
  const asked: Scenario = { ...keeping(scenario, keep), latency: { kind: 'fixed', ms: 0 } }
  const cluster = buildCluster(asked, 0)
  const newWalk = () => createWalk(cluster, new Set(asked.upgrade.keep ?? usualConditions), budget)
  let known: BruteWalk | null = null
  return (order?: Upgrade['steps'], waves?: readonly number[]): Exhaustive => {
    const walk = known ?? newWalk()
    const found = walkOrders(asked, cluster, walk, budget, order, waves)
    // What was met when a limit was hit was not walked to its end.
    known = found.limit === null ? walk : null
    budget.renew(known !== null)
    return found
  }
}

function walkOrders(
  asked: Scenario,
  cluster: Cluster,
  walk: BruteWalk,
  budget: Budget,
  order: Upgrade['steps'] | undefined,
  waves: readonly number[] | undefined,
): Exhaustive {
  const units = unitsOf(asked, order)
  const course =
    order === undefined ? everyOrder(units) : oneOrder(planSteps(units, order, startValues(asked)), waves)
  const notes = takeNotes()

  const begun = goOn(cluster, walk, budget, [null], { kind: 'begins' })
  notes.add([], begun.seen)
  let layer: readonly Tie[] = isBroken(begun.seen) ? [] : [firstTie(begun.stands, begun.seen)]
  let mixedStates = layer.length
  let rounds = 0
  while (rounds < course.length && layer.length > 0) {
    const next = new Map<string, Tie>()
    for (const tie of layer) {
      for (const steps of budget.spent() === null ? course.next(tie) : []) {
        const { stands, seen } = takeTogether(cluster, walk, budget, tie.stands, steps)
        const way = [...tie.steps, ...steps]
        notes.add(way, seen)
        if (budget.spent() !== null || isBroken(seen)) continue
        const after = tieAfter(tie, steps, way, stands, isSupported(seen))
        const known = next.get(after.key)
        if (known === undefined) budget.keep(sizeOf(after))
        next.set(after.key, known === undefined ? after : sumOf(known, after))
      }
    }
    if (budget.spent() !== null) break
    for (const tie of layer) budget.keep(-sizeOf(tie))
    layer = [...next.values()]
    mixedStates += layer.length
    rounds++
  }

  const spent = budget.spent()
  if (spent === null) for (const tie of layer) budget.keep(-sizeOf(tie))
  const { failure, losses } = notes
  const isDone = spent === null && rounds === course.length
  const count = (of: 'safe' | 'unsupported') =>
    spent === null ? String(isDone ? layer.reduce((sum, tie) => sum + tie[of], 0n) : 0n) : null
  const safeOrders = count('safe')
  const unsupportedOrders = count('unsupported')
  const fault = failure()
  const states = budget.states()
  // What leads to a failure is walked once more, also where no more states may be looked for.
  budget.renew(true)
  return {
    verdict: verdictOn(
      safeOrders,
      unsupportedOrders,
      order !== undefined && fault?.sight.finding.severity === 'unsafe',
    ),
    allOrders: String(order ? 1n : (countAll(units) ?? 0n)),
    safeOrders,
    unsupportedOrders,
    states,
    mixedStates,
    steps: layer[0]?.steps.length ?? 0,
    limit: spent,
    failure: fault && {
      steps: fault.steps,
      fault: fault.sight.finding,
      path: wayTo(cluster, walk, fault.sight),
      isRound: [...fault.sight.shown.values()].includes(null),
      isRestless: [...fault.sight.shown].some(([i, at]) => at !== null && walk.groups[i]?.isRestless(at)),
    },
    losses: losses(),
  }
}

function verdictOn(safe: string | null, unsupported: string | null, isUnsafe: boolean): Verdict {
  if (isUnsafe) return 'unsafe'
  if (safe === null || unsupported === null) return 'unknown'
  if (safe !== '0') return 'safe'
  return unsupported === '0' ? 'unsafe' : 'unsupported'
}

/** Which steps may come next, those that are taken together at a time, and how often that is asked. */
interface Course {
  readonly length: number
  readonly next: (tie: Pick<Tie, 'taken' | 'steps'>) => readonly (readonly PlanStep[])[]
}

/** Any unit that is not at the end of its path goes next. */
function everyOrder(units: readonly Unit[]): Course {
  return {
    length: units.reduce((sum, { path }) => sum + path.length - 1, 0),
    next: ({ taken }) =>
      units.flatMap(({ id, role, path }) => {
        const place = taken.get(id) ?? 0
        const [from, to] = path.slice(place, place + 2)
        return from === undefined || to === undefined ? [] : [[{ unit: id, role, from, to }]]
      }),
  }
}

function oneOrder(steps: readonly PlanStep[], waves: readonly number[] = []): Course {
  const cut: PlanStep[][] = []
  for (let place = 0; place < steps.length; place += cut.at(-1)?.length ?? 1) {
    cut.push(steps.slice(place, place + (waves[cut.length] ?? 1)))
  }
  const from = (taken: number) => {
    let before = 0
    return cut.find((wave) => {
      const isNext = before === taken
      before += wave.length
      return isNext
    })
  }
  return {
    length: cut.length,
    next: (tie) => {
      const wave = from(tie.steps.length)
      return wave === undefined ? [] : [wave]
    },
  }
}

/** Takes steps together, and lets what is upgraded by them go on in every order, until nothing is under way any more. */
function takeTogether(
  cluster: Cluster,
  walk: BruteWalk,
  budget: Budget,
  from: readonly Stand[],
  steps: readonly PlanStep[],
): { readonly stands: readonly Stand[]; readonly seen: readonly Sight[] } {
  const nodes = steps.flatMap(
    ({ unit }) => cluster.switches.get(unit)?.node ?? (cluster.nodes.has(unit) ? unit : []),
  )
  const taken: Event = { kind: 'takes', steps: steps.map(({ unit, to }) => ({ node: unit, to })), nodes }
  return goOn(cluster, walk, budget, from, taken, nodes.length > 1)
}

/** What comes of an event, until nothing is under way any more. */
function goOn(
  cluster: Cluster,
  walk: BruteWalk,
  budget: Budget,
  from: readonly (Stand | null)[],
  first: Event,
  isOneOfMany = false,
): { readonly stands: readonly Stand[]; readonly seen: readonly Sight[] } {
  const seen: Sight[] = []
  const stands: Stand[] = []
  const met = new Set<string>()
  const open: Stand[] = []
  const go = (stand: Stand | null, event: Event) => {
    const after = walk.after(stand, event)
    seen.push(...after.seen)
    if (met.has(after.stand.key)) return
    met.add(after.stand.key)
    open.push(after.stand)
  }
  for (const stand of from) go(stand, first)
  for (;;) {
    const stand = open.shift()
    if (stand === undefined || isBroken(seen) || budget.spent() !== null) return { stands, seen }
    const choices = nodeChoices(cluster, stand.setting.world)
    if (choices.length === 0) stands.push(stand)
    for (const choice of choices) go(stand, eventOf(choice, isOneOfMany))
  }
}

const isBroken = (seen: readonly Sight[]) => seen.some(({ finding }) => finding.severity === 'unsafe')
const isSupported = (seen: readonly Sight[]) => seen.every(({ finding }) => finding.severity === 'degraded')

function firstTie(stands: readonly Stand[], seen: readonly Sight[]): Tie {
  const [safe, unsupported] = isSupported(seen) ? [1n, 0n] : [0n, 1n]
  return { stands, taken: new Map(), steps: [], key: '', safe, unsupported }
}

function tieAfter(
  tie: Tie,
  steps: readonly PlanStep[],
  way: readonly PlanStep[],
  stands: readonly Stand[],
  isSafe: boolean,
): Tie {
  const taken = new Map(tie.taken)
  for (const { unit } of steps) taken.set(unit, (taken.get(unit) ?? 0) + 1)
  const places = [...taken].toSorted(([a], [b]) => (a < b ? -1 : 1)).join(' ')
  return {
    stands,
    taken,
    steps: way,
    key: [places, ...stands.map(({ key }) => key).toSorted()].join('\n'),
    safe: isSafe ? tie.safe : 0n,
    unsupported: isSafe ? tie.unsupported : tie.safe + tie.unsupported,
  }
}

const sumOf = (a: Tie, b: Tie): Tie => ({
  ...a,
  safe: a.safe + b.safe,
  unsupported: a.unsupported + b.unsupported,
})

/** What orders take that have come to the same, in bytes, by estimate. */
function sizeOf({ stands, key, steps }: Tie): number {
  const stand = ({ setting, states }: Stand) => 1_000 + setting.world.nodes.size * 150 + states.length * 40
  return key.length + steps.length * 8 + stands.reduce((sum, each) => sum + stand(each), 0)
}

/** Notes down what was seen: the first trouble after the fewest steps, and everything that is lost. */
function takeNotes() {
  const losses = new Map<string, Finding>()
  let failure: { readonly steps: readonly PlanStep[]; readonly sight: Sight } | null = null
  const isWorse = (steps: readonly PlanStep[], severity: Severity) => {
    if (severity === 'degraded') return false
    // Of the shortest ways one into a state that breaks tells more than one into what is only not supported.
    const isAsShort = failure?.steps.length === steps.length
    return (
      failure === null || (isAsShort && severity === 'unsafe' && failure.sight.finding.severity !== 'unsafe')
    )
  }
  return {
    add(steps: readonly PlanStep[], seen: readonly Sight[]) {
      for (const sight of seen) {
        const { severity } = sight.finding
        if (isWorse(steps, severity)) failure = { steps, sight }
        if (severity === 'degraded') losses.set(sayingOf(sight.finding), sight.finding)
      }
    },
    failure: () => failure,
    losses: () => distinct([...losses.values()]),
  }
}
