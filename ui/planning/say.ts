/** What the Plan mode says of units and mixed states, in words. */

import type { Axis, LatticeState, Route } from '#sim/plan/model.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { kindOfStep } from '#sim/scenario/order/step-kind.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { switchOn } from '#sim/scenario/switches.ts'
import { plural } from '#sim/text/say-list.ts'

/** A release by its short name; what stands behind it, as in `kafka-3.9, ibp 3.8`, as it is. */
export function labelOf(scenario: Scenario, role: string, value: string): string {
  const [release = '', ...rest] = value.split(', ')
  const found = scenario.roles
    .find(({ name }) => name === role)
    ?.releases.find(({ name }) => name === release)
  return [found?.label ?? release, ...rest].join(', ')
}

/** Whether the members of an axis only go from one place to another one. */
const isPlain = ({ places }: Axis) => places.length === 2

/** How far an axis is, in a few words: `2 of 3 clients`, or the place of the one or the places of the many. */
function sayAxis(scenario: Scenario, axis: Axis, counts: readonly number[]): string {
  const { role, members, places } = axis
  if (members.length === 1) {
    const place = places[counts.findIndex((each) => each > 0)] ?? ''
    const name = members[0] === role ? role : `${role} ${members[0]}`
    return `${name} at ${labelOf(scenario, role, place)}`
  }
  if (isPlain(axis)) {
    return `${counts[1] ?? 0} of ${members.length} ${plural(members.length, role)} at ${labelOf(scenario, role, places[1] ?? '')}`
  }
  const parts = places.flatMap((place, i) => {
    const number = counts[i] ?? 0
    return number === 0 ? [] : [`${number} at ${labelOf(scenario, role, place)}`]
  })
  return `${plural(2, role)}: ${parts.join(', ')}`
}

/** A mixed state by how far each axis is. */
export function sayCounts(scenario: Scenario, axes: readonly Axis[], state: LatticeState): string {
  return axes.map((axis, i) => sayAxis(scenario, axis, state.counts[i] ?? [])).join(', ')
}

/** What a step does: `Upgrade c1 to 3.2`, `Raise fcv to 7.0`, `Raise ibp of b1 to 3.9`, `Start repair`. */
export function sayStep(scenario: Scenario, step: PlanStep): string {
  const { unit, role, to } = step
  const { of, isBack } = kindOfStep(scenario, step)
  const verb = isBack ? 'Lower' : 'Raise'
  switch (of) {
    case 'operation':
      return `${to === 'running' ? 'Start' : 'Finish'} ${unit}`
    case 'release':
      return `${isBack ? `Take ${unit} back` : `Upgrade ${unit}`} to ${labelOf(scenario, role, to)}`
    case 'level':
      return `${verb} ${unit} to ${to}`
    case 'setting':
      return `${verb} ${role} of ${unit.slice(0, -switchOn('', role).length)} to ${to}`
  }
}

/** A text with releases by their short names, where no two of them have the same. */
export function withLabels({ roles }: Scenario, text: string): string {
  const labels = new Map(roles.flatMap(({ releases }) => releases.map(({ name, label }) => [name, label])))
  if (new Set(labels.values()).size < labels.size) return text
  const longestFirst = [...labels].toSorted(([a], [b]) => b.length - a.length)
  return longestFirst.reduce((said, [name, label]) => said.replaceAll(name, label), text)
}

/** The releases that a route goes through on its way, oldest first, by their short names. */
export function passedBy(scenario: Scenario, { units }: Route): string[] {
  const passed = new Set(units.flatMap(({ through }) => through.slice(1, -1)))
  const known = scenario.roles.flatMap(({ releases }) => releases.map(({ name }) => name))
  return [...new Set([...known, ...passed])]
    .filter((name) => passed.has(name))
    .map((name) => withLabels(scenario, name))
}
