/** A scenario cut down to one release of a link's dialer and one of its acceptor. */
import { onlyLink } from '../protocol/calls.ts'
import type { Link, NodeSpec, Scenario } from '../scenario/model.ts'
import { type Levels, releaseOf, rolesAt, rulesOf } from '../scenario/release.ts'
import { variantOf } from '../scenario/variant.ts'

/** One entry of the matrix: a link, and a release for each of its ends. */
export interface PairChoice {
  readonly link: string
  readonly dialer: string
  readonly acceptor: string
  /** The variant of the scenario that it is taken from, where that is not the scenario itself. */
  readonly variant?: string | undefined
  /** Where levels stand that do not stand where they start. */
  readonly at?: Levels | undefined
}

/** Long enough for a handshake, and for a second try of those that pause and try again. */
const pairUntil = 10_000

/** However patient the ends are, nobody looks at their run for longer. */
const longest = 600_000

/** How long a run of this pair lasts: long enough also for ends that wait, each time that one tries again. */
function untilOf(scenario: Scenario, link: Link, { dialer, acceptor }: PairChoice): number {
  const rules = [
    rulesOf(releaseOf(scenario, link.dialer, dialer), link, 'dialer'),
    rulesOf(releaseOf(scenario, link.acceptor, acceptor), link, 'acceptor'),
  ]
  const waits = rules.map(({ patience = 0, accepts }) => patience * (accepts.length + 1))
  return Math.min(pairUntil + Math.max(...waits), longest)
}

/**
 * The same scenario with one node at each of these releases and nothing to upgrade. What is asked of a whole cluster does
 * not matter to them: levels stay where the choice says or where they start, and there are no operations, windows or service.
 * Everything else is as it was: versions, rules, calls, traffic, latency. Null where the scenario has no such link, release,
 * variant, level or value.
 */
export function pairScenario(whole: Scenario, choice: PairChoice): Scenario | null {
  const chosen = variantOf(whole, choice.variant)
  if (chosen === null) return null
  const {
    levels: _levels,
    operations: _operations,
    skew: _skew,
    mixtures: _mixtures,
    service: _service,
    ...scenario
  } = chosen
  const link = scenario.links.find(({ name }) => name === choice.link)
  if (link === undefined) return null
  if (!hasRelease(scenario, link.dialer, choice.dialer)) return null
  if (!hasRelease(scenario, link.acceptor, choice.acceptor)) return null
  if (!areValues(chosen, choice.at)) return null
  const roles = rolesAt(chosen, choice.at)
  return {
    ...scenario,
    name: whole.name,
    roles,
    // Another link between the same two roles is another entry of the matrix.
    ...onlyLink(scenario, link),
    nodes: nodesFor(scenario, link, choice),
    upgrade: { at: 0, steps: [] },
    until: untilOf({ ...scenario, roles }, link, choice),
  }
}

const areValues = ({ levels = [] }: Scenario, at: Levels = {}) =>
  Object.entries(at).every(([name, value]) =>
    levels.some((level) => level.name === name && level.values.includes(value)),
  )

function hasRelease({ roles }: Scenario, role: string, release: string): boolean {
  return roles.some(({ name, releases }) => name === role && releases.some((one) => one.name === release))
}

/** The names of nodes that the cluster has, so that what is said of them stays true of the pair. */
function nodesFor({ nodes }: Scenario, link: Link, { dialer, acceptor }: PairChoice): NodeSpec[] {
  const dialerId = nodes.find(({ role }) => role === link.dialer)?.id ?? `${link.dialer}1`
  const other = nodes.find(({ role, id }) => role === link.acceptor && id !== dialerId)
  const where = link.isOnSameHost ? { host: 'here' } : {}
  return [
    { id: dialerId, role: link.dialer, release: dialer, ...where },
    { id: other?.id ?? `${link.acceptor}2`, role: link.acceptor, release: acceptor, ...where },
  ]
}
