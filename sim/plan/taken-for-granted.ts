/** What a scenario does not say, and its verdict could change with: told beside the answer, with the key that settles it. */

import { headcountOf } from '../scenario/headcount.ts'
import type { Absence, Proviso, Scenario } from '../scenario/model.ts'
import type { PlanStep } from '../scenario/order/units.ts'
import { keepsData, releasesOf } from '../scenario/release.ts'
import { sayList } from '../text/say-list.ts'
import type { Assumption, Rollback } from './model.ts'
import { isSaidBack } from './rollback.ts'

interface Answer {
  readonly phases: readonly (readonly PlanStep[])[]
  /** Absent where nothing is said of ways back. */
  readonly rollback?: Rollback
}

/** What has to be true, or done beside the steps, for these steps, as the scenario says itself. */
export function provisosOf({ provisos = [] }: Scenario, steps: readonly PlanStep[]): Proviso[] {
  if (steps.length === 0) return []
  return provisos.filter(({ to }) => to === null || steps.some((step) => to.includes(step.to)))
}

/** What a way rests on beside what its scenario says; nothing where there is no way. */
export function takenForGranted(scenario: Scenario, { phases, rollback }: Answer): Assumption[] {
  const steps = phases.flat()
  const ids = idsIn(scenario)
  const moved = steps.filter(({ unit }) => ids.has(unit))
  const roles = inOrder(
    scenario,
    moved.map(({ role }) => role),
  )
  const { hasNo = {} } = scenario
  const isAbsent = (absence: Absence, role: string) => hasNo[absence]?.includes(role) ?? false
  const silent = roles.filter((role) => !isKept(scenario, role) && !isAbsent('data', role))
  const down = inOrder(scenario, [...roles, ...restarted(scenario, steps)])
  const { levels = [], service = {} } = scenario
  const level = roles.filter(
    (role) => !levels.some(({ members }) => members.includes(role)) && !isAbsent('levels', role),
  )
  const { quorum = [], connected = [], floor = {} } = service
  const isServing = (role: string) =>
    quorum.includes(role) || connected.includes(role) || Object.hasOwn(floor, role)
  const unserved = down.filter((role) => !isServing(role) && !isAbsent('service', role))
  const candidates: readonly Assumption[] = [
    ...(rollback === undefined ? [] : [backs(scenario, rollback)]),
    leaps(scenario, moved),
    {
      kind: 'levels',
      of: level,
      text: `that no level, flag or format has to be raised with ${sayList(level)}`,
      key: 'levels',
    },
    {
      kind: 'data',
      of: silent,
      text: `that every release of ${sayList(silent)} reads what another has written`,
      key: 'data',
    },
    mixtures(
      scenario,
      roles.filter((role) => !isAbsent('skew', role)),
    ),
    {
      kind: 'service',
      of: unserved,
      text: `that no quorum and no floor of ${sayList(unserved)} has to stay up`,
      key: 'service',
    },
  ]
  return candidates.filter(({ of }) => of.length > 0)
}

const idsIn = ({ nodes }: Scenario) => new Set(nodes.map(({ id }) => id))

const isServed = ({ links }: Scenario, role: string) => links.some(({ acceptor }) => acceptor === role)

/** The roles of which nodes are restarted to take a level that is in their configuration. */
const restarted = ({ nodes, levels = [] }: Scenario, steps: readonly PlanStep[]) =>
  nodes
    .filter(({ id }) => levels.some(({ name }) => steps.some(({ unit }) => unit === `${id}.${name}`)))
    .map(({ role }) => role)

const inOrder = ({ roles }: Scenario, names: readonly string[]) =>
  roles.map(({ name }) => name).filter((name) => names.includes(name))

const isKept = ({ roles }: Scenario, role: string) => keepsData(releasesOf({ roles }, role))

/**
 * Which mixtures no rule is about: of a role at all, or of those with each other to which others connect; and which nodes may
 * share a host with others, where a rule is about those that do, and do not say so.
 */
