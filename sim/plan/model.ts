/** What the planner says of an upgrade. All of it is plain data, so that it can be printed, sent and drawn. */

import type { Finding, Verdict } from '../rules/verdict.ts'
import type { Absence, Condition, Proviso } from '../scenario/model.ts'
import type { PlanStep, Unit } from '../scenario/order/units.ts'
import type { Outcome } from '../scenario/outcome.ts'
import type { Wave } from './search/walk-way.ts'
import type { Judgement, StateVerdict } from './space/judgement.ts'

/** Every A-step before any B-step, in every safe order; or each before the B-step of its own node only. */
export interface Precedence {
  readonly before: StepGroup
  readonly after: StepGroup
  /** Whether only each unit of A comes before the one of B that belongs to the same node, which stands at the same place. */
  readonly isOwn?: true
  /** In words, such as `every client before any server`, or `each node before its own mode to high`. */
  readonly text: string
}

/** The same step of interchangeable units. */
export interface StepGroup {
  readonly role: string
  readonly units: readonly string[]
  readonly from: string
  readonly to: string
}

/** What is lost on the way of an order, and while which of its steps are taken. */
export interface Loss extends Finding {
  /** The number of the step that brings it, counted from 1; 0 where it is there before the first. */
  readonly from: number
  /** The number of the step that ends it: after it, it is seen no more. Null where no step of the order does. */
  readonly until: number | null
}

export interface FirstStep extends PlanStep {
  /** Whether some safe order begins with it. */
  readonly safe: boolean
  /** Why not, or what is lost; empty where there is nothing to say. */
  readonly reason: string
}

/** A step from a state of a safe order into one from which no safe order goes on. */
export interface Exit extends PlanStep {
  /** The state that it leaves: which value every class of units is at, such as `2 of 3 clients at ZODB-3.2`. */
  readonly after: string
  readonly reason: string
}

/** A way on which all that begin and end alike go through the same releases. */
export interface SameWay {
  readonly phases: readonly (readonly PlanStep[])[]
  /** How fast each phase may be taken. */
  readonly waves: readonly Wave[]
  readonly units: Route['units']
}

/** A way through releases that lie between, or none. */
export interface Route {
  readonly phases: readonly (readonly PlanStep[])[]
  readonly steps: number
  /** Every unit and the releases that it goes through, its first and last among them. */
  readonly units: readonly {
    readonly unit: string
    readonly role: string
    readonly through: readonly string[]
  }[]
  /** Whether no way with fewer steps exists within the known releases. */
  readonly isShortest: boolean
  /** Where some leave releases out that others go through: a safe way that is the same for all of them; null where there is none. */
  readonly sameForAll: SameWay | null
  /** Orders in which every unit goes through these releases, and how many of them are safe. Null where not counted. */
  readonly allOrders: string | null
  readonly safeOrders: string | null
}

/** A rule without which there would be a safe order: by itself, or together with the others. */
export interface Blame {
  readonly rule: string
  readonly isAlone: boolean
  readonly reason: string
  readonly source: string | null
}

/** The shortest way into trouble. Without any one of its steps nothing goes wrong. */
export interface Counterexample {
  readonly steps: readonly PlanStep[]
  readonly fault: Finding
  /** What happens on the connection that fails, in order, in one of the worst schedules. Empty for other rules. */
  readonly schedule: readonly string[]
  /** A seed with which a run of these steps shows it; null where no run does. */
  readonly seed: number | null
}

/** A change that would make an order safe. */
export interface Repair {
  readonly kind: 'move' | 'accept' | 'route'
  /** As an order to somebody, such as `move c1, c2 and c3 before s1`. */
  readonly text: string
  /** The order after it, where it is one of the same steps. */
  readonly order?: readonly PlanStep[]
}

export interface WayBack {
  /** After how many phases of the plan; 0 is the start. */
  readonly after: number
  /** One best way back to the start as phases; null where there is none. */
  readonly phases: readonly (readonly PlanStep[])[] | null
  /**
   * Whether the scenario says of everything on it that it can be taken back. Else nothing was found against it: it was walked, with
   * data and levels, and that releases can be left again is taken for granted.
   */
  readonly isKnown: boolean
  /** Whether a limit was met before one was found, or was known not to be: then nothing is known of later ones either. */
  readonly isCut?: true
  /** The data that cannot be read on it any more, in words. */
  readonly losses: readonly string[]
  /** How many ways back are safe, told apart by units. Null where that was not counted. */
  readonly safeOrders: string | null
  /** Why there is none. Empty where there is one. */
  readonly reason: string
}

export interface Rollback {
  readonly ways: readonly WayBack[]
  /** Null where there always is a safe way back to the start. */
  readonly pointOfNoReturn: PointOfNoReturn | null
}

/** The first step of a plan, as it is listed, after which there is no safe way back to the start: in which phase, and why not. */
export interface PointOfNoReturn {
  readonly phase: number
  readonly step: PlanStep
  readonly reason: string
}

/** What an order costs with waves of a size, by simulation. Times in virtual milliseconds. */
export interface WaveCost {
  /** How many nodes are upgraded at a time at most. */
  readonly wave: number
  /** The longest time without service of the nodes of each role that dials: the mean and the worst over seeds. */
  readonly withoutService: Readonly<Record<string, { readonly mean: number; readonly worst: number }>>
  /** The fewest nodes of each role that were up at once. */
  readonly smallestCapacity: Readonly<Record<string, number>>
  /** How long the whole rollout takes, at worst. */
  readonly duration: number
  /** Whether every simulated run kept what has to be kept. */
  readonly kept: boolean
}

