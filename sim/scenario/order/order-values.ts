/** Words of an order that name the value to go to, as in `c1=ZODB-3.2`: so an order can lead through other releases. */

import { unknownName } from '../../text/nearest.ts'
import { operationValues, type Scenario } from '../model.ts'
import { releasesOf } from '../release.ts'
import type { OrderFault } from './order-fault.ts'
import { type Goals, type Meaning, meanings, nodesFromTo, unitsOfLevel, vocabularyOf } from './vocabulary.ts'

interface Named {
  /** Units alone, where any word named a value; otherwise the words as they were. */
  readonly words: readonly string[]
  /** The values that each unit goes to: those that are named, and those of the upgrade that are still to come. */
  readonly goals: Goals
  readonly faults: readonly OrderFault[]
}

/**
 * Takes the values out of the words of an order. A value that lies on the way of a unit skips those before it; any other
 * one is put in. Reports values that there are not, those that a unit has already, and levels that skip a value.
 *
 * @param goals the values that each unit goes to in the upgrade of the scenario
 */
export function takeValues(scenario: Scenario, words: readonly string[], goals: Goals): Named {
  if (!words.some((word) => word.includes('='))) return { words, goals, faults: [] }
  const known = meanings(vocabularyOf(scenario))
  const left = new Map(Array.from(goals, ([unit, values]) => [unit, [...values]]))
  const taken = new Map<string, string[]>()
  const faults: OrderFault[] = []
  const go = (unit: string, to: string) => {
    const rest = left.get(unit) ?? []
    left.set(unit, rest.slice(rest.indexOf(to) + 1))
    taken.set(unit, [...(taken.get(unit) ?? []), to])
  }
  const units = words.flatMap((word, index): readonly string[] => {
    const [name = '', value] = word.split(/=(.*)/s)
    const meaning = known.get(name) ?? nodesFromTo(scenario, name)
    const changing = meaning?.units.filter((unit) => goals.has(unit)) ?? []
    const onTheWay = changing.filter((unit) => left.get(unit)?.length)
    const meant = value === undefined ? onTheWay : changing.length > 0 ? changing : (meaning?.units ?? [])
    // What is wrong with such a word is told by whoever reads it next.
    if (meaning === undefined || meant.length === 0) return [name]
    for (const unit of meant) {
      const at = taken.get(unit)?.at(-1) ?? startOf(scenario, meaning, unit)
      const to = value ?? left.get(unit)?.[0] ?? ''
      const message = value === undefined ? null : faultOf(scenario, meaning, unit, { at, to })
      if (message === null) go(unit, to)
      else faults.push({ index, message, isUnknown: true })
    }
    return meant
  })
  const ways = new Map(
    Array.from(left, ([unit, rest]) => [unit, [...(taken.get(unit) ?? []), ...rest]] as const),
  )
  // One fault of a role that many nodes share is enough.
  return { words: units, goals: ways, faults: faults.filter(isFirstOfWord) }
}

const isFirstOfWord = ({ index }: OrderFault, place: number, all: readonly OrderFault[]) =>
  all.findIndex((each) => each.index === index) === place

/** What is wrong with a step of a unit to a value that a word names, or null. */
function faultOf(
  scenario: Scenario,
  meaning: Meaning,
  unit: string,
  { at, to }: { readonly at: string; readonly to: string },
): string | null {
  const { values, what, isNode } = choiceOf(scenario, meaning, unit)
  if (!values.includes(to)) return unknownName(what, to, values)
  if (to === at) return `${unit} is at ${to} already`
  const places = Math.abs(values.indexOf(to) - values.indexOf(at))
  if (!isNode && places > 1) return `${unit} goes from ${at} to ${to} one place at a time, not at once`
  return null
}

/** The values that a unit can be at. */
function choiceOf(scenario: Scenario, { kind }: Meaning, unit: string) {
  const { nodes, roles } = scenario
  const node = nodes.find(({ id }) => id === unit)
  if (node !== undefined) {
    const releases = releasesOf({ roles }, node.role)
    return { what: `release of ${node.role}`, values: releases.map(({ name }) => name), isNode: true }
  }
  if (kind === 'operation') return { what: `state of ${unit}`, values: [...operationValues], isNode: false }
  const level = levelOf(scenario, unit)
  return { what: `value of ${level?.name ?? unit}`, values: level?.values ?? [], isNode: false }
}

function startOf(scenario: Scenario, { kind }: Meaning, unit: string): string {
  const node = scenario.nodes.find(({ id }) => id === unit)
  if (node !== undefined) return node.release
  return kind === 'operation' ? operationValues[0] : (levelOf(scenario, unit)?.start ?? '')
}

/** The level that a unit raises: itself, or the one that a node is configured with. */
function levelOf({ levels = [], nodes }: Scenario, unit: string) {
  return levels.find((level) => unitsOfLevel(level, nodes).includes(unit))
}