function mixtures(scenario: Scenario, roles: readonly string[]): Assumption {
  const { skew = [], mixtures: some = [], nodes } = scenario
  const groups = [
    ...skew.map(({ of, against }) => ({ of, against })),
    ...some.map(({ of }) => ({ of, against: of })),
  ]
  const isRuled = (role: string) =>
    groups.some(({ of, against }) => of.includes(role) || against.includes(role))
  const isRuledWithin = (role: string) =>
    groups.some(({ of, against }) => of.includes(role) && against.includes(role))
  const free = roles.filter((role) => !isRuled(role))
  const within = roles.filter(
    (role) =>
      isRuled(role) &&
      !isRuledWithin(role) &&
      isServed(scenario, role) &&
      headcountOf(scenario.nodes, role) > 1,
  )
  const near = skew
    .filter(({ over }) => over === 'same host')
    .flatMap(({ of, against }) => [...of, ...against])
  const astray = inOrder(
    scenario,
    nodes.filter(({ role, host }) => near.includes(role) && host === undefined).map(({ role }) => role),
  )
  const unruled = [
    ...(free.length > 0 ? [`of ${sayList(free)}`] : []),
    ...(within.length > 0 ? [`within ${sayList(within)}`] : []),
  ]
  const parts = [
    ...(unruled.length > 0
      ? [{ text: `the vendor supports every mixture ${sayList(unruled)} on the way`, key: 'skew' }]
      : []),
    ...(astray.length > 0
      ? [{ text: `nodes of ${sayList(astray)} without a host share none with others`, key: 'host' }]
      : []),
  ]
  return {
    kind: 'skew',
    of: inOrder(scenario, [...free, ...within, ...astray]),
    text: `that ${sayList(parts.map(({ text }) => text))}`,
    key: parts.map(({ key }) => key).join(', '),
  }
}

/** What has to be taken back on a way back, releases and levels, and does not say whether it can be. */
function backs(scenario: Scenario, { ways }: Rollback): Assumption {
  const silent = ways
    .filter(({ after, isKnown }) => after > 0 && !isKnown)
    .flatMap(({ phases }) => phases?.flat() ?? [])
    .filter((step) => !isSaidBack(scenario, step))
  const ids = idsIn(scenario)
  const left = silent.filter(({ unit }) => ids.has(unit))
  const lowered = [...new Set(silent.filter(({ unit }) => !ids.has(unit)).map(({ role }) => role))]
  const releases = [...new Set(left.map(({ role, from }) => `${role} ${from}`))]
  const roles = inOrder(
    scenario,
    left.map(({ role }) => role),
  )
  const who = releases.length > mostNamed ? `all of these releases of ${sayList(roles)}` : sayList(releases)
  const texts = [
    ...(releases.length > 0 ? [`${who} can be left again`] : []),
    ...(lowered.length > 0 ? [`${sayList(lowered)} can be lowered again`] : []),
  ]
  const keys = [
    ...(releases.length > 0 ? ['way back: open'] : []),
    ...(lowered.length > 0 ? ['reversible: yes'] : []),
  ]
  return {
    kind: 'way back',
    of: [...releases, ...lowered],
    text: `that ${sayList(texts)}`,
    key: keys.join(', '),
  }
}

/** The steps that leave out releases that lie between, where no path says that this can be done. */
function leaps(scenario: Scenario, moved: readonly PlanStep[]): Assumption {
  const left = moved.flatMap(({ role, from, to }) => {
    const own = scenario.roles.find(({ name }) => name === role)
    if (own?.edges !== undefined) return []
    const names = own?.releases.map(({ name }) => name) ?? []
    return names
      .slice(names.indexOf(from) + 1, Math.max(names.indexOf(to), 0))
      .map((name) => ({ role, name }))
  })
  const of = inOrder(
    scenario,
    left.map(({ role }) => role),
  )
  const names = [...new Set(left.map(({ name }) => name))]
  const which = names.length > mostNamed ? 'releases' : sayList(names)
  return { kind: 'path', of, text: `that ${sayList(of)} may leave out ${which}`, key: 'paths' }
}

/** More releases than that are not named one by one. */
const mostNamed = 3
