/** What a scenario does not say, and its verdict could change with: told beside the answer, with the key that settles it. */

import { keepsData } from '../cluster.ts'
import type { Absence, Scenario } from '../scenario/model.ts'
import { sayList } from '../words.ts'
import type { PlanStep, Rollback } from './model.ts'
import { isSaidBack } from './rollback.ts'

export interface Assumption {
  readonly kind: 'way back' | 'path' | Absence
  /** Whom it is about: roles, or releases of roles, as in `server 3.4`. */
  readonly of: readonly string[]
  /** What is taken for granted, as the end of a sentence that begins with “that”. */
  readonly text: string
  /** What a scenario says to settle it, as in `way back: open`. */
  readonly key: string
}

interface Answer {
  readonly phases: readonly (readonly PlanStep[])[]
  readonly rollback: Rollback
}

/** What the best way of a plan rests on beside what its scenario says; nothing where there is no way. */
export function takenForGranted(scenario: Scenario, { phases, rollback }: Answer): Assumption[] {
  const steps = phases.flat()
  const moved = steps.filter(({ unit }) => isNode(scenario, unit))
  const roles = inOrder(
    scenario,
    moved.map(({ role }) => role),
  )
  const { hasNo = {} } = scenario
  const isAbsent = (absence: Absence, role: string) => hasNo[absence]?.includes(role) ?? false
  const served = roles.filter((role) => isServed(scenario, role))
  const silent = served.filter((role) => !isKept(scenario, role) && !isAbsent('data', role))
  const down = inOrder(scenario, [...roles, ...restarted(scenario, steps)])
  const members = down.filter((role) => isServed(scenario, role) && sizeOf(scenario, role) > 1)
  const { levels = [], service = {} } = scenario
  const level = roles.filter(
    (role) => !levels.some(({ members }) => members.includes(role)) && !isAbsent('levels', role),
  )
  const serving = [
    ...(service.quorum ?? []),
    ...(service.connected ?? []),
    ...Object.keys(service.floor ?? {}),
  ]
  const unserved = members.filter((role) => !serving.includes(role) && !isAbsent('service', role))
  const candidates: readonly Assumption[] = [
    backs(scenario, rollback),
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

const isNode = ({ nodes }: Scenario, unit: string) => nodes.some(({ id }) => id === unit)

const isServed = ({ links }: Scenario, role: string) => links.some(({ acceptor }) => acceptor === role)

/** The roles of which nodes are restarted to take a level that is in their configuration. */
const restarted = ({ nodes, levels = [] }: Scenario, steps: readonly PlanStep[]) =>
  nodes
    .filter(({ id }) => levels.some(({ name }) => steps.some(({ unit }) => unit === `${id}.${name}`)))
    .map(({ role }) => role)

const inOrder = ({ roles }: Scenario, names: readonly string[]) =>
  roles.map(({ name }) => name).filter((name) => names.includes(name))

const sizeOf = ({ nodes }: Scenario, role: string) =>
  nodes.reduce((sum, node) => sum + (node.role === role ? (node.standsFor ?? 1) : 0), 0)

const isKept = ({ roles }: Scenario, role: string) =>
  keepsData(roles.find(({ name }) => name === role)?.releases ?? [])

/** Which mixtures no rule is about; or, where all have one, which nodes may share a host with others and do not say so. */
function mixtures(scenario: Scenario, roles: readonly string[]): Assumption {
  const { skew = [], mixtures: some = [], nodes } = scenario
  const ruled = [...skew.flatMap(({ of, against }) => [...of, ...against]), ...some.flatMap(({ of }) => of)]
  const free = roles.filter((role) => !ruled.includes(role))
  const near = skew
    .filter(({ over }) => over === 'same host')
    .flatMap(({ of, against }) => [...of, ...against])
  const astray = inOrder(
    scenario,
    nodes.filter(({ role, host }) => near.includes(role) && host === undefined).map(({ role }) => role),
  )
  if (free.length === 0 && astray.length > 0) {
    const text = `that nodes of ${sayList(astray)} without a host share none with others`
    return { kind: 'skew', of: astray, text, key: 'host' }
  }
  const text = `that the vendor supports every mixture of ${sayList(free)} on the way`
  return { kind: 'skew', of: free, text, key: 'skew' }
}

/** What has to be taken back on a way back, releases and levels, and does not say whether it can be. */
function backs(scenario: Scenario, { ways }: Rollback): Assumption {
  const silent = ways
    .filter(({ after, isKnown }) => after > 0 && !isKnown)
    .flatMap(({ phases }) => phases?.flat() ?? [])
    .filter((step) => !isSaidBack(scenario, step))
  const left = silent.filter(({ unit }) => isNode(scenario, unit))
  const lowered = [...new Set(silent.filter((step) => !left.includes(step)).map(({ role }) => role))]
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
