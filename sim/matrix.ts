/** Every release of a link's dialers against every release of its acceptors. */
import { anything } from '#machines/rules.ts'
import { lostAt } from './calls.ts'
import { type Exploration, explore, type PairWalk, walkPair } from './checker.ts'
import { rulesOf } from './cluster.ts'
import { exceptional, exceptionOf, lossOf } from './exception.ts'
import type { Outcome } from './outcome.ts'
import type { Link, Release, Scenario } from './scenario/model.ts'
import { reasonFor, refuserOf } from './why.ts'
import type { Side } from './world.ts'

/** Calls that the dialer makes while a pair is explored: enough to see a queue hold, and keep its order. */
const callsExplored = 2

export interface PairResult {
  readonly link: string
  /** The channel of the link, where it has several. */
  readonly channel?: string
  /** The dialer's release and the acceptor's. */
  readonly dialer: string
  readonly acceptor: string
  /** The worst over all schedules. */
  readonly outcome: Outcome
  /** The version that both ends agree on, or that one end believes to be agreed; null where none does. */
  readonly negotiated: string | null
  /** Which end refused, if one did. */
  readonly rejectedBy: Side | null
  readonly reason: string
  /** Whether the outcome is known from elsewhere, and not computed from the rules. */
  readonly exception?: boolean
  /** What is lost at the agreed version, in words. */
  readonly lost: readonly string[]
  readonly ends: Readonly<Record<Side, { readonly state: string; readonly version: string | null }>>
  readonly calls: { readonly made: number; readonly answered: number }
  /** How many delivery orders were explored, and how many of them ended in which outcome. */
  readonly schedules: number
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  /** The ids of the sources of the two releases' rules. */
  readonly sources: readonly string[]
}

/** The matrix of a scenario, link by link, releases in their order. */
export function matrix(scenario: Scenario): PairResult[] {
  return scenario.links.flatMap((link) => {
    const dialers = releasesOf(scenario, link.dialer)
    const acceptors = releasesOf(scenario, link.acceptor)
    return dialers.flatMap((dialer) =>
      acceptors.map((acceptor) => explorePair(scenario, link, dialer, acceptor)),
    )
  })
}

/** What comes of one release dialling another, under every delivery order. */
export function explorePair(scenario: Scenario, link: Link, dialer: Release, acceptor: Release): PairResult {
  const exception = exceptionOf(scenario, link, dialer, acceptor)
  const lost = (version: string) => lostBy(scenario, link, dialer, acceptor, version)
  const { outcome, outcomes, schedules, ends, calls } = exploration(scenario, link, dialer, acceptor)
  const negotiated = [ends.dialer.version, ends.acceptor.version].find(
    (version) => version !== null && version !== anything,
  )
  const lostHere = ends.dialer.version === null ? [] : lost(ends.dialer.version)
  const names = { dialer: `${link.dialer} ${dialer.name}`, acceptor: `${link.acceptor} ${acceptor.name}` }
  return {
    link: link.name,
    ...(link.channel !== undefined && { channel: link.channel }),
    dialer: dialer.name,
    acceptor: acceptor.name,
    outcome,
    negotiated: outcome === 'rejected' ? null : (negotiated ?? null),
    rejectedBy: outcome === 'rejected' ? refuserOf(ends) : null,
    reason: exception?.reason ?? reasonFor(outcome, names, ends, lostHere),
    ...(exception && { exception: true }),
    lost: lostHere,
    ends: { dialer: viewOf(ends.dialer), acceptor: viewOf(ends.acceptor) },
    calls,
    schedules: Number(schedules),
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([name, count]) => [name, Number(count)])),
    sources: [...new Set([exception?.source, dialer.source, acceptor.source].filter((id) => id != null))],
  }
}

/** The exploration behind what is said of a pair: with a schedule that ends as badly as any. */
export function exploration(scenario: Scenario, link: Link, dialer: Release, acceptor: Release): Exploration {
  return explore(pairRules(scenario, link, dialer, acceptor), callsExplored, (version) =>
    lostBy(scenario, link, dialer, acceptor, version),
  )
}

/** Every state of a pair, to be walked through one by one. */
export function pairWalk(
  scenario: Scenario,
  link: Link,
  dialer: Release,
  acceptor: Release,
  calls: number,
): PairWalk {
  return walkPair(pairRules(scenario, link, dialer, acceptor), calls, (version) =>
    lostBy(scenario, link, dialer, acceptor, version),
  )
}

function pairRules(scenario: Scenario, link: Link, dialer: Release, acceptor: Release) {
  const exception = exceptionOf(scenario, link, dialer, acceptor)
  return {
    dialer: exceptional(rulesOf(dialer, link, 'dialer'), 'dialer', exception),
    acceptor: exceptional(rulesOf(acceptor, link, 'acceptor'), 'acceptor', exception),
  }
}

function lostBy(scenario: Scenario, link: Link, dialer: Release, acceptor: Release, version: string) {
  const exception = exceptionOf(scenario, link, dialer, acceptor)
  return exception ? lossOf(exception) : lostAt(scenario, link, dialer, acceptor, version)
}

function releasesOf(scenario: Scenario, role: string): readonly Release[] {
  return scenario.roles.find(({ name }) => name === role)?.releases ?? []
}

const viewOf = ({ state, version }: { state: string; version: string | null }) => ({ state, version })
