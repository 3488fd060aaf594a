/** Every release of a link's dialers against every release of its acceptors. */

import { lookUp } from '#machines/look-up.ts'
import { anything } from '#machines/rules.ts'
import type { Both } from '../pair/exploration.ts'
import { exploration } from '../pair/exploration.ts'
import type { Exploration } from '../pair/explore.ts'
import { exceptionOf, lossesAt } from '../protocol/exception.ts'
import { neededAt } from '../protocol/needed-calls.ts'
import type { EndView } from '../protocol/outcome-of.ts'
import { reasonFor, refuserOf } from '../protocol/why.ts'
import type { Link, Release, Scenario } from '../scenario/model.ts'
import type { Outcome } from '../scenario/outcome.ts'
import { isBroken } from '../scenario/outcome.ts'
import { type Levels, releasesOf, rolesAt, sayRelease } from '../scenario/release.ts'
import { type Side, sides } from '../scenario/side.ts'
import { judgeLevels } from './levels.ts'
import { judgeMixtures, judgeSkew } from './skew.ts'
import type { Present, View } from './view.ts'

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
  /** Why a connection that opens is of no use all the same, as said of its dialer: calls that it takes and that are missing. */
  readonly needed: readonly string[]
  /** Which of both cannot run where levels are asked for, and which rules about skew such a pair breaks by itself. */
  readonly unsupported: readonly string[]
  readonly ends: Readonly<Record<Side, Pick<EndView, 'state' | 'version'>>>
  readonly calls: { readonly made: number; readonly answered: number }
  /** How many delivery orders were explored, and how many of them ended in which outcome. */
  readonly schedules: number
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  /** The ids of the sources of the two releases' rules. */
  readonly sources: readonly string[]
}

/**
 * The matrix of a scenario, link by link, releases in their order, one pair at a time.
 *
 * @param levels where levels stand; unless it is said, where they start
 */
export function* pairsOf(scenario: Scenario, levels?: Levels): Generator<PairResult> {
  const roles = rolesAt(scenario, levels)
  const releases = (role: string) => releasesOf({ roles }, role)
  for (const link of scenario.links) {
    for (const dialer of releases(link.dialer)) {
      for (const acceptor of releases(link.acceptor)) {
        const found = explorePair(scenario, link, dialer, acceptor)
        const misplaced = misplacedAt(scenario, link, { dialer, acceptor }, levels)
        yield { ...found, unsupported: [...misplaced, ...found.unsupported] }
      }
    }
  }
}

/** All of the matrix at once. */
export const matrix = (scenario: Scenario, levels?: Levels): PairResult[] => [...pairsOf(scenario, levels)]

/** What comes of one release dialling another, under every delivery order. */
export function explorePair(scenario: Scenario, link: Link, dialer: Release, acceptor: Release): PairResult {
  const joined = { dialer, acceptor }
  return pairResult(scenario, link, joined, exploration(scenario, link, joined))
}

/** What is said of a pair after it was explored. */
export function pairResult(
  scenario: Scenario,
  link: Link,
  joined: Both,
  { outcome, outcomes, schedules, ends, calls }: Exploration,
): PairResult {
  const { dialer, acceptor } = joined
  const exception = exceptionOf(scenario, link, dialer, acceptor)
  const negotiated = [ends.dialer.version, ends.acceptor.version].find(
    (version) => version !== null && version !== anything,
  )
  const lost = lossesAt(scenario, link, joined, {
    dialer: ends.dialer.version,
    acceptor: ends.acceptor.version,
  })
  const names = { dialer: sayRelease(link.dialer, dialer), acceptor: sayRelease(link.acceptor, acceptor) }
  return {
    link: link.name,
    ...(link.channel !== undefined && { channel: link.channel }),
    dialer: dialer.name,
    acceptor: acceptor.name,
    outcome,
    negotiated: outcome === 'rejected' ? null : (negotiated ?? null),
    rejectedBy: outcome === 'rejected' ? refuserOf(ends) : null,
    reason: exception?.reason ?? reasonFor(outcome, names, ends, lost),
    ...(exception && { exception: true }),
    lost,
    needed: isBroken(outcome)
      ? []
      : neededAt(scenario, link, joined, { dialer: negotiated ?? null, acceptor: negotiated ?? null }),
    unsupported: skewBetween(scenario, link, joined),
    ends: { dialer: viewOf(ends.dialer), acceptor: viewOf(ends.acceptor) },
    calls,
    schedules: Number(schedules),
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([name, count]) => [name, Number(count)])),
    sources: [...new Set([exception?.source, dialer.source, acceptor.source].filter((id) => id != null))],
  }
}

/** Which of two releases cannot run where levels are asked for, and why not. */
function misplacedAt(scenario: Scenario, link: Link, joined: Both, asked: Levels = {}): string[] {
  const levels = scenario.levels?.filter(({ name }) => lookUp(asked, name) !== undefined) ?? []
  const view = {
    ...nothingElse,
    scenario: { ...scenario, levels },
    nodes: nodesOf(link, joined, asked),
    levels: asked,
  }
  return [...new Set(judgeLevels(view).map(({ reason }) => reason))]
}

/** Two nodes that run these releases, configured with these levels. */
const nodesOf = (link: Link, joined: Both, own: Levels = {}) =>
  sides.map((side): Present => {
    const rest = { own, count: 1, isFallback: false, host: null, where: null }
    return { role: link[side], release: joined[side], ...rest }
  })

/** What rules about skew say of two nodes that run these releases. */
function skewBetween(scenario: Scenario, link: Link, joined: Both): string[] {
  const view = { ...nothingElse, scenario, nodes: nodesOf(link, joined) }
  const found = [...judgeSkew(view, new Set()), ...judgeMixtures(view, new Set())]
  return [...new Set(found.map(({ reason }) => reason))]
}

const nothingElse: Omit<View, 'scenario' | 'nodes'> = {
  levels: {},
  operations: {},
  written: new Set(),
  down: [],
  memory: new Set(),
  fresh: null,
}

const viewOf = ({ state, version }: EndView) => ({ state, version })