export interface Cost {
  readonly seeds: readonly number[]
  readonly waves: readonly WaveCost[]
  /** The largest wave that costs nobody more service than the smallest, and keeps the floor. */
  readonly gentlest: number
  /** The roles with several nodes to which others connect: of the gentlest, some of each stay up. */
  readonly served: readonly string[]
}

export interface Limits {
  /** How many mixed states were looked at, identical nodes collapsed to counts. */
  readonly states: number
  /** What was proven, and what was not because a limit was hit. */
  readonly proven: readonly string[]
  readonly notProven: readonly string[]
}

/** Something that is not part of the upgrade, and with which there would be a safe way. */
export interface Help {
  /** The level or the role, and where it would have to go: what `upgrade.to` would say. */
  readonly name: string
  readonly to: string
  /** Such as `with flags raised to 3.11 as well`. */
  readonly text: string
}

export interface Plan {
  readonly scenario: string
  readonly keep: readonly Condition[]
  readonly units: readonly Unit[]
  /**
   * `safe`: there is a safe way, straight or by the route, and it was walked. `unsupported`: there are only such that the vendor
   * does not support. `unknown`: a limit was hit, or what was found did not hold when it was walked.
   */
  readonly verdict: Verdict
  /** Whether every straight order that is not called safe is known not to be: else nothing is said of all safe ones. */
  readonly isExact: boolean
  /** Orders in which every unit goes straight along its path. Decimal; null where not counted. */
  readonly allOrders: string | null
  readonly safeOrders: string | null
  /** Orders that break nothing, but pass states that the vendor does not support; the safe ones are not among them. */
  readonly unsupportedOrders: string | null
  /** One best way as phases: steps inside a phase may be taken in any order. That of the route where there is one. */
  readonly phases: readonly (readonly PlanStep[])[]
  /** How each phase is taken, and what is lost meanwhile. */
  readonly waves: readonly Wave[]
  /** What is lost on the way, by the numbers of the steps in the order of the phases. */
  readonly losses: readonly Loss[]
  readonly precedences: readonly Precedence[]
  /** Whether every order that keeps the precedences is safe. */
  readonly precedencesSuffice: boolean
  readonly firstSteps: readonly FirstStep[]
  readonly exits: readonly Exit[]
  /** Where no order goes straight. */
  readonly route: Route | null
  /** Where there is no way at all, or none straight: rules that are to blame. */
  readonly blame: readonly Blame[]
  /** Where there is no way: each single level more, or role more, with which there is one. */
  readonly wouldHelp: readonly Help[]
  /** The shortest way into trouble. Null where every order is safe. */
  readonly counterexample: Counterexample | null
  readonly rollback: Rollback
  /** What the best way rests on beside what the scenario says, each with the key that settles it. */
  readonly takenForGranted: readonly Assumption[]
  /** What has to be true, or done beside the steps of the best way, as the scenario says. */
  readonly holdsOnlyIf: readonly Proviso[]
  /** Null where it was not asked for. */
  readonly cost: Cost | null
  readonly limits: Limits
}

/** What is said of one order. */
export interface Check {
  readonly verdict: Verdict
  readonly order: readonly PlanStep[]
  /** How many steps are taken together each time, where some are. */
  readonly waves?: readonly number[]
  /** The place of the first step that leads into a state that is not safe; null where none does. */
  readonly failsAt: number | null
  /** What is said of the start, and of each step with the state after it; where steps are taken together, after all of them. */
  readonly states: readonly Judgement[]
  readonly losses: readonly Loss[]
  /** What an order that breaks nothing rests on beside what the scenario says, and what the scenario says that it rests on. */
  readonly takenForGranted: readonly Assumption[]
  readonly holdsOnlyIf: readonly Proviso[]
  readonly counterexample: Counterexample | null
  readonly repairs: readonly Repair[]
  readonly limits: Limits
}

/** Interchangeable units, which are counted and not told apart. */
export interface Axis {
  readonly role: string
  /** Their nodes, or the one level or operation. */
  readonly members: readonly string[]
  /** The places that each of them can be at, such as `ZODB-3.2` or `kafka-3.9, ibp 3.8`. The first is the start. */
  readonly places: readonly string[]
}

/** A mixed state. */
export interface LatticeState {
  readonly key: string
  /** How many units of each axis are at each of its places. */
  readonly counts: readonly (readonly number[])[]
  /** How many steps lead here. */
  readonly rank: number
  readonly verdict: StateVerdict
  /** Whether a safe order passes it. */
  readonly alive: boolean
  /** How many connections stand how. */
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** The reasons of its faults, or of its losses where it is safe. */
  readonly reasons: readonly string[]
}

export interface LatticeEdge {
  readonly from: string
  readonly to: string
  readonly axis: number
  /** The step, by the first of the units that can take it. */
  readonly step: PlanStep
  /** Whether a safe order takes it. */
  readonly alive: boolean
}

/** Every mixed state that orders of an upgrade pass, identical units collapsed to counts. */
export interface Lattice {
  readonly axes: readonly Axis[]
  readonly states: readonly LatticeState[]
  readonly edges: readonly LatticeEdge[]
  readonly start: string
  readonly goal: string
  /** False where there are too many to list: then only those that safe orders pass, and their neighbours. */
  readonly isWhole: boolean
}

/** What a scenario does not say, and an answer rests on. */
export interface Assumption {
  readonly kind: 'way back' | 'path' | Absence
  /** Whom it is about: roles, or releases of roles, as in `server 3.4`. */
  readonly of: readonly string[]
  /** What is taken for granted, as the end of a sentence that begins with “that”. */
  readonly text: string
  /** What a scenario says to settle it, as in `way back: open`. */
  readonly key: string
}
