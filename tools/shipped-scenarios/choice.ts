/** What there is to choose a scenario by, beside its title: what its orders come to, and what it shows. Worked out once, in the build. */
import { effortsOf } from '../../sim/plan/efforts.ts'
import { findWay } from '../../sim/plan/find-way.ts'
import { shrink } from '../../sim/plan/search/shrink.ts'
import { countOrders } from '../../sim/plan/search/solve.ts'
import { pairsOf } from '../../sim/rules/matrix.ts'
import type { Scenario } from '../../sim/scenario/model.ts'
import type { Choice, Shows } from '../../ui/session/shipped.ts'
import { groups } from './groups.ts'

/** What there is to choose a shipped scenario by. Throws where it is in no group: whoever adds one says where it belongs. */
export function choiceOf(scenario: Scenario): Choice {
  const group = groups.find(({ names }) => names.includes(scenario.name))
  if (group === undefined)
    throw new Error(`${scenario.name} is in no group of tools/shipped-scenarios/groups.ts`)
  const efforts = effortsOf(undefined)
  const shrunk = shrink(scenario)
  const way = findWay(shrunk, efforts, false, () => {})
  const { all, safe } = countOrders(way.straight, efforts.count())
  const isHalfOpen = Array.from(pairsOf(scenario)).some(({ outcome }) => outcome === 'half-open')
  const shows: readonly (readonly [Shows, boolean])[] = [
    ['levels', (scenario.levels?.length ?? 0) > 0],
    ['bridge', way.isWay && way.found !== null],
    ['skew', (scenario.skew?.length ?? 0) > 0],
    ['every order', safe !== null && safe === all],
    ['no order', way.verdict === 'unsafe'],
    ['half-open', isHalfOpen],
  ]
  return {
    group: group.title,
    leads: sayLeads(scenario),
    safe: safe?.toString() ?? null,
    all: all?.toString() ?? null,
    shows: shows.filter(([, isShown]) => isShown).map(([name]) => name),
    words: wordsOf(scenario),
  }
}

/** `3.1 → 3.2`: what most of its nodes lead from and to. */
function sayLeads({ nodes, roles, upgrade }: Scenario): string {
  const [first] = upgrade.steps.flatMap(({ node }) => nodes.find(({ id }) => id === node) ?? [])
  if (first === undefined) return ''
  const label = (release: string) =>
    roles.find(({ name }) => name === first.role)?.releases.find(({ name }) => name === release)?.label ??
    release
  const last = upgrade.steps.findLast(({ node }) => node === first.id)
  return `${label(first.release)} → ${label(last?.to ?? first.release)}`
}

/** Roles, releases and levels, by which somebody may look for it. */
function wordsOf({ name, roles, levels = [] }: Scenario): string {
  const said = roles.flatMap((role) => [role.name, ...role.releases.map((release) => release.name)])
  return [...new Set([name, ...said, ...levels.map((level) => level.name)])].join(' ')
}
