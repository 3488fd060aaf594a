/**
 * The mixed states that an order of steps goes through: which release every node runs after each step, and how each
 * connection stands there once the cluster has settled.
 *
 * Connections meet only in the states of their nodes, so that a pair's outcome depends on two releases and nothing
 * else: each combination is explored once, under every delivery order, and looked up afterwards.
 */
import { buildCluster, type Pair, releaseOf } from './cluster.ts'
import { explorePair, type PairResult } from './matrix.ts'
import { isBroken, type Outcome, outcomes } from './outcome.ts'
import type { Scenario, Upgrade } from './scenario/model.ts'

/** One moment of an upgrade: a release for every node, and how every connection stands. */
export interface MixedState {
  /** The name of the release of every node, by the node's id. */
  readonly releases: ReadonlyMap<string, string>
  /** Every connection that the cluster can have. */
  readonly outcomes: readonly PairOutcome[]
  /** How many connections stand how. */
  readonly counts: Readonly<Record<Outcome, number>>
  /** The worst of them; `open` where there is no connection at all. */
  readonly worst: Outcome
  /**
   * Whether a dialer has to do without: a connection that it needs is broken, or all of those of which any would do.
   */
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

/** The mixed states of an order. The first is the start, the one at place `i` comes after `i` steps. */
export function mixedStates(scenario: Scenario, steps: Steps): MixedState[] {
  const { services } = connectionsOf(scenario)
  let releases = new Map(scenario.nodes.map(({ id, release }) => [id, release]))
  return [null, ...steps].map((step) => {
    if (step !== null) releases = new Map(releases).set(step.node, step.to)
    return mixedState(scenario, services, releases)
  })
}

/** The place in `steps` of the first step that leads into a broken state, or null where none does. */
export function firstFailingStep(scenario: Scenario, steps: Steps): number | null {
  const failing = mixedStates(scenario, steps)
    .slice(1)
    .findIndex(({ broken }) => broken)
  return failing < 0 ? null : failing
}

function mixedState(
  scenario: Scenario,
  services: readonly (readonly Pair[])[],
  releases: ReadonlyMap<string, string>,
): MixedState {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  const all: PairOutcome[] = []
  let broken = false
  for (const pairs of services) {
    const here = pairs.map((pair) => outcomeOfPair(scenario, pair, releases))
    for (const { outcome } of here) counts[outcome]++
    // A service with several acceptors is content with any of them.
    broken ||= here.length > 0 && here.every(({ outcome }) => isBroken(outcome))
    all.push(...here)
  }
  const worst = outcomes.findLast((outcome) => counts[outcome] > 0) ?? 'open'
  return { releases, outcomes: all, counts, worst, broken }
}

function outcomeOfPair(
  scenario: Scenario,
  { id, dialer, acceptor, link }: Pair,
  releases: ReadonlyMap<string, string>,
): PairOutcome {
  const { outcome, negotiated, reason } = explored(scenario, link, {
    dialer: releases.get(dialer) ?? '',
    acceptor: releases.get(acceptor) ?? '',
  })
  return { pair: id, dialer, acceptor, outcome, negotiated, reason }
}

interface Connections {
  /** The pairs of each connector of each dialer. */
  readonly services: readonly (readonly Pair[])[]
  readonly explored: Map<string, PairResult>
}

const connections = new WeakMap<Scenario, Connections>()

function connectionsOf(scenario: Scenario): Connections {
  let known = connections.get(scenario)
  if (known === undefined) {
    // Who connects to whom does not depend on the seed.
    const { services } = buildCluster(scenario, 0)
    known = { services: Array.from(services.values(), ({ pairs }) => pairs), explored: new Map() }
    connections.set(scenario, known)
  }
  return known
}

function explored(
  scenario: Scenario,
  link: Pair['link'],
  releases: { readonly dialer: string; readonly acceptor: string },
): PairResult {
  const { explored } = connectionsOf(scenario)
  const key = JSON.stringify([scenario.links.indexOf(link), releases.dialer, releases.acceptor])
  let result = explored.get(key)
  if (result === undefined) {
    const dialer = releaseOf(scenario, link.dialer, releases.dialer)
    const acceptor = releaseOf(scenario, link.acceptor, releases.acceptor)
    result = explorePair(scenario, link, dialer, acceptor)
    explored.set(key, result)
  }
  return result
}
