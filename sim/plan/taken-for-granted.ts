/** What a scenario does not say, and its verdict could change with: told beside the answer, with the key that settles it. */
import { lookUp } from '#machines/look-up.ts'
import type { Absence, Scenario } from '../scenario/model.ts'
import { sayList } from '../words.ts'
import type { PlanStep, Rollback } from './model.ts'

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
  if (moved.length === 0) return []
  const roles = inOrder(
    scenario,
    moved.map(({ role }) => role),
  )
  const served = roles.filter((role) => scenario.links.some(({ acceptor }) => acceptor === role))
  const silent = served.filter((role) => !keepsData(scenario, role))
  const members = served.filter((role) => sizeOf(scenario, role) > 1)
  const candidates: readonly Assumption[] = [
    backs(scenario, rollback),
    leaps(scenario, moved),
    {
      kind: 'levels',
      of: scenario.levels === undefined ? roles : [],
      text: `that no level, flag or format has to be raised with ${sayList(roles)}`,
      key: 'levels',
    },
    {
      kind: 'data',
      of: silent,
      text: `that every release of ${sayList(silent)} reads what another has written`,
      key: 'data',
    },
    {
      kind: 'skew',
      of: scenario.skew === undefined && scenario.mixtures === undefined ? roles : [],
      text: `that the vendor supports every mixture of ${sayList(roles)} on the way`,
      key: 'skew',
    },
    {
      kind: 'service',
      of: scenario.service === undefined ? members : [],
      text: `that no quorum and no floor of ${sayList(members)} has to stay up`,
      key: 'service',
    },
  ]
  const { hasNo = [] } = scenario
  return candidates.filter(({ kind, of }) => of.length > 0 && !hasNo.some((absence) => absence === kind))
}

const isNode = ({ nodes }: Scenario, unit: string) => nodes.some(({ id }) => id === unit)

const inOrder = ({ roles }: Scenario, names: readonly string[]) =>
  roles.map(({ name }) => name).filter((name) => names.includes(name))

const sizeOf = ({ nodes }: Scenario, role: string) =>
  nodes.reduce((sum, node) => sum + (node.role === role ? (node.standsFor ?? 1) : 0), 0)

const keepsData = ({ roles }: Scenario, role: string) =>
  roles
    .find(({ name }) => name === role)
    ?.releases.some(({ data, with: others = [] }) => data ?? others.some((each) => each.data)) ?? false

/** The releases that have to be left again on a way back, and do not say whether they can be. */
function backs(scenario: Scenario, { ways }: Rollback): Assumption {
  const silent = ways
    .filter(({ after, isKnown }) => after > 0 && !isKnown)
    .flatMap(({ phases }) => phases?.flat() ?? [])
    .filter(({ unit, role, from, to }) => isNode(scenario, unit) && !saysBack(scenario, role, from, to))
  const of = [...new Set(silent.map(({ role, from }) => `${role} ${from}`))]
  const roles = inOrder(
    scenario,
    silent.map(({ role }) => role),
  )
  const who = of.length > mostNamed ? `all of these releases of ${sayList(roles)}` : sayList(of)
  return { kind: 'way back', of, text: `that ${who} can be left again`, key: 'way back: open' }
}

function saysBack({ roles }: Scenario, role: string, from: string, to: string): boolean {
  const own = roles.find(({ name }) => name === role)
  const release = own?.releases.find(({ name }) => name === from)
  return release?.wayBack !== undefined || (lookUp(own?.edges, from)?.includes(to) ?? false)
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
